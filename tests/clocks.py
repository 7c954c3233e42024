"""A clock for tests: it stands still until it is moved, and a sleep moves it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.clock import Clock

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""A Monday, ten o'clock in London as in UTC."""


class ManualClock(Clock):
    """``slept`` are the sleeps that were asked for, in seconds; none of them takes any time.

    ``on_sleep`` is awaited in each of them, once the clock has moved.
    """

    def __init__(self, time: datetime = MORNING) -> None:
        super().__init__()
        self.time = time
        self.slept: list[float] = []
        self.on_sleep: Callable[[], Awaitable[None]] | None = None

    def now(self) -> datetime:
        """Return the time that the clock was set to."""
        return self.time

    async def sleep(self, seconds: float) -> None:
        """Move the clock on by ``seconds`` and let others run."""
        self.slept.append(seconds)
        self.advance(seconds)
        await asyncio.sleep(0)
        if self.on_sleep is not None:
            await self.on_sleep()

    def advance(self, seconds: float) -> None:
        """Move the clock on."""
        self.time += timedelta(seconds=seconds)
