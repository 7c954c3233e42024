"""Birthdays of a match: after three, six and nine months both hear what they have done together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.clock import on_wall
from conversations.reply import COMMAND_MARK, Choice, Json, Order, Part, Reply
from mentoring.nudges.nudge import Answer, Event, Nudge, Planned
from mentoring.nudges.occasions import Occasion, both, other_of, promised
from mentoring.programmes import framework
from storage import goals, matches, meetings
from storage.dues import DueRow
from storage.matches import PairRow
from storage.meetings import NO_MEETINGS, TotalsRow

AFTERNOON = time(16, 30)
"""When it is said, on the person's own clock."""


async def plan(conn: AsyncConnection, match_id: int, now: datetime) -> Sequence[Planned]:
    """Plan all birthdays of a match, for both."""
    pair = (await matches.by_ids(conn, [match_id])).get(match_id)
    if pair is None:
        return ()
    planned = [
        _planned(pair, person, zone, months)
        for months in framework(pair.framework).nudging.birthdays
        for person, zone in both(pair)
    ]
    return [one for one in planned if one.at > now]


def _planned(pair: PairRow, person: int, zone: str, months: int) -> Planned:
    day = on_wall(pair.started_at, pair.zone).date() + relativedelta(months=months)
    return promised(person, Occasion(pair.id, months), datetime.combine(day, AFTERNOON), zone)


async def answers(conn: AsyncConnection, dues: Sequence[DueRow], now: datetime) -> Mapping[int, Answer]:
    """Tell each how long they have been a pair, and what came of it."""
    occasions = {due.id: Occasion.of(due.occurrence) for due in dues}
    ids = {occasion.about for occasion in occasions.values()}
    pairs = await matches.by_ids(conn, ids)
    totals = await meetings.totals(conn, ids)
    reached = await goals.reached(conn, ids)
    found: dict[int, Answer] = {}
    for due in dues:
        about = occasions[due.id].about
        pair = pairs.get(about)
        if pair is None or not pair.is_active or due.person_id not in pair.people:
            found[due.id] = Answer(reason="the match is over")
        else:
            come_to = totals.get(about, NO_MEETINGS)
            found[due.id] = Answer(_reply(due, occasions[due.id], pair, come_to, reached.get(about, 0)))
    return found


def _reply(due: DueRow, occasion: Occasion, pair: PairRow, totals: TotalsRow, reached: int) -> Reply:
    values: dict[str, Json] = {
        "other": other_of(pair, due.person_id),
        "months": occasion.number,
        "met": totals.held,
        "met_hours": totals.minutes // 60,
        "met_goals": reached,
    }
    choices = (Choice(f"{COMMAND_MARK}goals", label="home.goals"),)
    return Reply(parts=(Part("pair_birthday", values),), choices=choices, order=Order.REMINDER)


BIRTHDAYS = Nudge("birthday", keeps=timedelta(days=3), answers=answers, plans={Event.MATCH_STARTED: plan})
