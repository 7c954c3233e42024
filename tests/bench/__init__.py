"""Benchmarks: figures as ratios in one run, with the machine named; never a timed test."""
