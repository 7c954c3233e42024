"""The check for days that somebody is away, in their own words: "14 to 21 feb", "tomorrow", "next week"."""

from __future__ import annotations

from datetime import date

from conversations.check import Check, Rejected
from conversations.checks.spans import find_span
from conversations.checks.words import phrase
from conversations.facts import Facts
from conversations.reply import Choice, Json
from conversations.week import Days

FURTHEST_YEARS = 2
"""Years ahead; a match lasts one, so a later day is a slip of the finger."""

MOST_DAYS = 183
"""Days in one go: half a year. Whoever is away for longer does not take part."""

_NEITHER_ENDS = " .,!?"


class DaysAway(Check[Days]):
    """Days that are not over, one or several in a row."""

    choices = (
        Choice("tomorrow", label="days_away.tomorrow"),
        Choice("next week", label="days_away.next_week"),
    )

    def parse(self, text: str, facts: Facts) -> Days:
        """Return the days; reject none ("not_days_away"), and those over, too far off or too many."""
        try:
            days = find_span(phrase(text).strip(_NEITHER_ENDS), facts.today)
        except OverflowError:
            raise Rejected("date_away_too_far", {"years": FURTHEST_YEARS}) from None
        if days is None:
            raise Rejected("not_days_away")
        if days.last < facts.today:
            raise Rejected("date_away_over")
        if (days.first - facts.today).days > 366 * FURTHEST_YEARS:
            raise Rejected("date_away_too_far", {"years": FURTHEST_YEARS})
        if (days.last - days.first).days >= MOST_DAYS:
            raise Rejected("date_away_too_long", {"days": MOST_DAYS})
        return days

    def dump(self, value: Days) -> Json:
        """Return the days as "2027-02-14/2027-02-21"."""
        return dumped(value)

    def load(self, stored: Json, facts: Facts) -> Days:
        """Return stored days, though they may be over."""
        days = loaded(stored)
        if days is None:
            raise Rejected("not_days_away")
        return days


def dumped(days: Days) -> str:
    """Return days as ISO 8601 writes them, "2027-02-14/2027-02-21"."""
    return f"{days.first.isoformat()}/{days.last.isoformat()}"


def loaded(stored: Json) -> Days | None:
    """Return the days that ``dumped`` gave, or None where they are none."""
    first, _, last = str(stored).partition("/")
    try:
        return Days(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return None
