"""An organisation's matches as its team sees them: how each goes, what they come to, one match's sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.clock import in_utc, on_wall
from conversations.following import typed
from conversations.health import Colour, Health, Matches, Numbers, Rating, Sheet, Told
from conversations.matching import Wanted
from conversations.programme import Side
from mentoring import signs
from mentoring.health import judged, urgency
from mentoring.matching import needs_adult
from mentoring.programmes import framework
from mentoring.signs import Read
from storage import check_ins, goals, health, matches, meeting_logs
from storage.folding import folded
from storage.matches import PairRow

MOST_LISTED = 20
"""Matches to choose among: more do not fit beneath one message."""

MOST_TOLD = 5
"""What the two wrote, on a match's sheet: what came before was there to be read."""

LOOKED_THROUGH = 20
"""Check-ins that are looked through for words: most are answered by taps alone."""

ADULT, PROPOSED = "adult", "proposed"
"""What a meeting waits for: an adult to be named, or an answer to the times that are proposed."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One match: what is known of it, and how it goes by the rules."""

    read: Read
    health: Health


async def seen(
    conn: AsyncConnection, organisations: Collection[int], now: datetime, zone: str = "UTC"
) -> list[Seen]:
    """Return how all active matches of organisations go, those that need somebody most first.

    This month is the one on a clock in ``zone``.
    """
    rows = await health.active(conn, organisations)
    read = await signs.read(conn, rows, now, month_began(now, zone))
    return sorted((_seen(one, now) for one in read), key=lambda one: urgency(one.health))


def _seen(read: Read, now: datetime) -> Seen:
    return Seen(read, judged(read.signs, now))


def month_began(now: datetime, zone: str) -> datetime:
    """Return when this month began on a clock in ``zone``, in UTC."""
    return in_utc(on_wall(now, zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0), zone)


def numbers(matches_seen: Sequence[Seen]) -> Numbers:
    """Return active matches in numbers."""
    colours = Counter(one.health.colour for one in matches_seen)
    met = [one.read.meetings for one in matches_seen]
    return Numbers(
        green=colours[Colour.GREEN],
        amber=colours[Colour.AMBER],
        red=colours[Colour.RED],
        meetings=sum(one.month_held for one in met),
        minutes=sum(one.month_minutes for one in met),
        all_minutes=sum(one.minutes for one in met),
    )


async def found(conn: AsyncConnection, organisation: int, wanted: Wanted, now: datetime) -> Matches:
    """Return the matches that are asked for: one by its number, also an ended one, or some by a name."""
    row = await health.one(conn, organisation, wanted.number) if wanted.number else None
    if row is not None:
        [read] = await signs.read(conn, [row], now, now)
        only = _seen(read, now)
        return Matches(count=1, found=(only.health,), sheet=await _sheet(conn, only, now))
    every = await seen(conn, [organisation], now)
    named = [one for one in every if wanted.name and _is_named(one.health, wanted.name)]
    return Matches(
        listed=tuple(one.health for one in every[:MOST_LISTED]),
        count=len(every),
        found=tuple(one.health for one in named[:MOST_LISTED]),
        sheet=await _sheet(conn, named[0], now) if len(named) == 1 else None,
    )


def _is_named(one: Health, name: str) -> bool:
    return any(folded(name) in folded(who) for who in (one.mentor, one.young_person))


async def _sheet(conn: AsyncConnection, one: Seen, now: datetime) -> Sheet:
    pair = (await matches.by_ids(conn, [one.health.match]))[one.health.match]
    status = Counter(goal.status for goal in await goals.of_matches(conn, [pair.id]))
    met = one.read.meetings
    return Sheet(
        health=one.health,
        since=on_wall(pair.started_at, pair.zone).date(),
        months=framework(pair.framework).months,
        held=met.held,
        missed=met.missed,
        minutes=met.minutes,
        next=met.next,
        waits=ADULT if met.agreed else PROPOSED if one.read.signs.proposed else "",
        ratings=_ratings(one.read),
        goals_open=status["open"],
        goals_reached=status["reached"],
        adult=pair.adult,
        needs_adult=needs_adult(pair.born, pair.framework, pair.zone, now),
        closed=on_wall(pair.closed_at, pair.zone).date() if pair.closed_at else None,
        closed_for=pair.close_reason,
        told=await _told(conn, pair),
    )


async def _told(conn: AsyncConnection, pair: PairRow) -> tuple[Told, ...]:
    """Return the newest of what each of the two wrote for the team, newest first."""
    written = [(at, Side.MENTOR, words) for at, words in await meeting_logs.notes(conn, pair.id, MOST_TOLD)]
    for row in await check_ins.answered(conn, pair.id, LOOKED_THROUGH):
        side = Side.MENTOR if row.person_id == pair.mentor_id else Side.YOUNG_PERSON
        at = row.answered_at or row.asked_at
        written += [(at, side, words) for words in typed(row.answers or {}, side)]
    written.sort(key=lambda one: one[0], reverse=True)
    return tuple(Told(side, on_wall(at, pair.zone).date(), words) for at, side, words in written[:MOST_TOLD])


def _ratings(read: Read) -> tuple[Rating, ...]:
    """Return the newest rating of each of the two, those that gave one."""
    rated = ((Side.MENTOR, read.mentor.rated()), (Side.YOUNG_PERSON, read.young_person.rated()))
    return tuple(Rating(side, number) for side, number in rated if number)
