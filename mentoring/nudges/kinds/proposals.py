"""A proposal that waits: whoever is asked hears once more, and where no answer comes the team hears of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.clock import on_wall
from conversations.reply import COMMAND_MARK, Choice, Json, Order, Part, Reply
from mentoring.news import News
from mentoring.nudges.nudge import Answer, Event, Nudge, Planned
from mentoring.nudges.occasions import Occasion, Stage, both, days_later, other_of, promised, zone_of
from mentoring.programmes import framework
from storage import arranging, matches
from storage.arranging import ProposedRow
from storage.dues import DueRow
from storage.matches import PairRow

FROM, UNTIL = time(10), time(19)
"""Between these somebody is asked, at the time of the day of the proposal where that lies between them."""

ONCE = 1
"""The number of the only occasion of a proposal."""

UNANSWERED = ("open", "lapsed")
"""What a proposal is that nobody has answered."""


async def plan(conn: AsyncConnection, proposal_id: int, now: datetime) -> Sequence[Planned]:
    """Plan to ask the other of the pair once more."""
    row = (await arranging.proposed(conn, [proposal_id])).get(proposal_id)
    pair = (await matches.by_ids(conn, [row.match_id])).get(row.match_id) if row else None
    if row is None or pair is None:
        return ()
    days = framework(pair.framework).nudging.answer_after
    return [_planned(person, zone, proposal_id, days, now) for person, zone in both(pair) if person != row.by]


def _planned(person: int, zone: str, proposal_id: int, days: int, now: datetime) -> Planned:
    local = on_wall(now, zone).replace(second=0, microsecond=0)
    wall = datetime.combine(local.date() + timedelta(days=days), min(max(local.time(), FROM), UNTIL))
    return promised(person, Occasion(proposal_id, ONCE), wall, zone)


async def answers(conn: AsyncConnection, dues: Sequence[DueRow], now: datetime) -> Mapping[int, Answer]:
    """Ask each whose answer is waited for, and tell the team of each who was asked in vain."""
    occasions = {due.id: Occasion.of(due.occurrence) for due in dues}
    rows = await arranging.proposed(conn, {occasion.about for occasion in occasions.values()})
    pairs = await matches.by_ids(conn, {row.match_id for row in rows.values()})
    found: dict[int, Answer] = {}
    for due in dues:
        row = rows.get(occasions[due.id].about)
        pair = pairs.get(row.match_id) if row else None
        if row is None or pair is None or not pair.is_active or due.person_id not in pair.people:
            found[due.id] = Answer(reason="the match is over")
        else:
            found[due.id] = _answer(due, occasions[due.id], row, pair, now)
    return found


def _answer(due: DueRow, occasion: Occasion, row: ProposedRow, pair: PairRow, now: datetime) -> Answer:
    if row.status not in UNANSWERED:
        return Answer(reason="answered")
    if row.has_begun(now):
        return Answer(reason="the meeting has begun")
    if occasion.stage is Stage.PASS_ON:
        return Answer(reason="passed on", news=(_passed_on(due, pair),))
    days = framework(pair.framework).nudging.answer_after
    last = days_later(due, occasion.at(Stage.PASS_ON), days, zone_of(pair, due.person_id), now)
    to_come = row.to_come(now)
    if row.status != "open" or not to_come:
        return Answer(reason="its times are over", then=(last,))
    until = max(map(datetime.fromisoformat, to_come))
    return Answer(_reply(due, pair, to_come), until=until, then=(last,))


def _reply(due: DueRow, pair: PairRow, starts: Sequence[str]) -> Reply:
    values: dict[str, Json] = {
        "other": other_of(pair, due.person_id),
        "times": [*starts],
        "zone": zone_of(pair, due.person_id),
    }
    choices = (
        Choice(f"{COMMAND_MARK}meet {pair.id}", label="nudge_meet.answer"),
        Choice(f"{COMMAND_MARK}meet {pair.id} other", label="nudge_meet.other"),
    )
    return Reply(parts=(Part("proposal_waits", values),), choices=choices, order=Order.REMINDER)


def _passed_on(due: DueRow, pair: PairRow) -> News:
    """Return what the team hears of a proposal that nobody has answered."""
    asked = pair.mentor if due.person_id == pair.mentor_id else pair.young_person
    values: dict[str, Json] = {"first_name": asked or "", "other": other_of(pair, due.person_id)}
    see = Choice(f"{COMMAND_MARK}pair {pair.id}", label="pair.open")
    told = Reply(parts=(Part("proposal_waits_for_team", values),), choices=(see,), order=Order.REMINDER)
    return News(told, organisation=pair.organisation_id)


ANSWER_WAITS = Nudge(
    "answer_waits",
    keeps=timedelta(days=2),
    answers=answers,
    plans={Event.MEETING_PROPOSED: plan},
    asks=True,
)
