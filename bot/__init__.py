"""The process: settings, wiring, inbox, turns, ticks, delivery, health and the command line."""
