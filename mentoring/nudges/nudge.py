"""What a kind of nudge is: what brings it up and when, whether it still matters, and what it says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.nudging import NudgeGroup
from conversations.reply import Reply
from mentoring.news import News
from storage.dues import DueRow


class Event(StrEnum):
    """What happens that nudges are planned for; each is about the row that its id names."""

    MATCH_STARTED = "match_started"
    MEETING_PROPOSED = "meeting_proposed"
    """The id is the proposal's."""
    MEETING_CONFIRMED = "meeting_confirmed"
    """Also where it was moved: the meeting has another sequence then."""
    GOAL_DATED = "goal_dated"
    STEP_DATED = "step_dated"
    TEAM_JOINED = "team_joined"
    """The id is a coordinator's."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A due to be: for whom, which occurrence, and when, in UTC.

    ``wall`` is the promise on the person's own clock in the zone ``zone``, where it is one: it is worked out
    anew when they change their zone.
    """

    person: int
    occurrence: str
    at: datetime
    wall: datetime | None = None
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of a due: a reply, or the ``reason`` why nothing is sent; and what is planned ``then``.

    ``then`` is for the same kind of nudge. ``news`` is what others hear. ``until`` is the last moment at
    which the reply is worth sending, where that is before the due's own.
    """

    reply: Reply | None = None
    reason: str = ""
    until: datetime | None = None
    then: tuple[Planned, ...] = ()
    news: tuple[News, ...] = ()


Plan = Callable[[AsyncConnection, int, datetime], Awaitable[Sequence[Planned]]]
"""From the id that an event is about, and now, what is to be planned."""

Answers = Callable[[AsyncConnection, Sequence[DueRow], datetime], Awaitable[Mapping[int, Answer]]]
"""For dues of one kind whose time has come, by the due's id, what becomes of each; read in one go.

A due whose ``not_after`` is past is not said, whatever it answers: nobody is asked anything by it. A due is
asked again where its message had to wait, and then has nothing new to say: the same, or why not any more.
"""


@dataclass(frozen=True, slots=True)
class Nudge:
    """One kind of nudge.

    ``purpose`` is its dues' purpose. ``keeps`` is how long after its time it is still worth sending; one that
    is older is skipped, but its ``answers`` are asked for what comes ``then``. An ``optional`` one can be
    switched off, with its ``group``, by whoever gets it. One that ``asks`` wants an answer, and does not come
    on a day on which the person is away. Where nothing goes ``to_person``, and all of it is news for others,
    the person's own wishes and quiet hours do not count. ``matter`` is how many parts of an occurrence, which
    colons separate, name what it is about: of one matter only the newest speaks at a time.
    """

    purpose: str
    keeps: timedelta
    answers: Answers
    plans: Mapping[Event, Plan] = field(default_factory=dict)
    optional: bool = True
    group: NudgeGroup = NudgeGroup.OTHER
    asks: bool = False
    to_person: bool = True
    matter: int = 1
