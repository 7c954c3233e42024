"""A pair in the dialogues: what its mentor can log, and what both are asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from conversations.facts import Facts, Role, Status
from conversations.following import MeetingLog
from conversations.pairs import CheckIn, CheckInKind, MeetingCard, MeetingStatus
from conversations.programme import Side
from mentoring.programmes import USUAL, framework
from tests.dialogues.dialogue import JOINING, NOON
from tests.dialogues.words import WORDS

FIRST = MeetingLog(
    meeting=17,
    other="Max",
    starts=NOON - timedelta(hours=2),
    minutes=60,
    status=MeetingStatus.CONFIRMED,
    framework=framework(USUAL),
    topic="cv",
    held=2,
    hours=110,
)
SECOND = replace(FIRST, meeting=23, other="Kim", starts=NOON - timedelta(days=1), topic="hello", minutes=50)
LOGGED = replace(
    FIRST,
    status=MeetingStatus.HELD,
    logged=NOON,
    lasted=60,
    topics=("cv",),
    notes="We read two adverts.",
    actions=("Write a first CV",),
    held=3,
    hours=170,
)

AFTER = CheckIn(
    id=5,
    match=3,
    kind=CheckInKind.MEETING,
    side=Side.YOUNG_PERSON,
    other="Sam",
    meeting=MeetingCard(17, 1, MeetingStatus.CONFIRMED, NOON - timedelta(hours=2), 60),
)
CATCHING_UP = CheckIn(id=8, match=3, kind=CheckInKind.CATCH_UP, side=Side.YOUNG_PERSON, other="Sam")
OF_MENTOR = replace(CATCHING_UP, id=9, side=Side.MENTOR, other="Max")

_ACTIVE = replace(JOINING, status=Status.ACTIVE, labels=WORDS.labels["en"])


def mentor(*logs: MeetingLog, asked: CheckIn | None = None) -> Facts:
    """Return the facts of Sam, a mentor, who can log ``logs``."""
    sam = replace(_ACTIVE, first_name="Sam", profile={"first_name": "Sam"}, roles=frozenset({Role.MENTOR}))
    return replace(sam, logs=logs, check_in=asked)


def young_person(asked: CheckIn | None = None) -> Facts:
    """Return the facts of Max, a young person, who is asked something."""
    return replace(_ACTIVE, first_name="Max", profile={"first_name": "Max"}, check_in=asked)
