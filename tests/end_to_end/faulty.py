"""A bot on a clock that a test moves, so that minutes of its time pass in a moment of ours."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager

from tests.end_to_end.clock import StillClock

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


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Hold SQLite's write lock, as a backup would."""
    other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=30)
    with closing(other):
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
