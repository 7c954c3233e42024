"""The one place where time comes from; everything else is handed a Clock."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

HOME_ZONE = "Europe/London"
"""The zone of whoever has none of their own."""


class Clock:
    """The machine's time in UTC, moved by an offset that a demonstration may change."""

    def __init__(self) -> None:
        self.offset = timedelta(0)

    def now(self) -> datetime:
        """Return the time in UTC."""
        return datetime.now(UTC) + self.offset

    def machine(self) -> datetime:
        """Return the machine's own time in UTC, which no demonstration moves."""
        return self.now() - self.offset

    async def sleep(self, seconds: float) -> None:
        """Let ``seconds`` of real time pass."""
        await asyncio.sleep(seconds)
