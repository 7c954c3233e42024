"""The check for a title in somebody's own words, with ideas to pick from."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from conversations.check import Check, Rejected
from conversations.checks.choices import exactly, label_of
from conversations.checks.texts import short_text
from conversations.checks.words import folded
from conversations.facts import Facts
from conversations.reply import Choice, Json


class Title(Check[str]):
    """One line of words of at most ``limit`` characters; a picked idea is kept as its words.

    ``taken`` are titles that are there already: one that reads like them is rejected with ``prompt``.
    ``others`` are values of buttons that stand for no title, and are kept as they are.
    """

    def __init__(
        self,
        limit: int,
        ideas: Sequence[Choice],
        others: Sequence[Choice],
        taken: Collection[str],
        prompt: str,
    ) -> None:
        self.choices = (*ideas, *others)
        self._words = short_text(limit)
        self._others = frozenset(choice.value for choice in others)
        self._taken = frozenset(folded(title) or title for title in taken)
        self._prompt = prompt

    def parse(self, text: str, facts: Facts) -> str:
        """Return the title, or the value of a button that is none; reject one that is there already."""
        picked = exactly(text, self.choices, facts)
        if picked in self._others:
            return picked
        words = next((label_of(c, facts) for c in self.choices if c.value == picked), text)
        title = self._words.parse(words, facts)
        if (folded(title) or title) in self._taken:
            raise Rejected(self._prompt, {"title": title})
        return title

    def dump(self, value: str) -> Json:
        """Return the title."""
        return value

    def load(self, stored: Json, facts: Facts) -> str:
        """Return a stored title, though it may be taken by now: by itself."""
        return self._words.load(stored, facts)


def title(
    limit: int,
    *,
    ideas: Sequence[Choice] = (),
    others: Sequence[Choice] = (),
    taken: Collection[str] = (),
    known: str = "title_known",
) -> Check[str]:
    """Return a check for a title that is none of ``taken``; ``known`` is the prompt that says so."""
    return Title(limit, ideas, others, taken, known)
