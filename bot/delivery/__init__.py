"""The only door out: claims what waits, lane by lane, sends it, and records what became of it."""
