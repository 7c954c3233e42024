"""A pair that arranges when it meets in the dialogues: its free times, places, and how far a meeting is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from conversations.facts import Facts
from conversations.pairs import MeetingCard, MeetingStatus, Pair, PlaceCard, Proposal
from conversations.programme import Framework, Side, Topic
from tests.dialogues.dialogue import NOON, Conversation
from tests.dialogues.goals import mentor, young

TODAY = NOON.date()
LIBRARY = PlaceCard(5, "Northside Library")
ROOM = PlaceCard(6, "Video room", online=True)
FRAMEWORK = Framework("one", "One", topics=(Topic("cv", "Your CV", (), ()),))


def at(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    """Return a moment of the winter of the dialogues, when London's clock shows UTC."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def half_hours(day: int, begins: int, count: int, month: int = 12) -> list[datetime]:
    """Return ``count`` starts half an hour apart."""
    return [at(day, begins, month=month) + timedelta(minutes=30 * more) for more in range(count)]


THURSDAY, SATURDAY, TUESDAY = at(26, 16, month=11), at(28, 10, 30, month=11), at(1, 16)
OFFERS = (
    *half_hours(26, 16, 4, month=11),
    *half_hours(28, 10, 2, month=11),
    *half_hours(1, 16, 5),
    *half_hours(3, 16, 4),
    *half_hours(5, 10, 2),
    *half_hours(8, 16, 5),
    *half_hours(10, 16, 4),
    *half_hours(15, 16, 5),
)
FIRST_PAGE = [THURSDAY, SATURDAY, TUESDAY, at(3, 17, 30), at(5, 10), at(8, 18)]
"""What six buttons show of OFFERS: six days, early and late."""

SAM = Pair(17, Side.YOUNG_PERSON, "Sam", TODAY - timedelta(9), offers=OFFERS, places=(LIBRARY, ROOM))
ANN = replace(SAM, side=Side.MENTOR, other="Ann")

HIS_TIMES = Proposal(88, False, (at(1, 17), at(3, 16)), 60, ROOM)
HER_TIMES = replace(HIS_TIMES, id=89, mine=True)
ASKED = MeetingCard(40, 1, MeetingStatus.PROPOSED, None, 60, proposal=HIS_TIMES)
ASKING = replace(ASKED, proposal=HER_TIMES)
CONFIRMED = MeetingCard(
    41,
    2,
    MeetingStatus.CONFIRMED,
    at(1, 17),
    60,
    place="Video room",
    room="https://rooms.example/k7qf",
    adult="Ms Lee",
    topic="cv",
    sequence=3,
)
AGREED = replace(CONFIRMED, status=MeetingStatus.PROPOSED, room="", adult="")


def of_ann(meeting: MeetingCard | None = None, **more: Any) -> Facts:
    """Return the facts of Ann, a young person whose mentor is Sam; ``more`` is of the match."""
    return young(replace(SAM, meeting=meeting, **more), framework=FRAMEWORK)


def of_sam(*pairs: Pair, **more: Any) -> Facts:
    """Return the facts of Sam, a mentor of Ann or of these."""
    return mentor(*(pairs or (ANN,)), framework=FRAMEWORK, **more)


def talk_of(*said: str, facts: Facts | None = None) -> Conversation:
    """Return the talk in which all this was said."""
    talk = Conversation(facts=facts or of_ann())
    for text in said:
        talk.say(text)
    return talk


def changed(talk: Conversation, meeting: MeetingCard | None = None, **more: Any) -> None:
    """Let the world change between two turns of a talk about one match."""
    [pair] = talk.facts.pairs
    talk.facts = replace(talk.facts, pairs=(replace(pair, meeting=meeting, **more),))


def press(*times: datetime) -> tuple[str, ...]:
    """Return the presses that pick these times and finish."""
    return (*(f"[{time.isoformat()}]" for time in times), "[done]")


def values(times: Iterable[datetime]) -> list[str]:
    """Return the values of the buttons of these times."""
    return [time.isoformat() for time in times]
