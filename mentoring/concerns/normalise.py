"""Brings what people type to plain words: case, accents, leetspeak, slips, stretched or spaced letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from string import ascii_lowercase

from mentoring.concerns.expressions import SENTENCE_END

SHORTEST_REPAIR = 3  # letters; a repaired word shorter than this is more often chance than meaning
FEWEST_EDITABLE = 6  # letters; one wrong letter in a shorter word makes another word too easily

_TOKEN = re.compile(r"[a-z0-9]+(?:['@$!*|]+[a-z0-9]+)*|[.!?;\n]+")
_PLAIN = re.compile(r"[a-z0-9]+")
_SPACED = re.compile(r"(?<![a-z0-9'])(?:[a-z0-9][ .\-_*/]{1,2}){2,24}[a-z0-9](?![a-z0-9'])")
_STRETCHED = re.compile(r"(.)\1{2,}")
_LEET = str.maketrans("013457@$!|", "oieastasil")
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´′＇"), "'")
_INVISIBLE = frozenset({"Mn", "Me", "Cf"})


@dataclass(frozen=True, slots=True)
class Spelling:
    """How people write words: ``variants`` by plain form, words to drop, words to mend, emoji that speak."""

    variants: Mapping[str, Iterable[str]]
    fillers: Iterable[str]
    mended: Iterable[str]
    emoji: Mapping[str, str]


class Normaliser:
    """Turns a text into plain words, for a vocabulary that decides which repairs make sense."""

    def __init__(self, spelling: Spelling, vocabulary: Iterable[str]) -> None:
        self._known: dict[str, tuple[str, ...]] = {word: (word,) for word in vocabulary}
        self._known |= {
            variant: tuple(plain.split()) for plain, them in spelling.variants.items() for variant in them
        }
        self._known |= dict.fromkeys(spelling.fillers, ())
        for word in spelling.mended:
            for slip in one_letter_wrong(word):
                self._known.setdefault(slip, (word,))
        self._symbols = _APOSTROPHES | {ord(sign): f" {word} " for sign, word in spelling.emoji.items()}

    def words(self, text: str) -> list[str]:
        """The plain words of ``text``, with a full stop as a word of its own between sentences."""
        line = _SPACED.sub(self._join_letters, self._fold(text))
        known = self._known.get
        found: list[str] = []
        for token in _TOKEN.findall(line):
            words = known(token)
            found.extend(self._mend(token) if words is None else words)
        return found

    def _fold(self, text: str) -> str:
        if text.isascii():
            return text.lower()
        spread = unicodedata.normalize("NFKD", text.translate(self._symbols))
        return "".join(sign for sign in spread if unicodedata.category(sign) not in _INVISIBLE).lower()

    def _join_letters(self, found: re.Match[str]) -> str:
        words = self._divided("".join(_PLAIN.findall(found[0])))
        return found[0] if words is None else " ".join(words)

    def _divided(self, letters: str) -> list[str] | None:
        """``letters`` as known words, the longest first, or None where they make none."""
        ways: list[list[str] | None] = [[]]
        for end in range(1, len(letters) + 1):
            starts = (start for start in range(end) if ways[start] is not None)
            found = next((start for start in starts if self._is_word(letters[start:end])), None)
            ways.append(None if found is None else [*(ways[found] or ()), letters[found:end]])
        return ways[-1]

    def _is_word(self, letters: str) -> bool:
        return letters == "i" or (len(letters) > 1 and letters in self._known)

    def _mend(self, token: str) -> tuple[str, ...]:
        if token[0] in ".!?;\n":
            return (SENTENCE_END,)
        if token.isalpha() and not _STRETCHED.search(token):
            return (token,)
        for attempt in _attempts(token):
            if len(attempt) >= SHORTEST_REPAIR and attempt in self._known:
                return self._known[attempt]
        if token.endswith("'s"):
            return self._known.get(token[:-2], (token[:-2],)) if token[:-2].isalpha() else ()
        return tuple(chain.from_iterable(self._known.get(part, (part,)) for part in _PLAIN.findall(token)))


def _attempts(token: str) -> Iterator[str]:
    """What the token may stand for, the nearest first."""
    for base in (token.replace("'", ""), token.translate(_LEET)):
        yield base
        yield _STRETCHED.sub(r"\1", base)
        yield _STRETCHED.sub(r"\1\1", base)
    if token.count("*") == 1:
        for vowel in "aeiou":
            yield token.replace("*", vowel)


def one_letter_wrong(word: str) -> set[str]:
    """Every spelling of ``word`` with one letter missing, added, swapped or wrong, the first letter kept."""
    if len(word) < FEWEST_EDITABLE:
        raise ValueError(f"too short to mend: {word}")
    cuts = [(word[:at], word[at:]) for at in range(1, len(word) + 1)]
    missing = {head + tail[1:] for head, tail in cuts if tail}
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    wrong = {head + letter + tail[1:] for head, tail in cuts if tail for letter in ascii_lowercase}
    added = {head + letter + tail for head, tail in cuts for letter in ascii_lowercase}
    return (missing | swapped | wrong | added) - {word}
