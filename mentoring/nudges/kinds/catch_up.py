"""How a match goes: both are asked twice in its first month and then monthly, until it ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.clock import on_wall
from conversations.flows.catch_up import DID
from conversations.nudging import NudgeGroup
from conversations.pairs import CheckInKind
from conversations.programme import Nudging
from conversations.reply import COMMAND_MARK, Choice, Json, Order, Part, Reply
from mentoring.nudges.asking import Matter, asked
from mentoring.nudges.nudge import Answer, Event, Nudge, Planned
from mentoring.nudges.occasions import Occasion, Stage, both, other_of, promised, zone_of
from mentoring.programmes import framework
from storage import matches
from storage.dues import DueRow
from storage.matches import PairRow

PURPOSE = "catch_up"

AFTER_SCHOOL = time(17, 30)
"""When it is asked, on the person's own clock."""

FIRST_MONTHLY = 2
"""Months after the start of a match of the first monthly one: the first month has its own."""


async def plan(conn: AsyncConnection, match_id: int, now: datetime) -> Sequence[Planned]:
    """Plan the first catch-up of a match that is still to come, for both; each brings the next."""
    pair = (await matches.by_ids(conn, [match_id])).get(match_id)
    if pair is None or not pair.is_active:
        return ()
    return [next_of(pair, person, zone, 1, now) for person, zone in both(pair)]


def next_of(pair: PairRow, person: int, zone: str, number: int, now: datetime) -> Planned:
    """Return the catch-up ``number`` of somebody, or the first after it that is still to come."""
    nudging = framework(pair.framework).nudging
    since = on_wall(pair.started_at, zone).date()
    while True:
        wall = datetime.combine(day_of(number, since, nudging), AFTER_SCHOOL)
        planned = promised(person, Occasion(pair.id, number), wall, zone)
        if planned.at > now:
            return planned
        number += 1


def day_of(number: int, since: date, nudging: Nudging) -> date:
    """Return the day of the catch-up ``number``, from 1, of a match that began on ``since``."""
    first = nudging.first_month
    if number <= len(first):
        return since + timedelta(days=first[number - 1])
    months = FIRST_MONTHLY + (number - len(first) - 1) * nudging.then_months
    return since + relativedelta(months=months)


async def answers(conn: AsyncConnection, dues: Sequence[DueRow], now: datetime) -> Mapping[int, Answer]:
    """Ask each, as long as the match goes on."""
    occasions = {due.id: Occasion.of(due.occurrence) for due in dues}
    pairs = await matches.by_ids(conn, {occasion.about for occasion in occasions.values()})
    matters: list[Matter] = []
    over: dict[int, Answer] = {}
    for due in dues:
        pair = pairs.get(occasions[due.id].about)
        if pair is None or not pair.is_active or due.person_id not in pair.people:
            over[due.id] = Answer(reason="the match is over")
        else:
            matters.append(_matter(due, occasions[due.id], pair, now))
    return {**over, **await asked(conn, CheckInKind.CATCH_UP, matters, now)}


def _matter(due: DueRow, occasion: Occasion, pair: PairRow, now: datetime) -> Matter:
    person, zone = due.person_id, zone_of(pair, due.person_id)
    then: tuple[Planned, ...] = ()
    if occasion.stage is Stage.ASK:
        then = (next_of(pair, person, zone, occasion.number + 1, now),)

    def ask(check_in: int, again: bool) -> Reply:
        of_mentor = person == pair.mentor_id
        prompt = "catch_up_ask_mentor" if of_mentor else "catch_up_ask"
        values: dict[str, Json] = {"other": other_of(pair, person), "again": again}
        choices = _start(check_in) if of_mentor else _did(check_in)
        return Reply(parts=(Part(prompt, values),), choices=choices, order=Order.REMINDER)

    return Matter(due, pair, occasion, PURPOSE, str(occasion.number), ask, then=then)


def _start(check_in: int) -> tuple[Choice, ...]:
    return (Choice(f"{COMMAND_MARK}catchup {check_in}", label="follow.start"),)


def _did(check_in: int) -> tuple[Choice, ...]:
    """Return the buttons of a young person's first question: whoever presses one has answered it."""
    return tuple(
        Choice(f"{COMMAND_MARK}catchup {check_in} {did}", label=f"catch_up_activities.{did}") for did in DID
    )


CATCH_UP = Nudge(
    PURPOSE,
    keeps=timedelta(days=7),
    answers=answers,
    plans={Event.MATCH_STARTED: plan},
    optional=False,  # the standard asks it of everybody, and whether somebody feels safe cannot be left out
    group=NudgeGroup.GOING,
    asks=True,
)
