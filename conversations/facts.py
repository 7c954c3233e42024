"""What a flow may know of the world in one turn: frozen, and handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum
from zoneinfo import ZoneInfo

from conversations.following import MeetingLog
from conversations.health import NO_MATCHES, Matches
from conversations.heard import Platform
from conversations.matching import NOBODY_WAITS, Matching, MatchWanted, Wanted
from conversations.nudging import NO_WISHES, QUIET, Quiet, Wishes
from conversations.pairs import CheckIn, CheckInKind, Pair, PlaceCard
from conversations.programme import NO_FRAMEWORK, Framework
from conversations.reply import Json
from conversations.surveys import SurveyCard
from conversations.week import NO_WEEK, Week


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
    WAITING = "waiting"
    """Applied, and waits for the checks and a person's decision."""
    ACTIVE = "active"
    PAUSED = "paused"
    DECLINED = "declined"
    LEFT = "left"


class Place(IntEnum):
    """A place on an organisation's list of who is told of a concern, in the order in which they are told."""

    NONE = 0
    LEAD = 1
    DEPUTY = 2
    BOARD = 3


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
class LinkCode:
    """A code that joins another account to a person: what became of it, and whose it is."""

    code: str
    state: InvitationState
    first_name: str = ""


EVERY_MATCH = -1
"""What ``Seek.offers`` is for the free times of each active match of the person's own."""


@dataclass(frozen=True, slots=True)
class Seek:
    """What a flow must look up for this turn, always within the person's own organisation.

    A person by id, or people by name; a concern by id; the list of who is told of concerns. The person's own
    matches, with the free times of the match ``offers`` (or EVERY_MATCH) for so many ``minutes`` (0: as long
    as they meet so far), and with goals; a check-in by id,
    or the newest of the kind ``waits`` that waits; the meetings that they can log;
    when they are free and away themselves.
    Whether they have a calendar link. The survey that is open for them. What they wish of nudges. Of the
    team: who is to be matched, ``matches`` of the organisation, its ``places``.
    """

    person: int = 0
    name: str = ""
    concern: int = 0
    duties: bool = False
    pairs: bool = False
    offers: int = 0
    minutes: int = 0
    goals: bool = False
    check_in: int = 0
    waits: CheckInKind | None = None
    logs: bool = False
    week: bool = False
    feed: bool = False
    survey: bool = False
    wishes: bool = False
    matching: MatchWanted | None = None
    matches: Wanted | None = None
    places: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One person, as a coordinator sees them.

    ``at`` is the step key of the question they are at in the flow ``flow``, since ``since``; ``stuck_at`` is
    set where they asked for a person. ``referrals`` counts who joined by their own code.
    """

    id: int
    first_name: str
    roles: frozenset[Role]
    status: Status
    created: datetime
    profile: Mapping[str, Json] = field(default_factory=dict)
    flow: str = ""
    at: str = ""
    since: datetime | None = None
    stuck_at: str | None = None
    referrals: int = 0
    platforms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConcernEvent:
    """What was done about a concern, and by whom; ``by`` is a first name, empty for the bot itself."""

    at: datetime
    kind: str
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConcernCard:
    """A concern, as a safeguarding lead sees it; ``first_name`` is of the person whose words they are."""

    id: int
    at: datetime
    category: str
    severity: str
    source: str
    words: str
    first_name: str = ""
    person: int = 0
    events: tuple[ConcernEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """Who has a place on the list of those who are told of a concern."""

    place: Place
    first_name: str
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """The world in one turn.

    ``now`` is UTC. ``status`` is None for an account that belongs to nobody yet; ``held_until`` is set
    while that account's guesses at codes are held. ``coordinator`` is a first name, or empty.
    ``profile`` is what is known about the person by field name. ``labels`` are the words of buttons by
    label name, in the person's language. ``link`` is the code that an account of nobody's gave to be joined
    to a person. ``framework`` is the programme's file. ``found``, ``concern``, ``duties``, ``pairs``,
    ``check_in``, ``logs``, ``week``, ``survey`` and ``wishes`` are what was sought; nothing was found where
    they are empty. So is ``has_feed``, that they have a calendar link, and ``feeds_on``, that one can be
    given. In the hours ``quiet`` no nudge comes. ``matching``, ``matches`` and ``places`` are for the team:
    who waits for a mentor, how matches go, where pairs may meet.
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
    link: LinkCode | None = None
    found: tuple[Card, ...] = ()
    concern: ConcernCard | None = None
    duties: tuple[Duty, ...] = ()
    framework: Framework = NO_FRAMEWORK
    pairs: tuple[Pair, ...] = ()
    check_in: CheckIn | None = None
    logs: tuple[MeetingLog, ...] = ()
    week: Week = NO_WEEK
    survey: SurveyCard | None = None
    has_feed: bool = False
    feeds_on: bool = False
    wishes: Wishes = NO_WISHES
    quiet: Quiet = QUIET
    matching: Matching = NOBODY_WAITS
    matches: Matches = NO_MATCHES
    places: tuple[PlaceCard, ...] = ()

    @property
    def local(self) -> datetime:
        """Now, on the person's own clock."""
        return self.now.astimezone(ZoneInfo(self.zone))

    @property
    def today(self) -> date:
        """The date on the person's own calendar."""
        return self.local.date()
