"""Words and commands that are looked at before any flow."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from conversations.heard import Heard, Kind


class Interrupt(StrEnum):
    """What somebody wants whatever was asked; the words for each are data (prompts/<language>/words.toml)."""

    START = "start"
    HELP = "help"
    PERSON = "person"
    KNOWN = "known"
    ME = "me"
    HOME = "home"
    BACK = "back"
    CANCEL = "cancel"
    SKIP = "skip"
    STOP = "stop"


COMMANDS: Mapping[str, Interrupt] = {
    "start": Interrupt.START,
    "help": Interrupt.HELP,
    "person": Interrupt.PERSON,
    "settings": Interrupt.ME,
    "me": Interrupt.ME,
    "home": Interrupt.HOME,
    "mydata": Interrupt.KNOWN,
    "privacy": Interrupt.KNOWN,
    "deleteme": Interrupt.KNOWN,
    "back": Interrupt.BACK,
    "cancel": Interrupt.CANCEL,
    "skip": Interrupt.SKIP,
    "stop": Interrupt.STOP,
    "leave": Interrupt.STOP,
}

LONGEST_PHRASE = 60
"""Characters; a longer text is an answer, whatever words are in it."""

_NOISE = re.compile(r"[^\w\s]+")
_SPACE = re.compile(r"\s+")

Words = Mapping[str, str]
"""Whole normalised phrases, each with the interrupt or the flow's command that it means, in one language."""


def normalised(text: str) -> str:
    """Return ``text`` in lower case without punctuation and accents, its spaces single."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return _SPACE.sub(" ", _NOISE.sub("", plain)).strip()


def phrase_in(heard: Heard, words: Words) -> str | None:
    """Return what ``heard`` means, where the whole message is one of ``words``."""
    if heard.kind is Kind.TEXT and len(heard.text) <= LONGEST_PHRASE:
        return words.get(normalised(heard.text))
    return None
