"""A clock that a test moves: whoever sleeps wakes when it is moved far enough."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from bot.clock import Clock


class StillClock(Clock):
    """Stands still until it is moved; it starts at the machine's time."""

    def __init__(self) -> None:
        super().__init__()
        self._now = Clock().now()
        self._sleepers: dict[asyncio.Future[None], datetime] = {}
        self._lies_down = asyncio.Event()

    def now(self) -> datetime:
        """Return the time in UTC."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock was moved on by ``seconds``."""
        sleeper: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers[sleeper] = self._now + timedelta(seconds=seconds)
        self._lies_down.set()
        try:
            await sleeper
        finally:
            self._sleepers.pop(sleeper, None)

    def advance(self, seconds: float) -> None:
        """Move the clock on and wake whose time has come."""
        self._now += timedelta(seconds=seconds)
        for sleeper, until in self._sleepers.items():
            if until <= self._now and not sleeper.done():
                sleeper.set_result(None)

    async def on(self) -> float:
        """Wait until somebody sleeps, move on to when the first of them wakes, and return the seconds."""
        while not (times := [until for one, until in self._sleepers.items() if not one.done()]):
            self._lies_down.clear()
            await self._lies_down.wait()
        seconds = max(0.0, (min(times) - self._now).total_seconds())
        self.advance(seconds)
        return seconds
