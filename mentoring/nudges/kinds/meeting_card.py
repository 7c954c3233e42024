"""The card before a meeting: its topic, what was agreed last time, three questions to begin with, where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.clock import in_utc, on_wall
from conversations.nudging import NudgeGroup, Reminder
from conversations.programme import Side
from conversations.reply import COMMAND_MARK, Choice, Json, Order, Part, Reply
from mentoring.check_ins import side_of
from mentoring.nudges.meeting_dues import Known, read, settled
from mentoring.nudges.nudge import Answer, Event, Nudge, Planned
from mentoring.nudges.occasions import Occasion, both, other_of, promised, zone_of
from mentoring.programmes import framework
from mentoring.wishes import wants
from storage import meeting_logs, people
from storage.dues import DueRow

DAY = timedelta(days=1)

THE_DAY_BEFORE = time(17)
"""When it goes on the day before, on the person's own clock: after school and work, while there is time."""

SHORTLY_BEFORE = timedelta(hours=2)
"""How long before a meeting that was confirmed later than that."""

USUAL = (Reminder.DAY,)
"""It is part of the programme, so it comes to everybody who has not chosen to have nothing the day before."""


async def plan(conn: AsyncConnection, meeting_id: int, now: datetime) -> Sequence[Planned]:
    """Plan the card for both, the day before a confirmed meeting or else shortly before."""
    known = (await read(conn, [meeting_id])).get(meeting_id)
    if known is None or known.starts <= now:
        return ()
    occasion = Occasion(known.row.id, known.row.sequence)
    return [_planned(person, occasion, known.starts, zone, now) for person, zone in both(known.pair)]


def _planned(person: int, occasion: Occasion, starts: datetime, zone: str, now: datetime) -> Planned:
    wall = datetime.combine(on_wall(starts, zone).date() - DAY, THE_DAY_BEFORE)
    if in_utc(wall, zone) > now:
        return promised(person, occasion, wall, zone)
    return Planned(person, str(occasion), max(starts - SHORTLY_BEFORE, now))


async def answers(conn: AsyncConnection, dues: Sequence[DueRow], now: datetime) -> Mapping[int, Answer]:
    """Return the card of each meeting that is still to come, at the time that it was planned for."""
    occasions = {due.id: Occasion.of(due.occurrence) for due in dues}
    known = await read(conn, {occasion.about for occasion in occasions.values()})
    agreed = await meeting_logs.agreed(conn, {about.pair.id for about in known.values()})
    wishes = await people.wishes(conn, {due.person_id for due in dues})
    found: dict[int, Answer] = {}
    for due in dues:
        about = known.get(occasions[due.id].about)
        reason = settled(about, occasions[due.id].number, now)
        if reason or about is None:
            found[due.id] = Answer(reason=reason)
        elif not wants(Reminder.DAY, due.person_id, wishes, USUAL):
            found[due.id] = Answer(reason="not chosen")
        else:
            found[due.id] = Answer(card(about, due.person_id, agreed), until=about.starts)
    return found


def card(about: Known, person: int, agreed: Mapping[int, Sequence[str]]) -> Reply:
    """Return the card of a confirmed meeting as one of the two gets it; ``agreed`` is by match."""
    row, pair = about.row, about.pair
    topic = next((one for one in framework(pair.framework).topics if one.key == row.topic), None)
    mentor = side_of(pair, person) is Side.MENTOR
    questions = (topic.mentor if mentor else topic.young_person) if topic else ()
    values: dict[str, Json] = {
        "other": other_of(pair, person),
        "at": about.starts.isoformat(),
        "zone": zone_of(pair, person),
        "where": row.place,
        "adult": row.adult,
        "room": row.room,
        "topic": topic.title if topic else "",
        "actions": [*agreed.get(pair.id, ())],
        "questions": [*questions],
    }
    button = Choice(f"{COMMAND_MARK}meet {pair.id}", label="follow.meet")
    return Reply(parts=(Part("meeting_card", values),), choices=(button,), order=Order.REMINDER)


MEETING_CARD = Nudge(
    "meeting_card",
    keeps=2 * DAY,  # its answers say nothing of a meeting that has begun
    answers=answers,
    plans={Event.MEETING_CONFIRMED: plan},
    group=NudgeGroup.BEFORE,
)
