"""No meeting is arranged this month: whoever's turn it is hears of it, once in each month of a match."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.clock import in_utc, on_wall
from conversations.reply import COMMAND_MARK, Choice, Json, Order, Part, Reply
from mentoring.nudges.nudge import Answer, Event, Nudge, Planned
from mentoring.nudges.occasions import Occasion, both, other_of, promised, zone_of
from mentoring.programmes import framework
from storage import arranging, matches, meetings, proposals
from storage.arranging import ProposedRow
from storage.dues import DueRow
from storage.matches import PairRow

AFTER_SCHOOL = time(17)
"""When it is said, on the person's own clock."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """What has been arranged between pairs, by match: the newest proposal, and the latest meeting."""

    proposed: Mapping[int, ProposedRow]
    latest: Mapping[int, datetime]


async def plan(conn: AsyncConnection, match_id: int, now: datetime) -> Sequence[Planned]:
    """Plan the first month of a match that is still to come, for both; each brings the next."""
    pair = (await matches.by_ids(conn, [match_id])).get(match_id)
    if pair is None or not pair.is_active:
        return ()
    planned = (next_of(pair, person, zone, 0, now) for person, zone in both(pair))
    return [one for one in planned if one is not None]


def next_of(pair: PairRow, person: int, zone: str, month: int, now: datetime) -> Planned | None:
    """Return the word to somebody in a month of the match, from 0, or in the first after it that is to come.

    None where the match has no such month.
    """
    programme = framework(pair.framework)
    first, local = on_wall(pair.started_at, pair.zone).date(), on_wall(now, zone)
    # No month that is long over needs a look.
    over = (local.year - first.year) * 12 + local.month - first.month - 1
    for number in range(max(month, over), programme.months):
        day = first + relativedelta(months=number, days=programme.nudging.arrange_by - 1)
        wall = datetime.combine(day, AFTER_SCHOOL)
        if wall > local:
            return promised(person, Occasion(pair.id, number), wall, zone)
    return None


def _begins(pair: PairRow, month: int) -> datetime:
    """Return when a month of the match begins: at midnight of the day of the month that it began on."""
    first = on_wall(pair.started_at, pair.zone).date()
    return in_utc(datetime.combine(first + relativedelta(months=month), time.min), pair.zone)


async def answers(conn: AsyncConnection, dues: Sequence[DueRow], now: datetime) -> Mapping[int, Answer]:
    """Ask whoever did not propose last, or both where nobody has, unless something is arranged."""
    occasions = {due.id: Occasion.of(due.occurrence) for due in dues}
    pairs = await matches.by_ids(conn, {occasion.about for occasion in occasions.values()})
    proposed = await arranging.newest(conn, set(pairs))
    known = Arranged(proposed, await arranging.latest(conn, set(pairs), now))
    found: dict[int, Answer] = {}
    for due in dues:
        pair = pairs.get(occasions[due.id].about)
        if pair is None or not pair.is_active or due.person_id not in pair.people:
            found[due.id] = Answer(reason="the match is over")
        else:
            answer = _answer(due, occasions[due.id], pair, known, now)
            found[due.id] = await _by_rhythm(conn, due, pair, answer, now) if pair.rhythm else answer
    return found


def _answer(due: DueRow, occasion: Occasion, pair: PairRow, known: Arranged, now: datetime) -> Answer:
    zone = zone_of(pair, due.person_id)
    planned = next_of(pair, due.person_id, zone, occasion.number + 1, now)
    then = (planned,) if planned is not None else ()
    reason = _settled(due, occasion, pair, known, now)
    return Answer(reason=reason, then=then) if reason else Answer(_reply(due, pair), then=then)


async def _by_rhythm(
    conn: AsyncConnection, due: DueRow, pair: PairRow, answer: Answer, now: datetime
) -> Answer:
    """Let a pair that meets at the same time each month have their next meeting; both hear of it once."""
    from mentoring.meetings.agreeing import next_by_rhythm  # noqa: PLC0415 - it plans nudges itself

    if answer.reply is None:
        return answer
    # Whoever of the two comes first has it arranged; there is nothing left to do for the other.
    news = await next_by_rhythm(conn, pair.id, now)
    arranged = await _is_arranged(conn, pair, now)
    if news is None and not arranged:
        return answer
    # Where it is not arranged, each hears so by their own due: the other's comes to the same.
    told = [one for one in news or () if arranged or one.people == (due.person_id,)]
    return Answer(reason="they meet at the same time each month", news=tuple(told), then=answer.then)


async def _is_arranged(conn: AsyncConnection, pair: PairRow, now: datetime) -> bool:
    """Tell whether a time is agreed or proposed that is still to come."""
    row = (await meetings.open_of(conn, [pair.id], now)).get(pair.id)
    if row is None or (row.starts_at is not None and row.starts_at > now):
        return row is not None
    proposal = (await proposals.open_of(conn, [row.id])).get(row.id)
    return proposal is not None and any(start > now for start in proposal.moments)


def _settled(due: DueRow, occasion: Occasion, pair: PairRow, known: Arranged, now: datetime) -> str:
    """Return why nothing is said, or nothing where a meeting is to be arranged."""
    starts, proposal = known.latest.get(pair.id), known.proposed.get(pair.id)
    if starts is not None and starts >= _begins(pair, occasion.number):
        return "a meeting is arranged"
    if proposal is None:
        return ""
    if proposal.waits(now):
        return "a time is proposed"
    return "it is the other's turn" if proposal.by == due.person_id else ""


def _reply(due: DueRow, pair: PairRow) -> Reply:
    of_mentor = due.person_id == pair.mentor_id
    values: dict[str, Json] = {"other": other_of(pair, due.person_id), "of_mentor": of_mentor}
    choices = (Choice(f"{COMMAND_MARK}meet {pair.id}", label="nudge_meet.arrange"),)
    return Reply(parts=(Part("arrange_month", values),), choices=choices, order=Order.REMINDER)


ARRANGE = Nudge(
    "arrange",
    keeps=timedelta(days=5),
    answers=answers,
    plans={Event.MATCH_STARTED: plan},
    asks=True,
)
