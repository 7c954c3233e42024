"""The check for hours of single weekdays: "mon 16-18, thu after 5, not fri"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conversations.check import Check, Rejected
from conversations.checks.alternatives import Piece, taken_apart
from conversations.checks.hours import Hours
from conversations.checks.weekdays import ALL, find_weekdays
from conversations.checks.words import folded, phrase
from conversations.facts import Facts
from conversations.reply import Json
from conversations.week import MINUTES_A_DAY, Free, merged

DayHours = Mapping[int, tuple[Free, ...]]
"""The hours of each weekday (0 is Monday) that was named; one without any is not free at all."""

SHORTEST = 30
"""Minutes; nobody meets for less."""


_NOTHING = frozenset({"no", "nope", "none", "nothing", "same", "all the same", "they are all the same"})


class WeekHours(Check[DayHours]):
    """Hours of the weekdays that are named; what is not named stays as it was in the hours ``before``."""

    def __init__(self, before: Sequence[Free] = ()) -> None:
        self._before = tuple(before)

    def parse(self, text: str, facts: Facts) -> DayHours:
        """Return the hours by weekday; reject words that are anything else ("not_week_hours").

        Rejects also what leaves no hours at all ("not_any_hours").
        """
        if folded(text) in _NOTHING:
            return {}
        said = taken_apart(phrase(text))
        if said is None:
            raise Rejected("not_week_hours")
        free = merged(one for piece in said.suit for one in _hours(piece, said.bounds))
        taken = frozenset().union(*(_off(piece) for piece in said.unfit))
        by_day = {day: tuple(one for one in free if one.weekday == day) for day in sorted(ALL)}
        named = {day: hours for day, hours in by_day.items() if hours and day not in taken}
        if not (named or taken):
            raise Rejected("not_week_hours")
        changes: DayHours = {**named, **dict.fromkeys(sorted(taken), ())}
        if not changed(self._before, changes):
            raise Rejected("not_any_hours")
        return changes

    def dump(self, value: DayHours) -> Json:
        """Return the hours by weekday, as JSON has them."""
        return {str(day): [[one.begins, one.ends] for one in hours] for day, hours in value.items()}

    def load(self, stored: Json, facts: Facts) -> DayHours:
        """Return stored hours."""
        try:
            return {int(day): _loaded(int(day), hours) for day, hours in dict(stored).items()}  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise Rejected("not_week_hours") from None


def changed(free: Sequence[Free], changes: DayHours) -> tuple[Free, ...]:
    """Return the hours of a week in which those of some weekdays are replaced."""
    kept = [one for one in free if one.weekday not in changes]
    return merged([*kept, *(one for hours in changes.values() for one in hours)])


def _hours(piece: Piece, bounds: Hours) -> list[Free]:
    """Return what one alternative says of each of its days; reject a moment, and what is too short."""
    hours = (piece.hours or Hours()).within(bounds)
    if hours.starts or hours.ends - hours.begins < SHORTEST:
        raise Rejected("not_week_hours")
    return [Free(day, hours.begins, min(hours.ends, MINUTES_A_DAY)) for day in _days(piece)]


def _off(piece: Piece) -> frozenset[int]:
    """Return the days that are not free at all; reject hours of them, which leave the rest open."""
    if piece.hours is not None or not piece.days:
        raise Rejected("not_week_hours")
    return _days(piece)


def _days(piece: Piece) -> frozenset[int]:
    if not piece.days or piece.days == "any":
        return ALL
    named = find_weekdays(piece.days)
    if named is None:
        raise Rejected("not_week_hours")
    return named.days


def _loaded(day: int, hours: Sequence[Sequence[int]]) -> tuple[Free, ...]:
    return tuple(Free(day, begins, ends) for begins, ends in hours)
