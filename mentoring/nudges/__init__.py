"""What comes to people at a time of its own, so that nobody has to remember it."""
