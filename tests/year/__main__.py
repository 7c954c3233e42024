"""Plays the year of a pair and prints it as a transcript: python -m tests.year."""

from __future__ import annotations

import sys
from time import perf_counter

import uvloop

from bot import logs
from tests.year.retold import retold
from tests.year.stage import year_stage
from tests.year.story import BEGINS, play


async def year() -> str:
    """Play the year and return all that was said and done in it."""
    async with year_stage(BEGINS) as stage:
        await play(stage)
        return retold(stage.wire.world)


def main() -> None:
    """Print the transcript, and how long it took to play."""
    logs.set_up("error", "text")
    began = perf_counter()
    told = uvloop.run(year())
    sys.stdout.write(f"{told}\n\nThe year took {perf_counter() - began:.0f} seconds.\n")


if __name__ == "__main__":
    main()
