"""One of those whom a coordinator may mean: by button, by number, or by a part of a name."""

from __future__ import annotations

from collections.abc import Sequence

from conversations.check import Check, Rejected
from conversations.checks.names import LONGEST_NAME
from conversations.checks.words import tidy
from conversations.facts import Facts
from conversations.matching import Wanted
from conversations.reply import Choice, Json

MOST_DIGITS = 15
"""Digits of a number: as many as any store counts to."""


def wanted(text: Json) -> Wanted:
    """Return what was typed or pressed as a number, "12" or "#12", or else as a part of a name."""
    asked = tidy(str(text))
    number = asked.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS:
        return Wanted(number=int(number))
    return Wanted(name=asked) if 0 < len(asked) <= LONGEST_NAME else Wanted()


class Numbered(Check[int]):
    """The number of the one who was looked up for what was said: ``found`` are all that came of it.

    ``none`` is the prompt that says that nobody was found, and why that may be.
    """

    def __init__(self, found: Sequence[int], choices: Sequence[Choice], none: str) -> None:
        self.choices = tuple(choices)
        self._found = tuple(found)
        self._none = none

    def parse(self, text: str, facts: Facts) -> int:
        """Return the number; reject no words ("not_text"), nobody found, and several ("which_of_them")."""
        asked = tidy(text)
        if not asked:
            raise Rejected("not_text")
        if len(self._found) > 1:
            raise Rejected("which_of_them", {"count": len(self._found)})
        if not self._found:
            raise Rejected(self._none, {"whom": asked[:LONGEST_NAME]})
        return self._found[0]

    def dump(self, value: int) -> Json:
        """Return the number."""
        return value

    def load(self, stored: Json, facts: Facts) -> int:
        """Return a stored number, whether it is found any more or not."""
        if not isinstance(stored, int):
            raise Rejected("not_text")
        return stored
