"""The check for a date of birth, and the age that follows from it."""

from __future__ import annotations

from datetime import date

from conversations.check import Check, Rejected
from conversations.checks.words import listed, phrase
from conversations.checks.written import real_date, whole_year, written
from conversations.facts import Facts
from conversations.reply import Json

OLDEST = 120
"""Years; nobody alive was born before that, so it is a slip of the finger."""

_AROUND = frozenset(
    listed(
        "i was born on im my birthday bday is its it dob date birth in "
        "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun"
    )
)


def age_on(born: date, today: date) -> int:
    """Return the age in whole years; somebody born on 29 February is older from 1 March in common years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


class DateOfBirth(Check[date]):
    """A whole date up to today, day first."""

    def parse(self, text: str, facts: Facts) -> date:
        """Return the date; reject what is none, partial, impossible, in the future or too long ago."""
        words = phrase(text).replace(",", " ").strip(" .!").split()
        found = written(" ".join(word for word in words if word not in _AROUND))
        if found is None:
            raise Rejected("not_a_date")
        if found.day is None or found.month is None or found.year is None:
            raise Rejected("not_a_whole_date")
        born = real_date(found.day, found.month, whole_year(found.year, facts.today.year))
        if born > facts.today:
            raise Rejected("date_in_future")
        if age_on(born, facts.today) > OLDEST:
            raise Rejected("date_too_long_ago", {"years": OLDEST})
        return born

    def dump(self, value: date) -> Json:
        """Return the date as "2009-05-03"."""
        return value.isoformat()

    def load(self, stored: Json, facts: Facts) -> date:
        """Return a stored date."""
        try:
            return date.fromisoformat(stored if isinstance(stored, str) else "")
        except ValueError:
            raise Rejected("not_a_date") from None


date_of_birth: Check[date] = DateOfBirth()
