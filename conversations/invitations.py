"""What a code looks like when people type it."""

from __future__ import annotations

import re

from conversations.heard import Heard, Kind

CODE_LENGTH = 8
"""Characters; with 32 letters and digits that is 40 bits, out of reach of six guesses an hour."""

CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O or U, so that a code read aloud is heard right."""

MOST_WRONG_GUESSES = 6
"""Wrong codes from one account in an hour; the sixth holds its guesses for an hour."""

_LOOKALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_GAPS = re.compile(r"[\s\-_.]+")
_CODE_LIKE = re.compile(r"(?=[A-Z]*[0-9])(?=[0-9]*[A-Z])[A-Z0-9]{6,10}")
"""About a code's length, with a letter and a digit: a slip of the finger is still told apart from a word."""

_SHOWN = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}")
"""A code as it is shown, whatever it is made of; two words of four letters do not carry a dash by chance."""

_MOST_GAPS = 3


def tidied(text: str) -> str:
    """Return a code as it is stored, from what was typed: "abcd-efg1" gives "ABCDEFG1"."""
    return _GAPS.sub("", text.strip().upper()).translate(_LOOKALIKE)


def code_in(heard: Heard) -> str | None:
    """Return the code that ``heard`` tries, tidied, or None where it tries none.

    A deep link or "/start CODE" always tries one; plain text does where it looks like one.
    """
    text = heard.text.strip()
    if heard.kind is Kind.COMMAND and heard.command == "start":
        return tidied(text)[:64] or None
    if heard.kind is not Kind.TEXT or len(_GAPS.findall(text)) > _MOST_GAPS:
        return None
    # Looked at before look-alikes are put right: "goodbye" has no digit, whatever its letters look like.
    shown = text.upper()
    looks_so = _SHOWN.fullmatch(shown) or _CODE_LIKE.fullmatch(_GAPS.sub("", shown))
    return tidied(text) if looks_so else None
