"""What coordinators hear of all their matches: on Mondays how they go, and when one comes to its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.cards import fitted
from conversations.clock import in_utc, on_wall
from conversations.flows.pairing import in_short
from conversations.health import Colour, Health
from conversations.nudging import NudgeGroup
from conversations.reply import COMMAND_MARK, Choice, Json, Order, Part, Reply
from mentoring.news import News
from mentoring.nudges.nudge import Answer, Event, Nudge, Planned
from mentoring.overview import Seen, numbers, seen
from mentoring.programmes import framework
from storage import coordinators, goals, matches, meetings
from storage.coordinators import CoordinatorRow
from storage.dues import DueRow
from storage.matches import PairRow

MORNING = time(9)
"""When it is said: at the beginning of a coordinator's day."""

MOST_NAMED = 10
"""Matches of a summary that are named: more is a report."""

MOST_BUTTONS = 5
"""Matches of a summary with a button."""

DAY = timedelta(days=1)
WEEK = timedelta(days=7)

NEAR, LAST = "near", "last"
"""Which word of a match's end a due is: a month before it, or on the day."""


async def plan_of_coordinator(conn: AsyncConnection, person_id: int, now: datetime) -> Sequence[Planned]:
    """Plan the next summary of somebody who is a coordinator now; each brings the next."""
    return [next_monday(row, now) for row in (await coordinators.by_ids(conn, [person_id])).values()]


async def plan_of_team(conn: AsyncConnection, match_id: int, now: datetime) -> Sequence[Planned]:
    """Plan the next summary of every coordinator of a match's organisation; whoever has one keeps it."""
    pair = (await matches.by_ids(conn, [match_id])).get(match_id)
    if pair is None:
        return ()
    team = await coordinators.of_organisations(conn, [pair.organisation_id])
    return [next_monday(row, now) for row in team]


def next_monday(row: CoordinatorRow, now: datetime) -> Planned:
    """Return the first summary after ``now``, on the coordinator's own clock."""
    today = on_wall(now, row.zone)
    wall = datetime.combine(today.date() - today.weekday() * DAY, MORNING)
    while in_utc(wall, row.zone) <= now:
        wall += WEEK
    occurrence = f"{row.organisation_id}:{wall.date().isoformat()}"
    return Planned(row.id, occurrence, in_utc(wall, row.zone), wall, row.zone)


async def summaries(conn: AsyncConnection, dues: Sequence[DueRow], now: datetime) -> Mapping[int, Answer]:
    """Say how the matches of each coordinator's organisation go; the organisations are read together."""
    team = await coordinators.by_ids(conn, {due.person_id for due in dues})
    by_organisation: dict[int, list[Seen]] = {row.organisation_id: [] for row in team.values()}
    for one in await seen(conn, list(by_organisation), now):
        by_organisation[one.read.row.organisation_id].append(one)
    answers: dict[int, Answer] = {}
    for due in dues:
        row = team.get(due.person_id)
        found = by_organisation[row.organisation_id] if row else []
        answers[due.id] = _summed(row, found, now) if row else Answer(reason="no coordinator any more")
    return answers


def _summed(row: CoordinatorRow, found: Sequence[Seen], now: datetime) -> Answer:
    then = (next_monday(row, now),)
    return Answer(summary(found), then=then) if found else Answer(reason="nobody is matched", then=then)


def summary(found: Sequence[Seen]) -> Reply:
    """Return how matches go, those that need somebody most first, with a button for the first of them."""
    count = numbers(found)
    needy = [one.health for one in found if one.health.colour is not Colour.GREEN]
    named: list[Json] = [in_short(health) for health in needy[:MOST_NAMED]]
    values: dict[str, Json] = {
        "red": count.red,
        "amber": count.amber,
        "green": count.green,
        "needy": named,
        "more": len(needy) - len(named),
    }
    choices = tuple(map(_button, needy[:MOST_BUTTONS]))
    return Reply(parts=(Part("weekly_summary", values),), choices=choices, order=Order.REMINDER)


def _button(health: Health) -> Choice:
    words = fitted(health.mentor or "…", health.young_person or "…")
    return Choice(f"{COMMAND_MARK}pair {health.match}", words=words)


async def plan_end(conn: AsyncConnection, match_id: int, now: datetime) -> Sequence[Planned]:
    """Plan a word a month before a match's agreed end, and one on the day.

    It is the young person's due, on whose clock the match is, and the whole team hears of it: who is on the
    team changes in a year.
    """
    pair = (await matches.by_ids(conn, [match_id])).get(match_id)
    if pair is None or pair.young_person_id is None:
        return ()
    since, months = on_wall(pair.started_at, pair.zone).date(), framework(pair.framework).months
    planned = []
    for which, month in ((NEAR, months - 1), (LAST, months)):
        wall = datetime.combine(since + relativedelta(months=month), MORNING)
        at = in_utc(wall, pair.zone)
        planned.append(Planned(pair.young_person_id, f"{pair.id}:{which}", at, wall, pair.zone))
    return [one for one in planned if one.at > now]


async def ends(conn: AsyncConnection, dues: Sequence[DueRow], now: datetime) -> Mapping[int, Answer]:
    """Tell the team of each match that comes to its end; a person decides, and nothing closes by itself."""
    about = {due.id: due.occurrence.split(":") for due in dues}
    ids = {int(number) for number, _ in about.values()}
    pairs = await matches.by_ids(conn, ids)
    totals = await meetings.totals(conn, ids)
    reached = await goals.reached(conn, ids)
    answers: dict[int, Answer] = {}
    for due in dues:
        number, which = int(about[due.id][0]), about[due.id][1]
        pair = pairs.get(number)
        if pair is None or not pair.is_active or due.not_after < now:
            late = pair is not None and pair.is_active
            answers[due.id] = Answer(reason="too late" if late else "the match is over")
            continue
        held = totals[number].held if number in totals else 0
        news = _ending(pair, which == LAST, held, reached.get(number, 0))
        answers[due.id] = Answer(reason="told to the team", news=(news,))
    return answers


def _ending(pair: PairRow, today: bool, held: int, reached: int) -> News:
    values: dict[str, Json] = {
        "mentor": pair.mentor or "",
        "young_person": pair.young_person or "",
        "months": framework(pair.framework).months,
        "today": today,
        "sessions": held,
        "goals_reached": reached,
    }
    see = Choice(f"{COMMAND_MARK}pair {pair.id}", label="pair.open")
    told = Reply(parts=(Part("match_ends", values),), choices=(see,), order=Order.REMINDER)
    return News(told, organisation=pair.organisation_id)


WEEKLY_SUMMARY = Nudge(
    "weekly_summary",
    keeps=2 * DAY,
    answers=summaries,
    plans={Event.TEAM_JOINED: plan_of_coordinator, Event.MATCH_STARTED: plan_of_team},
    group=NudgeGroup.TEAM,
)

MATCH_ENDS = Nudge(
    "match_ends",
    keeps=2 * WEEK,
    answers=ends,
    plans={Event.MATCH_STARTED: plan_end},
    optional=False,
    to_person=False,  # it is the young person's due, and the team's news
)
