"""When somebody can meet: the hours of their week in which they are free, and the days that they are away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

MINUTES_A_DAY = 1440


class Free(NamedTuple):
    """Hours of a weekday (0 is Monday), in minutes after midnight on the person's own clock."""

    weekday: int
    begins: int
    ends: int


class Days(NamedTuple):
    """Whole days on the person's own calendar, both ends among them."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Week:
    """When somebody can meet.

    ``free`` are the hours that they set, in order; empty where they set none. ``away`` are days from today
    on, soonest first. ``meetings`` are the starts (UTC) of those that are confirmed and to come.
    """

    free: tuple[Free, ...] = ()
    away: tuple[Days, ...] = ()
    meetings: tuple[datetime, ...] = ()


NO_WEEK = Week()
"""Of somebody who set nothing."""

MONDAY_TO_FRIDAY, WEEKEND = range(5), range(5, 7)

DAYTIME = (9 * 60, 17 * 60)
AFTER_SCHOOL = (15 * 60 + 30, 18 * 60)
EVENING = (17 * 60, 21 * 60)
MORNING_OF_WEEKEND = (9 * 60, 12 * 60)
AFTERNOON_OF_WEEKEND = (12 * 60, 18 * 60)

PARTS: Mapping[str, tuple[Iterable[int], tuple[int, int]]] = {
    "weekday_day": (MONDAY_TO_FRIDAY, DAYTIME),
    "weekday_after_school": (MONDAY_TO_FRIDAY, AFTER_SCHOOL),
    "weekday_evening": (MONDAY_TO_FRIDAY, EVENING),
    "weekend_morning": (WEEKEND, MORNING_OF_WEEKEND),
    "weekend_afternoon": (WEEKEND, AFTERNOON_OF_WEEKEND),
}
"""What each answer to "When are you mostly free?" means: on which weekdays, and from when to when."""


def of_parts(parts: Iterable[str]) -> tuple[Free, ...]:
    """Return the hours of the parts of a week that somebody picked; one that is none of them adds nothing."""
    known = [PARTS[part] for part in parts if part in PARTS]
    return merged(Free(weekday, *hours) for weekdays, hours in known for weekday in weekdays)


def merged(free: Iterable[Free]) -> tuple[Free, ...]:
    """Return the same hours in order, those that overlap or touch as one."""
    joined: list[Free] = []
    for one in sorted(free):
        before = joined[-1] if joined else None
        if before is None or before.weekday != one.weekday or before.ends < one.begins:
            joined.append(one)
        elif before.ends < one.ends:
            joined[-1] = before._replace(ends=one.ends)
    return tuple(joined)
