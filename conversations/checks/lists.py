"""The check for several short things, one a line."""

from __future__ import annotations

import re

from conversations.check import Check, Rejected
from conversations.checks.words import tidy
from conversations.facts import Facts
from conversations.reply import Entry, Json

_BULLET = re.compile(r"^(?:[-–—•*·]|\(?\d{1,2}[.)])(?:\s+|$)")


class Lines(Check[tuple[str, ...]]):
    """One to ``most`` lines of at most ``longest`` characters, without a bullet or a number before them."""

    entry = Entry.TEXT

    def __init__(self, most: int, longest: int) -> None:
        self._most_lines, self._longest = most, longest

    def parse(self, text: str, facts: Facts) -> tuple[str, ...]:
        """Return the lines that are not empty, each once; reject none, too many, and one that is too long.

        With "not_text", "too_many_lines" and "line_too_long".
        """
        lines = dict.fromkeys(line for line in (_plain(line) for line in text.splitlines()) if line)
        if not lines:
            raise Rejected("not_text")
        if len(lines) > self._most_lines:
            raise Rejected("too_many_lines", {"count": len(lines), "most": self._most_lines})
        longest = max(map(len, lines))
        if longest > self._longest:
            raise Rejected("line_too_long", {"count": longest, "limit": self._longest})
        return tuple(lines)

    def dump(self, value: tuple[str, ...]) -> Json:
        """Return the lines as a list."""
        return list(value)

    def load(self, stored: Json, facts: Facts) -> tuple[str, ...]:
        """Return stored lines, however many there may be today."""
        if not isinstance(stored, list) or not all(isinstance(line, str) for line in stored) or not stored:
            raise Rejected("not_text")
        return tuple(str(line) for line in stored)


def _plain(line: str) -> str:
    return _BULLET.sub("", tidy(line)).strip()


def lines(most: int, longest: int) -> Check[tuple[str, ...]]:
    """Return a check for one to ``most`` lines of at most ``longest`` characters each."""
    return Lines(most, longest)
