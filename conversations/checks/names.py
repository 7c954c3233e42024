"""The check for a first name or a nickname, in any script."""

from __future__ import annotations

import re
import unicodedata

from conversations.check import Check, Rejected
from conversations.checks.words import listed, seen
from conversations.facts import Facts
from conversations.reply import Json

LONGEST_NAME = 40
"""Characters; the longest first names in use, with a second one beside them."""
MOST_WORDS = 4
"""Words; more than this is a sentence."""

_INSIDE = "-‐'’‘ʼ. ·・׳"
_INITIAL = re.compile(r"(?:^|(?<=[ .-]))\w\.(?=$|[ -]|\w(?:$|[ .-]))|\.(?=$| )")
_ENDS_IN_INITIAL = re.compile(r"(?:^|[ .])\w\.$")
_GREETINGS = frozenset(listed("hello hi hey hiya yo skip help stop cancel"))
_SENTENCE = frozenset(
    listed("my name names is am are im its it i call called me they the hello hi hey you your what why who")
    + listed("how when where do does dont cant not want to please this that and have because")
)


class FirstName(Check[str]):
    """1 to 40 letters with hyphens, apostrophes, spaces and digits among them, in the case that was typed."""

    def parse(self, text: str, facts: Facts) -> str:
        """Return the name; reject what is too long ("name_too_long") or no name ("not_a_name")."""
        name = " ".join(seen(" ".join(text.split()), keep="").split()).strip(" ,!;:")
        name = name if _ENDS_IN_INITIAL.search(name) else name.strip(" .")
        if not _could_be_name(name):
            raise Rejected("not_a_name")
        if len(name) > LONGEST_NAME:
            raise Rejected("name_too_long", {"limit": LONGEST_NAME})
        return name

    def dump(self, value: str) -> Json:
        """Return the name."""
        return value

    def load(self, stored: Json, facts: Facts) -> str:
        """Return a stored name."""
        if not isinstance(stored, str) or not stored:
            raise Rejected("not_a_name")
        return stored


def _could_be_name(name: str) -> bool:
    return _has_only_letters(name) and not _is_sentence(name) and "." not in _INITIAL.sub("", name)


def _has_only_letters(name: str) -> bool:
    kinds = [unicodedata.category(c)[0] for c in name if c not in _INSIDE]
    return "L" in kinds and set(kinds) <= {"L", "M", "N"} and unicodedata.category(name[0])[0] != "M"


def _is_sentence(name: str) -> bool:
    words = ["".join(c for c in word.casefold() if c.isalnum()) for word in name.split()]
    if len(words) == 1:
        return words[0] in _GREETINGS
    return len(words) > MOST_WORDS or not _SENTENCE.isdisjoint(words)


first_name: Check[str] = FirstName()
