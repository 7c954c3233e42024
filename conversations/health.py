"""How a match goes, as a coordinator sees it in a turn: its colour with the reasons, and its sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from conversations.programme import Side


class Colour(StrEnum):
    """How a match goes: red needs somebody now, amber soon, green nobody."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class Why:
    """A reason for a colour: the key of its rule, and the days or times that it counts, or 0."""

    key: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Health:
    """How one match goes, with every reason, the gravest first; ``next`` is the key of what to do."""

    match: int
    mentor: str
    young_person: str
    colour: Colour
    why: tuple[Why, ...] = ()
    next: str = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """An organisation's matches in numbers; the meetings and minutes of this month and of all months."""

    green: int = 0
    amber: int = 0
    red: int = 0
    meetings: int = 0
    minutes: int = 0
    all_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Rating:
    """What one of the two last gave in a check-in, from 1 to 5."""

    side: Side
    number: int


@dataclass(frozen=True, slots=True)
class Told:
    """What one of the two told the team in their own words, and on which day."""

    side: Side
    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One match as a coordinator sees it; ``months`` is how long the programme lets it be.

    ``next`` is when the two meet next, in UTC; ``waits`` tells that times are proposed, or that the agreed
    time waits for an adult. ``closed`` is the day on which it ended, and ``closed_for`` why: the value of a
    reason, and after a colon what was noted. ``told`` is the newest that each wrote for the team.
    """

    health: Health
    since: date
    months: int = 12
    held: int = 0
    missed: int = 0
    minutes: int = 0
    next: datetime | None = None
    waits: str = ""
    ratings: tuple[Rating, ...] = ()
    goals_open: int = 0
    goals_reached: int = 0
    adult: str = ""
    needs_adult: bool = False
    closed: date | None = None
    closed_for: str = ""
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Matches:
    """An organisation's active matches: ``listed`` are those that need somebody first, ``count`` counts all.

    ``found`` are those that were asked for, an ended one too by its number; of one, ``sheet`` is its sheet.
    """

    listed: tuple[Health, ...] = ()
    count: int = 0
    found: tuple[Health, ...] = ()
    sheet: Sheet | None = None


NO_MATCHES = Matches()
