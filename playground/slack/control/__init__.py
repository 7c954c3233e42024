"""Slack's part of the control API: what the page, tests and scripts act with."""
