"""The check for a day that is still to come, picked or in people's words: "by friday", "14 feb"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from conversations.check import Check, Rejected
from conversations.checks.choices import exactly
from conversations.checks.days import find_day
from conversations.checks.words import phrase
from conversations.facts import Facts
from conversations.reply import Choice, Entry, Json

FURTHEST_YEARS = 2
"""Years ahead; a match lasts one, so a later day is a slip of the finger."""

_BY = re.compile(r"(?:by|before|until|till|not later than|no later than) ")
_NEITHER_ENDS = " .,!?"


class Deadline(Check[date]):
    """A day from today on; ``offers`` are the buttons with the days that they stand for."""

    entry = Entry.DATE

    def __init__(self, offers: Sequence[tuple[Choice, date]] = ()) -> None:
        self.choices = tuple(choice for choice, _ in offers)
        self._days = {choice.value: day for choice, day in offers}

    def parse(self, text: str, facts: Facts) -> date:
        """Return the day; reject what is none ("not_a_day"), one that is over and one too far ahead."""
        picked = exactly(text, self.choices, facts)
        day = self._days[picked] if picked else _read(text, facts)
        if day < facts.today:
            raise Rejected("day_in_past")
        if day > _furthest(facts.today):
            raise Rejected("day_too_far", {"years": FURTHEST_YEARS})
        return day

    def dump(self, value: date) -> Json:
        """Return the day as "2026-12-04"."""
        return value.isoformat()

    def load(self, stored: Json, facts: Facts) -> date:
        """Return a stored day, though it may have passed."""
        try:
            return date.fromisoformat(stored if isinstance(stored, str) else "")
        except ValueError:
            raise Rejected("not_a_day") from None


def _read(text: str, facts: Facts) -> date:
    said = _BY.sub("", phrase(text).strip(_NEITHER_ENDS), count=1)
    day = find_day(said, facts.today, facts.today)
    if day is None:
        raise Rejected("not_a_day")
    return day


def _furthest(today: date) -> date:
    """Return the last day that is taken; 29 February becomes the 28th of a common year."""
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return today.replace(year=today.year + FURTHEST_YEARS, day=day)


def deadline(*offers: tuple[Choice, date]) -> Check[date]:
    """Return a check for a day that is still to come, with buttons for some."""
    return Deadline(offers)
