"""What a flow may know of the world in one turn: frozen, and handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from conversations.heard import Platform
from conversations.reply import Json


class Role(StrEnum):
    """What somebody is in the programme."""

    YOUNG_PERSON = "young_person"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"
    SAFEGUARDING_LEAD = "safeguarding_lead"


class Status(StrEnum):
    """How far somebody is in the programme."""

    INVITED = "invited"
    JOINING = "joining"
    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Programme:
    """The rules of a mentoring offer: ages in whole years, length in months, a meeting in minutes."""

    name: str = "One hour a month"
    minimum_age: int = 16
    maximum_age: int = 25
    months: int = 12
    meeting_minutes: int = 60
    rules_version: str = "2026-11"


class InvitationState(StrEnum):
    """What became of a code that somebody gave."""

    GOOD = "good"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED_UP = "used_up"


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a code that was given turned out to be, and what it invites to; ``id`` is 0 for an unknown one."""

    state: InvitationState
    id: int = 0
    organisation_id: int = 0
    programme_id: int = 0
    role: Role = Role.YOUNG_PERSON
    organisation: str = ""
    coordinator: str = ""
    programme: Programme = Programme()


@dataclass(frozen=True, slots=True)
class Facts:
    """The world in one turn.

    ``now`` is UTC. ``status`` is None for an account that belongs to nobody yet; ``held_until`` is set
    while that account's guesses at codes are held. ``coordinator`` is a first name, or empty.
    ``profile`` is what is known about the person by field name. ``labels`` are the words of buttons by
    label name, in the person's language.
    """

    now: datetime
    platform: Platform = Platform.TELEGRAM
    zone: str = "Europe/London"
    language: str = "en"
    status: Status | None = None
    roles: frozenset[Role] = frozenset()
    first_name: str = ""
    organisation: str = ""
    coordinator: str = ""
    programme: Programme = Programme()
    profile: Mapping[str, Json] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    invitation: Invitation | None = None
    wrong_guesses: int = 0
    held_until: datetime | None = None

    @property
    def local(self) -> datetime:
        """Now, on the person's own clock."""
        return self.now.astimezone(ZoneInfo(self.zone))

    @property
    def today(self) -> date:
        """The date on the person's own calendar."""
        return self.local.date()
