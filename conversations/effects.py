"""Changes to the programme that a flow describes; they are carried out in the turn's own transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conversations.concern import Concern
from conversations.facts import Role
from conversations.reply import Json


@dataclass(frozen=True, slots=True)
class Effect:
    """A described change; every other effect is one of these."""


@dataclass(frozen=True, slots=True)
class Redeem(Effect):
    """Take a place on an invitation: the account's person now exists and is joining."""

    invitation: int
    organisation: int
    programme: int
    role: Role


@dataclass(frozen=True, slots=True)
class WrongGuess(Effect):
    """Count a wrong code against the account."""


@dataclass(frozen=True, slots=True)
class Register(Effect):
    """Finish joining: keep ``profile`` by field name, and what was ``agreed`` to, as version by document."""

    profile: Mapping[str, Json]
    agreed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Amend(Effect):
    """Change one field of the profile."""

    field: str
    value: Json


@dataclass(frozen=True, slots=True)
class Forget(Effect):
    """Keep nothing of this person: they are outside the programme's ages."""

    reason: str


@dataclass(frozen=True, slots=True)
class Leave(Effect):
    """The person leaves the programme and is written to no more."""


@dataclass(frozen=True, slots=True)
class Return(Effect):
    """A person who had left is back."""


@dataclass(frozen=True, slots=True)
class RaiseConcern(Effect):
    """Record a concern for the safeguarding lead, with the words that raised it."""

    concern: Concern
    words: str


@dataclass(frozen=True, slots=True)
class AskForPerson(Effect):
    """Somebody is stuck and wants a person: the step key they are at, and their name if it is known."""

    question: str
    first_name: str = ""


@dataclass(frozen=True, slots=True)
class Unreachable(Effect):
    """The person blocked the bot."""


@dataclass(frozen=True, slots=True)
class Reachable(Effect):
    """The person unblocked the bot, or wrote to it again."""
