"""Before a meeting: a word a week ahead and an hour ahead; the day before, the meeting's card says it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.clock import in_utc, on_wall
from conversations.nudging import NudgeGroup, Reminder
from conversations.reply import COMMAND_MARK, Choice, Json, Order, Part, Reply
from mentoring.nudges.meeting_dues import Known, read, settled
from mentoring.nudges.nudge import Answer, Event, Nudge, Planned
from mentoring.nudges.occasions import both, other_of, zone_of
from mentoring.programmes import framework
from mentoring.wishes import wants
from storage import people
from storage.dues import DueRow
from storage.people import WishesRow

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)

EARLIEST, LATEST = time(9), time(20)
"""Between these it is said a week ahead, at the time of the meeting where that lies between them."""

PROMPTS = {Reminder.WEEK: "week_ahead", Reminder.HOUR: "hour_ahead"}


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting, its sequence as it was planned, and which reminder it is, as in "17:2:week"."""

    meeting: int
    sequence: int
    which: Reminder

    def __str__(self) -> str:
        return f"{self.meeting}:{self.sequence}:{self.which}"

    @classmethod
    def of(cls, occurrence: str) -> Occasion:
        """Return the occasion that an occurrence names."""
        meeting, sequence, which = occurrence.split(":")
        return cls(int(meeting), int(sequence), Reminder(which))


async def plan(conn: AsyncConnection, meeting_id: int, now: datetime) -> Sequence[Planned]:
    """Plan what both of a confirmed meeting hear before it; who wants which is seen when it is due."""
    known = (await read(conn, [meeting_id])).get(meeting_id)
    if known is None:
        return ()
    return [
        planned
        for person, zone in both(known.pair)
        for planned in (_week_ahead(known, person, zone, now), _hour_ahead(known, person, now))
        if planned is not None
    ]


def _week_ahead(known: Known, person: int, zone: str, now: datetime) -> Planned | None:
    """Return the word a week ahead, on the person's own clock; none where it was arranged only just then."""
    local = on_wall(known.starts, zone) - WEEK
    wall = datetime.combine(local.date(), min(max(local.time(), EARLIEST), LATEST))
    at = in_utc(wall, zone)
    if at < now + DAY:
        return None
    return Planned(person, str(Occasion(known.row.id, known.row.sequence, Reminder.WEEK)), at, wall, zone)


def _hour_ahead(known: Known, person: int, now: datetime) -> Planned | None:
    at = known.starts - HOUR
    if at <= now:
        return None
    return Planned(person, str(Occasion(known.row.id, known.row.sequence, Reminder.HOUR)), at)


async def answers(conn: AsyncConnection, dues: Sequence[DueRow], now: datetime) -> Mapping[int, Answer]:
    """Remind each of what is still to come, as they wish it."""
    occasions = {due.id: Occasion.of(due.occurrence) for due in dues}
    known = await read(conn, {occasion.meeting for occasion in occasions.values()})
    wishes = await people.wishes(conn, {due.person_id for due in dues})
    return {due.id: _answer(due, occasions[due.id], known, wishes, now) for due in dues}


def _answer(
    due: DueRow,
    occasion: Occasion,
    known: Mapping[int, Known],
    wishes: Mapping[int, WishesRow],
    now: datetime,
) -> Answer:
    about = known.get(occasion.meeting)
    reason = settled(about, occasion.sequence, now)
    if reason or about is None:
        return Answer(reason=reason)
    usual = framework(about.pair.framework).nudging.reminders
    if not wants(occasion.which, due.person_id, wishes, usual):
        return Answer(reason="not chosen")
    return Answer(_reply(due.person_id, occasion.which, about), until=about.starts)


def _reply(person: int, which: Reminder, about: Known) -> Reply:
    row, pair = about.row, about.pair
    values: dict[str, Json] = {
        "other": other_of(pair, person),
        "at": about.starts.isoformat(),
        "zone": zone_of(pair, person),
        "where": row.place,
        "room": row.room,
        "adult": row.adult,
    }
    acts = ("move", "cancel") if which is Reminder.WEEK else ("cancel",)
    choices = tuple(_button(pair.id, act) for act in acts)
    return Reply(parts=(Part(PROMPTS[which], values),), choices=choices, order=Order.REMINDER)


def _button(pair: int, act: str) -> Choice:
    return Choice(f"{COMMAND_MARK}meet {pair} {act}", label=f"nudge_meet.{act}")


REMINDERS = Nudge(
    "meeting_reminder",
    keeps=WEEK,  # its answers say nothing of a meeting that has begun
    answers=answers,
    plans={Event.MEETING_CONFIRMED: plan},
    group=NudgeGroup.BEFORE,
)
