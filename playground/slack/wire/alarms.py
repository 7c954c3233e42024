"""Things to do at a time of the playground's clock, also when the clock is moved there."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable

from playground.bells import Bells
from playground.clock import Clock

SOONER = "slack alarm"  # rung when an alarm is set before all others, and when the clock is moved


class Alarms:
    """Nothing goes off unless `run` runs."""

    def __init__(self, clock: Clock, bells: Bells) -> None:
        self._clock = clock
        self._bells = bells
        self._set: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        clock.watch(lambda: bells.ring(SOONER))

    def at(self, moment: float, act: Callable[[], None]) -> None:
        """Does something at a moment of the playground's clock, or as soon after as can be."""
        is_next = not self._set or moment < self._set[0][0]
        heapq.heappush(self._set, (moment, next(self._order), act))
        if is_next:
            self._bells.ring(SOONER)

    def clear(self) -> None:
        self._set.clear()

    async def run(self) -> None:
        while not self._bells.closed:
            self._go_off()
            await self._bells.wait(SOONER, self._seconds())

    def _go_off(self) -> None:
        """Does all whose time has come."""
        while self._set and self._set[0][0] <= self._clock.now():
            heapq.heappop(self._set)[2]()

    def _seconds(self) -> float | None:
        return max(self._set[0][0] - self._clock.now(), 0.0) if self._set else None
