"""Wakes a loop that waits for work, and stops it."""

from __future__ import annotations

import asyncio
from contextlib import suppress


class Wake:
    """A bell: ``up`` rings it, ``wait`` returns when it has rung since the last wait, or after a while."""

    def __init__(self) -> None:
        self._bell = asyncio.Event()
        self.stopping = False

    def up(self) -> None:
        """Ring."""
        self._bell.set()

    def stop(self) -> None:
        """Ring for the last time: the loop finishes what it holds and ends."""
        self.stopping = True
        self._bell.set()

    async def wait(self, seconds: float | None = None) -> None:
        """Wait for the bell, at most ``seconds``; None waits for ever."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._bell.wait()
        if not self.stopping:
            self._bell.clear()
