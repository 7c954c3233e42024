"""What people type, made plain enough to compare: without marks that nobody sees, case or punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher

LONGEST_PHRASE = 100
"""Characters; a date, a time, an age or a choice that is longer is a story, and is not searched for one."""

LIKE = 0.8
"""Share of letters in common, 0 to 1, from which a word counts as a misspelling of another."""
CLEARLY = 0.05
"""How much more alike, in the same share, the best guess must be than the next one."""


def listed(words: str) -> list[str]:
    """Return the words of a list that is written with spaces between them."""
    return words.split()


# A joiner or non-joiner spells words in Persian and Hindi and holds family emoji together.
_JOINERS = "\u200c\u200d"
_UNSEEN = {"Cc", "Cf", "Cs"}
_MARKS = {"Mn", "Me"}
_APOSTROPHES = re.compile("['’‘ʼ`]")
_PUNCTUATION = re.compile(r"[\W_]+")

_UNITS = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")
_NUMBERS = {word: number for number, word in enumerate(_UNITS)}
_NUMBERS |= {word: 10 * number for number, word in enumerate(_TENS, start=2)}
_NUMBER = re.compile(
    rf"\b(?:({'|'.join(_TENS)})(?:[ -]?({'|'.join(_UNITS[1:10])}))?|({'|'.join(reversed(_UNITS))}))\b"
)


def seen(text: str, keep: str = _JOINERS) -> str:
    """Return ``text`` without control, zero-width, bidirectional and broken characters, except ``keep``."""
    shown = (c for c in text if c in keep or unicodedata.category(c) not in _UNSEEN)
    return unicodedata.normalize("NFC", "".join(shown))


def tidy(text: str) -> str:
    """Return ``text`` as one line: only what can be seen, single spaces, trimmed."""
    return " ".join(seen(" ".join(text.split())).split())


def tidy_lines(text: str) -> str:
    """Return ``text`` with its lines kept: only what can be seen, trimmed."""
    return seen("\n".join(text.splitlines()), keep=_JOINERS + "\n").strip()


def folded(text: str) -> str:
    """Return the letters and digits of ``text`` in lower case, without accents, in words one space apart."""
    apart = unicodedata.normalize("NFKD", tidy(text)).replace("&", " and ")
    bare = "".join(c for c in apart if unicodedata.category(c) not in _MARKS).casefold()
    return _PUNCTUATION.sub(" ", _APOSTROPHES.sub("", bare)).strip()


def phrase(text: str) -> str:
    """Return a phrase about a time or a number in lower case with "twenty-one" as 21.

    It is empty where the text is longer than ``LONGEST_PHRASE``.
    """
    line = unicodedata.normalize("NFKC", tidy(text)).casefold()
    return "" if len(line) > LONGEST_PHRASE else _NUMBER.sub(_in_digits, _APOSTROPHES.sub("", line)).strip()


def _in_digits(found: re.Match[str]) -> str:
    return str(sum(_NUMBERS[word] for word in found.groups() if word))


def only(values: Iterable[str]) -> str | None:
    """Return the one value that all of ``values`` are, or None."""
    different = set(values)
    return different.pop() if len(different) == 1 else None


def likeliest(word: str, names: Collection[tuple[str, str]], like: float = LIKE) -> str | None:
    """Return the value of the (name, value) in ``names`` that ``word`` misspells, or None where unclear."""
    if not 4 <= len(word) <= LONGEST_PHRASE:
        return None
    scores = [(_likeness(word, name, like), value) for name, value in names]
    best = max((score for score, _ in scores), default=0.0)
    return None if best < like else only(value for score, value in scores if score > best - CLEARLY)


def _likeness(word: str, name: str, like: float) -> float:
    compared = SequenceMatcher(None, word, name, autojunk=False)
    if compared.real_quick_ratio() < like - CLEARLY or compared.quick_ratio() < like - CLEARLY:
        return 0.0
    return compared.ratio()
