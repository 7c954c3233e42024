"""Changes about a concern, and about somebody who wants a person."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.concern import Concern
from conversations.effects.base import Effect


@dataclass(frozen=True, slots=True)
class RaiseConcern(Effect):
    """Record a concern for the safeguarding lead, with the words that raised it.

    ``source`` is "words" for a word of crisis, else the flow that somebody raised it with; without a
    ``concern`` it is looked for in the words.
    """

    concern: Concern | None
    words: str
    source: str = "words"


@dataclass(frozen=True, slots=True)
class MoreWords(Effect):
    """What somebody wrote right after a word of crisis: it is kept with the concern."""

    words: str


@dataclass(frozen=True, slots=True)
class Urgent(Effect):
    """Somebody is in danger now: this goes for the concern that the person raised just before.

    ``source`` is where that concern came from.
    """

    source: str = "report"


@dataclass(frozen=True, slots=True)
class ReadConcern(Effect):
    """Somebody saw a concern's words; where nobody had it yet, they have it now."""

    concern: int


@dataclass(frozen=True, slots=True)
class NoteConcern(Effect):
    """Add to a concern what was done about it; ``closes`` where nothing is left to do."""

    concern: int
    note: str
    closes: bool = False


@dataclass(frozen=True, slots=True)
class AskForPerson(Effect):
    """Somebody is stuck and wants a person: the step key they are at, and their name if it is known."""

    question: str
    first_name: str = ""


@dataclass(frozen=True, slots=True)
class SettleHelp(Effect):
    """Somebody has helped a person who asked for a person."""

    person: int
