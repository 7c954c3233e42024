"""What a programme's file says: topics of its meetings, hours, nudges and surveys, in its own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum


class Side(StrEnum):
    """Which of a pair somebody is."""

    MENTOR = "mentor"
    YOUNG_PERSON = "young_person"


class SchoolHours(StrEnum):
    """What school hours mean for a pair's meetings: kept free, the only hours, or nothing."""

    AVOID = "avoid"
    ONLY = "only"
    IGNORE = "ignore"


class Wave(StrEnum):
    """When a survey is asked: near the start of a match, in its middle, at its end."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a meeting can be about: its title, and three questions to begin with for each side."""

    key: str
    title: str
    mentor: tuple[str, ...]
    young_person: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A statement of the survey that people agree with from 1 to 5, and the outcome that it measures."""

    key: str
    outcome: str
    words: str


@dataclass(frozen=True, slots=True)
class Hours:
    """When meetings may be, on the clock of the pair: the earliest start, the latest end, and school hours.

    ``notice`` is how many hours ahead a meeting is arranged at least, ``ahead`` how many days ahead times
    are offered at most. ``holidays`` is a nation of the library of public holidays, as in "ENG", or empty.
    """

    earliest: time = time(9)
    latest: time = time(20)
    school: SchoolHours = SchoolHours.AVOID
    school_begins: time = time(8, 45)
    school_ends: time = time(15, 30)
    weekends: bool = True
    term_time_only: bool = False
    notice: int = 24
    ahead: int = 42
    holidays: str = "ENG"


@dataclass(frozen=True, slots=True)
class Nudging:
    """When nudges go, where a person has chosen nothing else.

    ``reminders`` are names of what is said before a meeting ("week", "day", "hour"). The rest are days:
    ``answer_after`` a proposal waits for its answer, ``arrange_by`` the day of the pair's month by which a
    meeting is arranged, ``repeat_after`` an unanswered check-in is repeated once, ``pass_on_after`` the
    repeat it goes to the coordinator. ``first_month`` are the days after the start of the first catch-ups,
    ``then_months`` the months between the later ones. ``birthdays`` are months of a match that are marked.
    """

    reminders: tuple[str, ...] = ("week", "day", "hour")
    answer_after: int = 2
    arrange_by: int = 10
    repeat_after: int = 3
    pass_on_after: int = 3
    first_month: tuple[int, ...] = (10, 24)
    then_months: int = 1
    birthdays: tuple[int, ...] = (3, 6, 9)


@dataclass(frozen=True, slots=True)
class Framework:
    """One programme as its file says it.

    ``adult_under`` is the age below which an adult must be named before a first meeting is confirmed.
    ``months`` is the length of a match, ``minutes`` of a meeting. ``topics`` are in the order in which
    meetings take them; the last one closes the match. ``survey`` is asked at the start, in the month
    ``middle_month`` of the match, and at the end.
    """

    name: str
    title: str
    months: int = 12
    minutes: int = 60
    minimum_age: int = 16
    maximum_age: int = 25
    adult_under: int = 18
    topics: tuple[Topic, ...] = ()
    hours: Hours = Hours()
    nudging: Nudging = Nudging()
    survey: tuple[Question, ...] = ()
    middle_month: int = 6


NO_FRAMEWORK = Framework("", "")
"""Of somebody who is in no programme."""
