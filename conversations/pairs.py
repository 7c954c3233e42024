"""A match and its meetings, as one of the two people sees them in a turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from conversations.programme import Side


class MeetingStatus(StrEnum):
    """How far a meeting is: proposed until a time is agreed, confirmed, then held, missed or cancelled."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"


class CheckInKind(StrEnum):
    """What a check-in is about: one meeting, or how the match goes."""

    MEETING = "meeting"
    CATCH_UP = "catch_up"


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """Where a pair may meet, from the organisation's approved list; ``online`` where it is a room by link."""

    id: int
    name: str
    online: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """Times that wait for an answer, in UTC; ``mine`` where the person who reads it made it.

    ``rhythm`` is the promise that a time comes again, as in "1TU 17:00", which whoever accepts it makes too.
    """

    id: int
    mine: bool
    starts: tuple[datetime, ...]
    minutes: int
    place: PlaceCard | None = None
    rhythm: str = ""


@dataclass(frozen=True, slots=True)
class MeetingCard:
    """One meeting; ``starts`` is in UTC and None until a time is agreed.

    Proposed with a start is agreed, and waits for an adult to be named.

    ``sequence`` counts its changes: an effect names the one that the person saw. ``room`` is the link of an
    online room. ``proposal`` is the one that is open, for a first time or for another one. ``topic`` is the
    programme's key, ``actions`` what was agreed to do until next time.
    """

    id: int
    number: int
    status: MeetingStatus
    starts: datetime | None
    minutes: int
    place: str = ""
    room: str = ""
    adult: str = ""
    topic: str = ""
    sequence: int = 0
    proposal: Proposal | None = None
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One small step towards a goal."""

    id: int
    title: str
    by: date | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal that a pair set, with its steps in order; ``status`` is open, reached or dropped.

    ``ended`` is the day, on the pair's own calendar, on which it was reached or let go.
    """

    id: int
    title: str
    by: date | None = None
    status: str = "open"
    steps: tuple[Step, ...] = ()
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A match, as one of its two people sees it: ``side`` is theirs, ``other`` the other's first name.

    ``since`` is the day it began on their own calendar. ``adult`` is who is named to come along, and
    ``needs_adult`` tells that nobody is, though the first meeting needs somebody. ``meeting`` is the one that
    is proposed or confirmed, ``last`` the newest that was confirmed and is over, logged or not, ``held`` how
    many were held and ``hours`` what they came to, in minutes. ``offers`` are starts in UTC that suit both,
    soonest first. ``other_zone`` is the clock of the other, where it differs from the person's own.
    """

    id: int
    side: Side
    other: str
    since: date
    minutes: int = 60
    active: bool = True
    adult: str = ""
    needs_adult: bool = False
    rhythm: str = ""
    zone: str = "Europe/London"
    meeting: MeetingCard | None = None
    last: MeetingCard | None = None
    held: int = 0
    hours: int = 0
    offers: tuple[datetime, ...] = ()
    places: tuple[PlaceCard, ...] = ()
    goals: tuple[Goal, ...] = ()
    other_zone: str = ""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A check-in that was asked of the person who reads it; ``other`` is the other's first name."""

    id: int
    match: int
    kind: CheckInKind
    side: Side
    other: str
    meeting: MeetingCard | None = None
    answered: bool = False
