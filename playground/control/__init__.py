"""The control API: what the page, tests and scripts use to act as people and to run the bench."""
