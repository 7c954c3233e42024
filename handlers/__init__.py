"""One edge per platform: its update becomes a Heard, a Reply becomes its request, and nothing else."""
