"""The engine of conversations and every flow: pure, with no I/O, no clock, no randomness, no platform."""
