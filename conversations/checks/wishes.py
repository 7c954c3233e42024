"""Reads when somebody would like to meet: "thursday after 4", "any evening next week but not monday"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from conversations.checks.alternatives import Piece, taken_apart
from conversations.checks.days import find_day
from conversations.checks.hours import Hours
from conversations.checks.spans import ONE_DAY, find_span, week_around
from conversations.checks.weekdays import ALL, find_weekdays
from conversations.clock import in_utc
from conversations.facts import Facts
from conversations.week import Days

_ANY = frozenset({"any", "all", "anything", "whenever", "either", "flexible", "dont mind", "up to"})
_PERIOD = re.compile(
    r"\b(?:(?:on|in|during) )?(?:the )?(?P<period>this week|next week|week after(?: next)?"
    r"|this month|next month|(?:(?<=in )|(?<=during ))[a-z]+)\b"
)
_AFTER = re.compile(r"(?P<how>after|from|since) (?P<day>.+)")
_BEFORE = re.compile(r"(?P<how>before|until|till|til|by) (?P<day>.+)")
_THIS = re.compile(r"(?:this|next|coming)\b")
_WEEKS = re.compile(r"in (?:\d{1,2}|an?) (?:weeks?|fortnights?)")


@dataclass(frozen=True, slots=True)
class DaysSaid:
    """Days from ``first`` to ``last``, either open, and of these only certain weekdays."""

    first: date | None = None
    last: date | None = None
    weekdays: frozenset[int] = ALL

    @property
    def single(self) -> date | None:
        """The day, where it is one."""
        return self.first if self.first == self.last else None

    def cover(self, day: date) -> bool:
        """Tell whether ``day`` is one of them."""
        return self.beside(day) == 0 and day.weekday() in self.weekdays

    def beside(self, day: date) -> int:
        """Return how many days before the first or after the last ``day`` is."""
        if self.first is not None and day < self.first:
            return (self.first - day).days
        return (day - self.last).days if self.last is not None and day > self.last else 0


ANY_DAY = DaysSaid()


@dataclass(frozen=True, slots=True)
class Window:
    """Days, and hours of each on the person's own clock; None where any hour is meant."""

    days: DaysSaid
    hours: Hours | None = None

    def take(self, local: datetime, minutes: int) -> bool:
        """Tell whether a meeting of so many minutes that begins at ``local`` is in it."""
        begins = local.hour * 60 + local.minute
        return self.days.cover(local.date()) and (
            self.hours is None or self.hours.take(begins, begins + minutes)
        )

    def moment(self, zone: str) -> datetime | None:
        """Return the one moment that was said, in UTC, or None where it is none or several."""
        if self.days.single is None or self.hours is None or not self.hours.exact:
            return None
        midnight = datetime.combine(self.days.single, time.min)
        return in_utc(midnight + timedelta(minutes=self.hours.begins), zone)


@dataclass(frozen=True, slots=True)
class Wish:
    """What suits somebody: one of ``suit``, none of ``unfit``, and always within ``bounds``."""

    suit: tuple[Window, ...]
    unfit: tuple[Window, ...] = ()
    bounds: Hours | None = None

    def take(self, local: datetime, minutes: int) -> bool:
        """Tell whether a meeting that begins at ``local`` suits."""
        begins = local.hour * 60 + local.minute
        bounded = self.bounds is None or self.bounds.take(begins, begins + minutes)
        suits = any(window.take(local, minutes) for window in self.suit)
        return bounded and suits and not any(window.take(local, minutes) for window in self.unfit)


def find_wish(text: str, facts: Facts) -> Wish | None:
    """Return what the phrase ``text`` wishes for, or None where it cannot be understood.

    A weekday by itself is the soonest, "mondays" and "any monday" are all. Rejects what ``find_day`` does.
    """
    said = taken_apart(text)
    if said is None:
        return None
    period = next(filter(None, (_period(piece.days, facts.today)[0] for piece in said.suit)), None)
    suit = [_window(piece, period, facts) for piece in said.suit]
    unfit = [_window(piece, None, facts, every=True) for piece in said.unfit]
    if None in suit or None in unfit:
        return None
    bounds = said.bounds if said.bounds != Hours() else None
    return Wish(tuple(filter(None, suit)) or (Window(ANY_DAY),), tuple(filter(None, unfit)), bounds)


def _window(piece: Piece, period: Days | None, facts: Facts, *, every: bool = False) -> Window | None:
    """Return what one alternative means; ``period`` holds for weekdays that say no other."""
    own, words = _period(piece.days, facts.today)
    days = _days(words, own or period, piece.hours, facts, every=every)
    return Window(days, piece.hours) if days is not None else None


def _period(words: str, today: date) -> tuple[Days | None, str]:
    """Return the period that is said beside weekdays, "next week", and the other words."""
    for found in _PERIOD.finditer(words):
        span = find_span(found["period"], today)
        if span is not None:
            rest = f"{words[: found.start()]} {words[found.end() :]}"
            return span, " ".join(rest.split())
    return None, words


def _days(
    words: str, period: Days | None, hours: Hours | None, facts: Facts, *, every: bool
) -> DaysSaid | None:
    bounds = DaysSaid(*period) if period else ANY_DAY
    if not words or words in _ANY:
        return bounds
    named = None if _THIS.match(words) else find_weekdays(words)
    if named is not None and (period or named.every or every):
        return DaysSaid(bounds.first, bounds.last, named.days)
    if named is not None:
        day = find_day(words, facts.today, _earliest(hours, facts))
        return DaysSaid(day, day) if day else None
    return _bounded(words, facts.today) or _spanned(words, facts.today)


def _bounded(words: str, today: date) -> DaysSaid | None:
    """Return the days of "after the 14th" or "until friday"."""
    if found := _AFTER.fullmatch(words):
        day = find_day(found["day"], today, today)
        return DaysSaid(first=day + ONE_DAY if found["how"] == "after" else day) if day else None
    if found := _BEFORE.fullmatch(words):
        day = find_day(found["day"], today, today)
        return DaysSaid(last=day - ONE_DAY if found["how"] == "before" else day) if day else None
    return None


def _spanned(words: str, today: date) -> DaysSaid | None:
    span = find_span(words, today)
    if span is not None and _WEEKS.fullmatch(words):
        span = week_around(span.first)
    return DaysSaid(*span) if span is not None else None


def _earliest(hours: Hours | None, facts: Facts) -> date:
    """Return today where a moment was said that is still to come, else tomorrow."""
    local = facts.local
    to_come = hours is not None and hours.exact and hours.begins > local.hour * 60 + local.minute
    return facts.today if to_come else facts.today + ONE_DAY
