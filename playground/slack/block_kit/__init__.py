"""The shapes of Block Kit: what blocks are made of, and how long and how many each part may be."""
