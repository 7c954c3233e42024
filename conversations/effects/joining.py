"""Changes by which somebody joins, leaves, comes back, or is reached on another account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conversations.effects.base import Effect
from conversations.facts import Role
from conversations.reply import Json


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
    """Finish joining: keep ``profile`` by field name, and what was ``agreed`` to, as version by document.

    ``waits`` is True where a person of the team decides before they take part.
    """

    profile: Mapping[str, Json]
    agreed: Mapping[str, str]
    waits: bool = False


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
    """A person who had left is back; ``applied`` where they had told everything and wait for a decision."""

    applied: bool = False


@dataclass(frozen=True, slots=True)
class Refer(Effect):
    """Send the person their own code to invite colleagues with; it is made once and counted."""


@dataclass(frozen=True, slots=True)
class MakeLink(Effect):
    """Send the person a one-time code that joins another account of theirs."""


@dataclass(frozen=True, slots=True)
class TakeLink(Effect):
    """Join this account to the person whose one-time code it gave."""

    code: str


@dataclass(frozen=True, slots=True)
class Unreachable(Effect):
    """The person blocked the bot."""


@dataclass(frozen=True, slots=True)
class Reachable(Effect):
    """The person unblocked the bot, or wrote to it again."""
