"""The check for a whole number between two bounds, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from conversations.check import Check, Rejected
from conversations.checks.words import phrase
from conversations.facts import Facts
from conversations.reply import Choice, Json

MOST_DIGITS = 9
"""Digits; more than any count that is asked for."""

_NUMBER = re.compile(r"\d+")


class WholeNumber(Check[int]):
    """A whole number from ``least`` to ``most``; ``choices`` are buttons whose values are such numbers."""

    def __init__(self, least: int, most: int, choices: Sequence[Choice] = ()) -> None:
        self._bounds = (least, most)
        self.choices = tuple(choices)

    def parse(self, text: str, facts: Facts) -> int:
        """Return the one number in ``text``; reject none, several, or out of bounds ("not_a_number")."""
        found = _NUMBER.findall(phrase(text).replace(",", ""))
        least, most = self._bounds
        number = int(found[0]) if len(found) == 1 and len(found[0]) <= MOST_DIGITS else least - 1
        if not least <= number <= most or f"-{number}" in text:
            raise Rejected("not_a_number", {"least": least, "most": most})
        return number

    def dump(self, value: int) -> Json:
        """Return the number."""
        return value

    def load(self, stored: Json, facts: Facts) -> int:
        """Return a stored number, whatever the bounds are today."""
        if not isinstance(stored, int) or isinstance(stored, bool):
            least, most = self._bounds
            raise Rejected("not_a_number", {"least": least, "most": most})
        return stored


def whole_number(least: int, most: int, choices: Sequence[Choice] = ()) -> Check[int]:
    """Return a check for a whole number from ``least`` to ``most``."""
    return WholeNumber(least, most, choices)
