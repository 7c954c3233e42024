"""A handful of the times that suit a pair, to choose among."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from conversations.clock import on_wall


def spread(offers: Sequence[datetime], most: int, zone: str) -> tuple[datetime, ...]:
    """Return at most ``most`` of ``offers`` (UTC, soonest first): on different days, early and late.

    The soonest days come first; only where there are fewer days than that has one of them a second time.
    """
    left: dict[date, list[datetime]] = {}
    for offer in offers:
        left.setdefault(on_wall(offer, zone).date(), []).append(offer)
    picked: list[datetime] = []
    for turn in range(most):
        for number, times in enumerate(left.values()):
            if times and len(picked) < most:
                picked.append(times.pop(0 if (number + turn) % 2 == 0 else -1))
    return tuple(sorted(picked))
