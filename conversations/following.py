"""What is asked after a meeting and in catch-ups: the answers, and what a mentor can log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from conversations.pairs import MeetingStatus
from conversations.programme import Framework, Side
from conversations.reply import Json


class How(StrEnum):
    """How a meeting was for the young person, or that it was not held."""

    GREAT = "great"
    FINE = "fine"
    NOT_GOOD = "not_good"
    NO_MEETING = "no_meeting"


RATED: Mapping[str, int] = {How.GREAT: 5, How.FINE: 4, How.NOT_GOOD: 2}
"""How a meeting was, as a rating from 1 to 5; one that was not held has none."""


class Safe(StrEnum):
    """Whether somebody feels safe (or, asked of a mentor, whether the young person is safe and well)."""

    YES = "yes"
    NOT_SURE = "not_sure"
    NO = "no"


HOW, RATING, TALKED, WORDS, NEXT, WHY = "how", "rating", "talked", "words", "next", "why"
"""The keys of the answers after a meeting.

HOW is a How and RATING its number; TALKED is "yes", "partly" or "no"; WORDS is what they typed, or None;
NEXT tells whether they know when they meet next; WHY is what was not good, or why there was no meeting.
"""

ACTIVITIES, OUTCOMES, SAFE, RELATIONSHIP, IMPACT = "activities", "outcomes", "safe", "relationship", "impact"
"""The keys of the answers of a catch-up: the five heads of the monitoring standard.

SAFE is a Safe; RELATIONSHIP and IMPACT are from 1 to 5. ACTIVITIES and OUTCOMES are values of buttons of the
young person's, and what a mentor typed, or None.
"""

CORRECTED_FOR = timedelta(days=7)
"""How long after it was logged a meeting's log can be changed."""


def rating_of(answers: Mapping[str, Json]) -> int | None:
    """Return how well the two get on, from 1 to 5, by the answers to a check-in of either kind, or None."""
    found = answers.get(RATING, answers.get(RELATIONSHIP))
    return found if isinstance(found, int) else None


def typed(answers: Mapping[str, Json], side: Side) -> list[str]:
    """Return what somebody typed in a check-in: of the young person's answers the others are buttons."""
    keys = (WORDS, ACTIVITIES, OUTCOMES) if side is Side.MENTOR else (WORDS,)
    return [str(answers[key]) for key in keys if answers.get(key)]


def is_unsafe(answers: Mapping[str, Json]) -> bool:
    """Tell whether somebody said in a check-in that they do not feel safe, or are not sure."""
    return answers.get(SAFE) in (Safe.NO, Safe.NOT_SURE)


@dataclass(frozen=True, slots=True)
class MeetingLog:
    """A meeting that has begun, as its mentor logs it or has logged it.

    ``other`` is the young person's first name. ``starts`` and ``logged`` are UTC; ``logged`` is None until it
    is logged. ``minutes`` is its planned length and ``lasted`` what it took. ``topics`` and ``topic``, the
    planned one, are keys of ``framework``. ``held`` and ``hours``, in minutes, are what all the pair's
    meetings came to.
    """

    meeting: int
    other: str
    starts: datetime
    minutes: int
    status: MeetingStatus
    framework: Framework
    topic: str = ""
    logged: datetime | None = None
    lasted: int = 0
    topics: tuple[str, ...] = ()
    notes: str = ""
    actions: tuple[str, ...] = ()
    held: int = 0
    hours: int = 0
