"""The check for an age in whole years."""

from __future__ import annotations

import re

from conversations.check import Check, Rejected
from conversations.checks.words import folded, listed, phrase
from conversations.facts import Facts
from conversations.reply import Json

OLDEST_TYPED = 99
"""Years; beyond it a slip of the finger is likelier than an age."""

_PARTS = re.compile(r"\d+|[^\W\d]+")
_AROUND = frozenset(listed("i im am my age is aged just turned only now years year yrs yr y old yo"))


class Age(Check[int]):
    """An age from 1 to 99, in figures or in words."""

    def parse(self, text: str, facts: Facts) -> int:
        """Return the age in years; reject anything else ("not_an_age")."""
        said = folded(phrase(text)).removesuffix(" and a half")
        numbers = [part for part in _PARTS.findall(said) if part not in _AROUND]
        if len(numbers) != 1 or not re.fullmatch(r"\d{1,2}", numbers[0]) or not int(numbers[0]):
            raise Rejected("not_an_age")
        return int(numbers[0])

    def dump(self, value: int) -> Json:
        """Return the years."""
        return value

    def load(self, stored: Json, facts: Facts) -> int:
        """Return stored years."""
        if isinstance(stored, bool) or not isinstance(stored, int) or not 1 <= stored <= OLDEST_TYPED:
            raise Rejected("not_an_age")
        return stored


age: Check[int] = Age()
