"""A bot on a clock that a test moves, so that minutes of its time pass in a moment of ours."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

from tests.end_to_end.clock import StillClock

LOCKED_WITHIN_SECONDS = 10.0

FOR_EVER = 1_000_000
"""Times: more than any test asks for; the fault is taken away when its time is over."""


@asynccontextmanager
async def moving(clock: StillClock) -> AsyncIterator[None]:
    """Move the clock on whenever somebody sleeps."""

    async def on() -> None:
        while True:
            await clock.on()
            await asyncio.sleep(0)

    mover = asyncio.create_task(on())
    try:
        yield
    finally:
        mover.cancel()
        await asyncio.wait({mover})


@asynccontextmanager
async def locked(url: str) -> AsyncIterator[None]:
    """Hold SQLite's write lock, as a backup would; the bot shares this loop and ends its own write first."""
    other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=0)
    with closing(other):
        async with asyncio.timeout(LOCKED_WITHIN_SECONDS):
            while True:
                if _began(other):
                    break
                await asyncio.sleep(0)
        yield
        other.execute("ROLLBACK")


def _began(other: sqlite3.Connection) -> bool:
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    return True
