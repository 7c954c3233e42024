"""Reads weekdays in people's words: "mondays", "tue", "mon-fri", "weekends", "every day"."""

from __future__ import annotations

import re
from typing import NamedTuple

from conversations.checks.days import WEEKDAYS, tokens_of
from conversations.checks.words import listed
from conversations.week import MONDAY_TO_FRIDAY, WEEKEND

ALL = frozenset(range(7))

_GROUPS = {
    "weekday": frozenset(MONDAY_TO_FRIDAY),
    "weekend": frozenset(WEEKEND),
    "day": ALL,
    "daily": ALL,
    "days": ALL,
}
_EVERY = frozenset(listed("any every each all most daily"))
_AROUND = frozenset(listed("the at in during"))
_PLURAL = re.compile(r"\b(?:\w+days|mons|fris|sats|suns|weekends)\b")
_RANGE = re.compile(r"(\S+)\s?(?:[-–—]|\bto\b|\btill?\b|\buntil\b|\bthrough\b)\s?(\S+)")


class Weekdays(NamedTuple):
    """Weekdays, 0 is Monday; ``every`` where each of their kind is meant, not only the soonest."""

    days: frozenset[int]
    every: bool


def find_weekdays(text: str) -> Weekdays | None:
    """Return the weekdays that the phrase ``text`` is, or None where it is anything else besides."""
    words = [word for word in text.split() if word not in _AROUND]
    every = bool(_PLURAL.search(text)) or not _EVERY.isdisjoint(words)
    rest = " ".join(word for word in words if word not in _EVERY or word == "daily")
    days = _between(rest) or _named(rest)
    return Weekdays(days, every or len(days) > 1) if days else None


def _between(text: str) -> frozenset[int]:
    """Return the days of "mon-fri", over the end of the week where it comes between."""
    found = _RANGE.fullmatch(text)
    ends = [_one(word) for word in found.groups()] if found else []
    if len(ends) != 2 or None in ends:
        return frozenset()
    first, last = (end for end in ends if end is not None)
    return frozenset((first + more) % 7 for more in range((last - first) % 7 + 1))


def _named(text: str) -> frozenset[int]:
    words = [_GROUPS.get(word.removesuffix("s"), _GROUPS.get(word)) or _one(word) for word in tokens_of(text)]
    days = [frozenset({word}) if isinstance(word, int) else word for word in words if word is not None]
    return frozenset().union(*days) if days and len(days) == len(words) else frozenset()


def _one(word: str) -> int | None:
    for spelling in (word, word.removesuffix("s")):
        named = tokens_of(spelling)
        if len(named) == 1 and named[0] in WEEKDAYS:
            return WEEKDAYS.index(named[0])
    return None
