"""Checks for one or several of the offered choices: pressed, typed, numbered, shortened or misspelt."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from conversations.check import Check, Rejected
from conversations.checks.words import LONGEST_PHRASE, folded, likeliest, only, phrase, tidy
from conversations.facts import Facts
from conversations.reply import Choice, Json

MOST_PIECES = 30
"""Pieces between commas; more than any question offers."""

MOST_PIECES_OF_LABEL = 5
"""Pieces between commas in one label; more would not fit on a button."""
LONGEST_LABEL = 200
"""Characters; more than a button can show on any platform."""

_NUMBER = re.compile(r"(?:option |number |no )?(\d{1,2})")
_BETWEEN = re.compile(r"\s*(?:[,;\n+/&]|\band\b)\s*", re.IGNORECASE)
_NONE = frozenset({"", "none", "none of them", "none of these", "nothing"})


def label_of(choice: Choice, facts: Facts) -> str:
    """Return the words on the choice's button, or its value where the label is not known."""
    return choice.words or facts.labels.get(choice.label, choice.value)


def exactly(text: str, choices: Sequence[Choice], facts: Facts) -> str | None:
    """Return the value whose value, label or number ``text`` is, whatever its case, or None."""
    typed = tidy(text)
    if any(choice.value == typed for choice in choices):
        return typed
    labels = [(tidy(label_of(choice, facts)).casefold(), choice.value) for choice in choices]
    same = only(value for label, value in labels if label == typed.casefold())
    plain = folded(typed)
    return (
        same
        or only(value for label, value in labels if plain and folded(label) == plain)
        or _by_number(plain, choices)
    )


def _by_number(plain: str, choices: Sequence[Choice]) -> str | None:
    found = _NUMBER.fullmatch(phrase(plain))
    number = int(found[1]) if found else 0
    return choices[number - 1].value if 1 <= number <= len(choices) else None


def nearly(text: str, names: Collection[tuple[str, str]]) -> str | None:
    """Return the value of the folded name that ``text`` begins or misspells, or None where it may be two."""
    plain = folded(text)
    if not plain or len(plain) > LONGEST_PHRASE:
        return None
    return only(value for name, value in names if name.startswith(plain)) or likeliest(plain, names)


def names_of(choices: Sequence[Choice], facts: Facts) -> list[tuple[str, str]]:
    """Return (name, value) for the folded value and the folded label of each choice."""
    values = [(folded(choice.value), choice.value) for choice in choices]
    return values + [(folded(label_of(choice, facts)), choice.value) for choice in choices]


class OneOf(Check[str]):
    """One of the choices, as its value."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.choices = tuple(choices)

    def parse(self, text: str, facts: Facts) -> str:
        """Return the value that is meant; reject what is none of them, or two ("not_a_choice")."""
        value = exactly(text, self.choices, facts) or nearly(text, names_of(self.choices, facts))
        if value is None:
            raise Rejected("not_a_choice")
        return value

    def dump(self, value: str) -> Json:
        """Return the value."""
        return value

    def load(self, stored: Json, facts: Facts) -> str:
        """Return a stored value that is still offered."""
        for choice in self.choices:
            if choice.value == stored:
                return choice.value
        raise Rejected("not_a_choice")


class SeveralOf(Check[tuple[str, ...]]):
    """From ``least`` to ``most`` of the choices, as their values in the offered order."""

    several = True

    def __init__(self, choices: Sequence[Choice], least: int, most: int, picked: Sequence[str] = ()) -> None:
        self.choices = tuple(choices)
        self.least, self.most, self.picked = least, most, tuple(picked)

    def parse(self, text: str, facts: Facts) -> tuple[str, ...]:
        """Return the values that are meant; no words at all, or "none", pick nothing.

        Rejects what is none of them ("not_a_choice"), "too_few_choices" and "too_many_choices".
        """
        picked = self._in_order(self._read(_lines(text), facts))
        if len(picked) < self.least:
            raise Rejected("too_few_choices", {"least": self.least})
        if len(picked) > self.most:
            raise Rejected("too_many_choices", {"most": self.most})
        return picked

    def _read(self, text: str, facts: Facts) -> set[str]:
        none = len(text) <= LONGEST_PHRASE and folded(text) in _NONE
        if none and exactly(text, self.choices, facts) is None:
            return set()
        names, pieces = names_of(self.choices, facts), _pieces(text)
        if not 1 <= len(pieces) <= MOST_PIECES:
            raise Rejected("not_a_choice")
        picked: set[str] = set()
        while pieces:
            value, pieces = self._longest(text, pieces, facts)
            if value is None:
                start, end = pieces.pop(0)
                value = nearly(text[start:end], names)
            if value is None:
                raise Rejected("not_a_choice")
            picked.add(value)
        return picked

    def _longest(
        self, text: str, pieces: list[tuple[int, int]], facts: Facts
    ) -> tuple[str | None, list[tuple[int, int]]]:
        """Take as many pieces as name one choice: its label may hold a comma or an "and" of its own."""
        for count in range(min(len(pieces), MOST_PIECES_OF_LABEL), 0, -1):
            start, end = pieces[0][0], pieces[count - 1][1]
            value = exactly(text[start:end], self.choices, facts) if end - start <= LONGEST_LABEL else None
            if value is not None:
                return value, pieces[count:]
        return None, pieces

    def _in_order(self, values: set[str]) -> tuple[str, ...]:
        return tuple(choice.value for choice in self.choices if choice.value in values)

    def dump(self, value: tuple[str, ...]) -> Json:
        """Return the values as a list."""
        return list(value)

    def load(self, stored: Json, facts: Facts) -> tuple[str, ...]:
        """Return the stored values that are still offered; reject where that leaves none of those needed."""
        kept = {value for value in stored if isinstance(value, str)} if isinstance(stored, list) else None
        picked = None if kept is None else self._in_order(kept)
        if picked is None or (self.least and not picked):
            raise Rejected("not_a_choice")
        return picked


def _lines(text: str) -> str:
    return "\n".join(line for line in map(tidy, text.splitlines()) if line)


def _pieces(text: str) -> list[tuple[int, int]]:
    """Return where each piece between commas, new lines and "and" starts and ends (for "1 3": spaces)."""
    between = re.compile(r"\s+") if re.fullmatch(r"[\d\s]+", text) else _BETWEEN
    ends = [(found.start(), found.end()) for found in between.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    return [(start, stop) for start, stop in zip(starts, stops, strict=True) if start < stop]


def one_of(choices: Sequence[Choice]) -> Check[str]:
    """Return a check for one of ``choices``."""
    return OneOf(choices)


def several_of(
    choices: Sequence[Choice], least: int, most: int, picked: Sequence[str] = ()
) -> Check[tuple[str, ...]]:
    """Return a check for ``least`` to ``most`` of ``choices``, of which ``picked`` are picked already."""
    return SeveralOf(choices, least, most, picked)
