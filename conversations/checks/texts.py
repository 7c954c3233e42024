"""Checks for words that are kept as they were typed."""

from __future__ import annotations

from conversations.check import Check, Rejected
from conversations.checks.words import tidy, tidy_lines
from conversations.facts import Facts
from conversations.reply import Entry, Json

FREE_TEXT_LIMIT = 500
"""Characters; about a hundred words, which is more than most people type on a phone."""


class Text(Check[str]):
    """Words of at most ``limit`` characters, on one line or several; too long is refused, never cut."""

    def __init__(self, limit: int, *, lines: bool) -> None:
        self._limit = limit
        self._tidy = tidy_lines if lines else tidy
        self.entry = Entry.TEXT if lines else Entry.LINE

    def parse(self, text: str, facts: Facts) -> str:
        """Return the words without unseen characters; reject none ("not_text") and too many ("too_long")."""
        words = self._tidy(text)
        if not words:
            raise Rejected("not_text")
        if len(words) > self._limit:
            raise Rejected("too_long", {"count": len(words), "limit": self._limit})
        return words

    def dump(self, value: str) -> Json:
        """Return the words."""
        return value

    def load(self, stored: Json, facts: Facts) -> str:
        """Return stored words, whatever the limit is today."""
        if not isinstance(stored, str) or not stored:
            raise Rejected("not_text")
        return stored


def short_text(limit: int) -> Check[str]:
    """Return a check for one line of at most ``limit`` characters."""
    return Text(limit, lines=False)


def free_text(limit: int = FREE_TEXT_LIMIT) -> Check[str]:
    """Return a check for one or more lines of at most ``limit`` characters."""
    return Text(limit, lines=True)
