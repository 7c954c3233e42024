"""The check for who comes along when a pair meets: a name and what they are, on one line."""

from __future__ import annotations

from conversations.check import Check, Rejected
from conversations.checks.texts import Text
from conversations.checks.words import folded, listed
from conversations.facts import Facts

LONGEST_ADULT = 80
"""Characters of a name and a role, as in "Mr Evans, tutor"."""

FEWEST_LETTERS = 2

NOBODY = frozenset(
    (
        *listed("me myself i us we you him her them someone somebody anyone anybody nobody none unknown"),
        *listed("tbc tba tbd later idk yes no test"),
        *("no one", "not known", "not known yet", "dont know", "i dont know", "not sure"),
        *("an adult", "a teacher", "a parent"),
    )
)
"""What people type instead of a name: the young person would read it where they look for whom to expect."""


class Adult(Text):
    """A name with a role, as it was typed."""

    def __init__(self) -> None:
        super().__init__(LONGEST_ADULT, lines=False)

    def parse(self, text: str, facts: Facts) -> str:
        """Return the line; reject what names nobody ("not_an_adult"), else as any line."""
        line = super().parse(text, facts)
        if folded(line) in NOBODY or sum(character.isalpha() for character in line) < FEWEST_LETTERS:
            raise Rejected("not_an_adult")
        return line


adult: Check[str] = Adult()
