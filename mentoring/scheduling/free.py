"""The moments at which a pair can meet: what suits both, within the hours of their programme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from conversations.programme import Hours, SchoolHours
from conversations.week import MINUTES_A_DAY, Days, Free, of_parts
from mentoring.scheduling.school_year import SchoolYear
from mentoring.scheduling.wall import ONE_DAY, WallClock

STEP = 30
"""Minutes; meetings begin on whole and half hours of the pair's clock."""


class Span(NamedTuple):
    """A stretch of time in UTC, without its end."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class PersonTimes:
    """When one of a pair can meet.

    ``free`` are the hours of their week on the clock of ``zone``; where they set none, ``parts`` are those of
    their profile, as in "weekday_evening"; without any they are free whenever the programme meets. ``busy``
    are their other meetings.
    """

    zone: str
    free: tuple[Free, ...] = ()
    parts: tuple[str, ...] = ()
    away: tuple[Days, ...] = ()
    busy: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class PairTimes:
    """What bounds a pair's meetings; ``zone`` is their clock, ``terms`` are of their organisation."""

    zone: str
    mentor: PersonTimes
    young_person: PersonTimes
    terms: tuple[Days, ...] = ()


def offers(pair: PairTimes, hours: Hours, now: datetime, minutes: int) -> list[datetime]:
    """Return every start in UTC of a meeting of so many ``minutes`` that suits both, soonest first."""
    notice = now + timedelta(hours=hours.notice)
    year, length = SchoolYear(hours, pair.terms), timedelta(minutes=minutes)
    clocks = {zone: WallClock(zone) for zone in (pair.zone, pair.mentor.zone, pair.young_person.zone)}
    clock = clocks[pair.zone]
    # Whoever is at school is free in school hours, whatever they said of their own time.
    at_school = hours.school is SchoolHours.ONLY
    mentor = _Diary(pair.mentor, clocks)
    young_person = _Diary(pair.young_person, clocks, ignores_parts=at_school)
    return [
        start
        for day in _days(clock.day_of(notice), clock.day_of(now) + timedelta(hours.ahead))
        for begins, ends in year.open_on(day)
        for both in _shared(mentor, young_person, _span(day, begins, ends, clock))
        for start in _starts(both, day, clock, length)
        if start >= notice
    ]


def _shared(mentor: _Diary, young_person: _Diary, span: Span) -> Iterator[Span]:
    """Return when both are free within ``span``."""
    theirs = young_person.within(span)
    for ours in mentor.within(span) if theirs else ():
        yield from filter(None, (_common(ours, their) for their in theirs))


def _starts(span: Span, day: date, clock: WallClock, length: timedelta) -> Iterator[datetime]:
    """Return the whole and half hours of ``day`` at which a meeting fits into ``span``."""
    first = -(-clock.minutes(span.begins, day) // STEP) * STEP
    for minutes in range(first, MINUTES_A_DAY, STEP):
        start = clock.at(day, minutes)
        if start + length > span.ends:
            return
        # A half hour that the clock leaves out has been moved to another, which is offered by itself.
        if start >= span.begins and clock.minutes(start, day) == minutes:
            yield start


def _span(day: date, begins: time, ends: time, clock: WallClock) -> Span:
    return Span(*(clock.at(day, bound.hour * 60 + bound.minute) for bound in (begins, ends)))


def _common(one: Span, other: Span) -> Span | None:
    begins, ends = max(one.begins, other.begins), min(one.ends, other.ends)
    return Span(begins, ends) if begins < ends else None


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


class _Diary:
    """When one person is free; each of their days is worked out when it is first looked at."""

    def __init__(
        self, person: PersonTimes, clocks: Mapping[str, WallClock], *, ignores_parts: bool = False
    ) -> None:
        self._person = person
        self._clock = clocks[person.zone]
        self._free = person.free or of_parts(() if ignores_parts else person.parts)
        self._known: dict[date, tuple[Span, ...]] = {}

    def within(self, span: Span) -> list[Span]:
        """Return when the person is free within ``span``, in order, what touches as one."""
        days = _days(self._clock.day_of(span.begins), self._clock.day_of(span.ends))
        free = _joined(one for day in days for one in self._on(day))
        return [common for one in free if (common := _common(one, span))]

    def _on(self, day: date) -> tuple[Span, ...]:
        if day not in self._known:
            self._known[day] = self._worked_out(day)
        return self._known[day]

    def _worked_out(self, day: date) -> tuple[Span, ...]:
        if any(away.first <= day <= away.last for away in self._person.away):
            return ()
        hours = self._free or (Free(day.weekday(), 0, MINUTES_A_DAY),)
        free = (
            Span(self._clock.at(day, one.begins), self._clock.at(day, one.ends))
            for one in hours
            if one.weekday == day.weekday()
        )
        return tuple(left for one in free for left in _without(one, self._person.busy))


def _without(span: Span, busy: Iterable[Span]) -> list[Span]:
    """Return what is left of ``span`` beside the moments that are taken."""
    left = [span]
    for taken in busy:
        pieces = [piece for one in left for piece in _around(one, taken)]
        left = [piece for piece in pieces if piece.begins < piece.ends]
    return left


def _around(span: Span, taken: Span) -> tuple[Span, Span]:
    before = Span(span.begins, min(span.ends, taken.begins))
    return before, Span(max(span.begins, taken.ends), span.ends)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return the same stretches, those that touch as one."""
    joined: list[Span] = []
    for one in spans:
        if joined and joined[-1].ends >= one.begins:
            joined[-1] = Span(joined[-1].begins, max(joined[-1].ends, one.ends))
        else:
            joined.append(one)
    return joined
