"""Changes that somebody of the team makes, and the page that shows what waits."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.effects.base import Effect
from conversations.facts import Place, Role


@dataclass(frozen=True, slots=True)
class TakeDuty(Effect):
    """Take a place on the organisation's list of who is told of a concern; NONE lays it down."""

    place: Place


@dataclass(frozen=True, slots=True)
class Invite(Effect):
    """Make an invitation for ``uses`` people; its code, link and picture are sent to whoever asked."""

    role: Role
    uses: int


@dataclass(frozen=True, slots=True)
class Decide(Effect):
    """Approve or turn down an applicant; ``reason`` is kept for the team."""

    person: int
    approved: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reset(Effect):
    """End every talk that a person is in, so that they can begin anew."""

    person: int


@dataclass(frozen=True, slots=True)
class ShowHome(Effect):
    """Publish the account's home page anew."""
