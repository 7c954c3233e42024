"""On which days a programme meets: weekends, public holidays, terms and school hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from functools import cache

from conversations.programme import Hours, SchoolHours
from conversations.week import WEEKEND, Days

COUNTRY = "GB"
"""The country whose nations' public holidays are known, as the library of holidays calls it."""

Open = tuple[time, time]
"""From when to when meetings may be, on the pair's clock."""


@cache
def public_holidays(nation: str, year: int) -> frozenset[date]:
    """Return the public holidays of a nation ("ENG") in a year, and the days that make up for them."""
    # Loading it takes longer than all else here together, and only what arranges meetings needs it.
    import holidays  # noqa: PLC0415

    return frozenset(holidays.country_holidays(COUNTRY, subdiv=nation, years=year, expand=False))


class SchoolYear:
    """What a programme's hours and an organisation's terms make of a day.

    Where no terms are known, every day is in term. Days that no known term and no gap between two covers may
    be in term: school hours are avoided on them, and nothing that needs a term takes place.
    """

    def __init__(self, hours: Hours, terms: Sequence[Days]) -> None:
        self._hours = hours
        self._terms = tuple(terms)
        self._known = Days(min(t.first for t in terms), max(t.last for t in terms)) if terms else None

    def open_on(self, day: date) -> tuple[Open, ...]:
        """Return the hours of ``day`` in which meetings may be, in order; none where it has none."""
        hours = self._hours
        if self._is_closed(day):
            return ()
        if hours.school is SchoolHours.ONLY:
            return _within(hours.earliest, hours.latest, hours.school_begins, hours.school_ends)
        if hours.school is SchoolHours.AVOID and self._may_be_school_day(day):
            return (
                *_within(hours.earliest, hours.latest, time.min, hours.school_begins),
                *_within(hours.earliest, hours.latest, hours.school_ends, time.max),
            )
        return _within(hours.earliest, hours.latest, time.min, time.max)

    def _is_closed(self, day: date) -> bool:
        hours = self._hours
        weekend = day.weekday() in WEEKEND
        in_school = hours.school is SchoolHours.ONLY
        if weekend and (in_school or not hours.weekends):
            return True
        if (in_school or hours.term_time_only) and not self._is_term(day):
            return True
        return bool(hours.holidays) and day in public_holidays(hours.holidays, day.year)

    def _may_be_school_day(self, day: date) -> bool:
        unknown = self._known is None or not self._known.first <= day <= self._known.last
        return day.weekday() not in WEEKEND and (unknown or self._is_term(day))

    def _is_term(self, day: date) -> bool:
        return not self._terms or any(term.first <= day <= term.last for term in self._terms)


def _within(earliest: time, latest: time, begins: time, ends: time) -> tuple[Open, ...]:
    """Return what two stretches of a day have in common."""
    begins, ends = max(earliest, begins), min(latest, ends)
    return ((begins, ends),) if begins < ends else ()
