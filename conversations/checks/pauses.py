"""The check for how long nothing is to come: "two weeks", "until 1 march", three months at most."""

from __future__ import annotations

import re
from datetime import date, timedelta

from conversations.check import Check, Rejected
from conversations.checks.days import find_day, is_soon
from conversations.checks.words import phrase
from conversations.facts import Facts
from conversations.reply import Choice, Entry, Json

MOST_MONTHS = 3
MOST_DAYS = 92
"""Days of three months: whoever wants to hear nothing for longer does not take part."""

_AROUND = re.compile(
    r"^(?:(?:pause|stop|mute|quiet|please|just|them|it|for|until|till|til|unti|up to|the next) )+"
)
_ENDLESS = re.compile(r"\b(?:forever|for ever|always|never|i say so|further notice|i tell you|the end)\b")
_NEITHER_ENDS = " .,!?"


class PauseUntil(Check[date]):
    """The day on which nudges come again: after today, and at most three months from it."""

    entry = Entry.DATE
    choices = (
        Choice("1 week", label="pause.week"),
        Choice("2 weeks", label="pause.two_weeks"),
        Choice("1 month", label="pause.month"),
    )

    def parse(self, text: str, facts: Facts) -> date:
        """Return the day; reject what is none ("not_a_pause"), not after today, and too far off."""
        said = phrase(text).strip(_NEITHER_ENDS)
        if _ENDLESS.search(said):
            raise Rejected("pause_too_long", {"months": MOST_MONTHS})
        said = _AROUND.sub("", said)
        try:
            day = None if is_soon(said) else find_day(said, facts.today, facts.today + timedelta(days=1))
        except OverflowError:
            raise Rejected("pause_too_long", {"months": MOST_MONTHS}) from None
        if day is None:
            raise Rejected("not_a_pause")
        if day <= facts.today:
            raise Rejected("pause_too_short")
        if (day - facts.today).days > MOST_DAYS:
            raise Rejected("pause_too_long", {"months": MOST_MONTHS})
        return day

    def dump(self, value: date) -> Json:
        """Return the day as "2027-03-01"."""
        return value.isoformat()

    def load(self, stored: Json, facts: Facts) -> date:
        """Return a stored day, though it may have come."""
        try:
            return date.fromisoformat(stored if isinstance(stored, str) else "")
        except ValueError:
            raise Rejected("not_a_pause") from None
