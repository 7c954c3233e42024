"""The playground's own clock: the machine's time plus an offset that people move."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime


class Clock:
    """Seconds since 1970 in UTC; `source` is the time before the offset."""

    def __init__(self, source: Callable[[], float] = time.time) -> None:
        self._source = source
        self._watchers: list[Callable[[], None]] = []
        self.offset = 0.0

    def now(self) -> float:
        return self._source() + self.offset

    def advance(self, seconds: float) -> None:
        self._move(self.offset + seconds)

    def set_to(self, moment: datetime) -> None:
        """Moves the clock to an aware moment; it runs on from there."""
        self._move(moment.timestamp() - self._source())

    def put_right(self) -> None:
        """Takes back every move."""
        self._move(0.0)

    def watch(self, moved: Callable[[], None]) -> None:
        """Has this called at every move, for whoever waits for a time of this clock."""
        self._watchers.append(moved)

    def _move(self, offset: float) -> None:
        self.offset = offset
        for moved in self._watchers:
            moved()


def iso(at: float) -> str:
    """Seconds since 1970 as text in UTC, to the second, such as 2026-03-03T10:00:00+00:00."""
    return datetime.fromtimestamp(int(at), UTC).isoformat()
