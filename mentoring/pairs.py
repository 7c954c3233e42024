"""The matches that somebody is in, as they see them in a turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.clock import on_wall
from conversations.facts import EVERY_MATCH, Seek
from conversations.pairs import Goal, MeetingCard, MeetingStatus, Pair, PlaceCard, Proposal
from conversations.programme import Side
from mentoring.availability import offers_for
from mentoring.goals import goals_of
from mentoring.matching import needs_adult
from mentoring.nudges.occasions import other_of, zone_of
from mentoring.programmes import framework
from storage import matches, meetings, places, proposals
from storage.matches import PairRow
from storage.meetings import NO_MEETINGS, MeetingRow, TotalsRow
from storage.proposals import ProposalRow


async def pairs_of(
    conn: AsyncConnection, person: int, organisation: int, seek: Seek, now: datetime
) -> tuple[Pair, ...]:
    """Return the active matches of somebody, oldest first, and with goals also those that ended."""
    rows = [row for row in await matches.of_person(conn, person) if row.is_active or seek.goals]
    seen = await _seen(conn, rows, person, organisation, seek, now)
    return tuple(seen[row.id] for row in rows)


async def _seen(
    conn: AsyncConnection, rows: list[PairRow], person: int, organisation: int, seek: Seek, now: datetime
) -> Mapping[int, Pair]:
    """Return each match as the person sees it, by id; every table is read once for all of them."""
    ids = [row.id for row in rows]
    open_, last = await meetings.open_of(conn, ids, now), await meetings.last_of(conn, ids, now)
    offered = await proposals.open_of(conn, [row.id for row in open_.values()])
    totals = await meetings.totals(conn, ids)
    approved = {
        p.id: PlaceCard(p.id, p.name, bool(p.template)) for p in await places.listing(conn, organisation)
    }
    goals: Mapping[int, tuple[Goal, ...]] = await goals_of(conn, ids) if seek.goals else {}
    found = {}
    for row in rows:
        meeting = open_.get(row.id)
        card = _card(meeting, offered.get(meeting.id), person, approved) if meeting else None
        over = last.get(row.id)
        found[row.id] = _pair(
            row,
            person,
            totals.get(row.id, NO_MEETINGS),
            now,
            meeting=card,
            last=_card(over, None, person, approved) if over else None,
            offers=await _offers(conn, row, meeting.minutes if meeting else 0, seek, now),
            places=tuple(approved.values()),
            goals=goals.get(row.id, ()),
        )
    return found


async def _offers(
    conn: AsyncConnection, row: PairRow, minutes: int, seek: Seek, now: datetime
) -> tuple[datetime, ...]:
    """Return what suits both for as long as is sought, or else for the ``minutes`` of their next meeting."""
    if not row.is_active or seek.offers not in (EVERY_MATCH, row.id):
        return ()
    plan = framework(row.framework)
    return await offers_for(conn, row, replace(plan, minutes=seek.minutes or minutes or plan.minutes), now)


def _pair(
    row: PairRow,
    person: int,
    totals: TotalsRow,
    now: datetime,
    *,
    meeting: MeetingCard | None,
    last: MeetingCard | None,
    offers: tuple[datetime, ...],
    places: tuple[PlaceCard, ...],
    goals: tuple[Goal, ...],
) -> Pair:
    mine, theirs = zone_of(row, person), _zone_of_other(row, person)
    wants = not row.adult and needs_adult(row.born, row.framework, row.zone, now)
    return Pair(
        id=row.id,
        side=Side.MENTOR if person == row.mentor_id else Side.YOUNG_PERSON,
        other=other_of(row, person),
        since=on_wall(row.started_at, mine).date(),
        minutes=framework(row.framework).minutes,
        active=row.is_active,
        adult=row.adult,
        needs_adult=wants,
        rhythm=row.rhythm,
        zone=row.zone,
        meeting=meeting,
        last=last,
        held=totals.held,
        hours=totals.minutes,
        offers=offers,
        places=places,
        goals=goals,
        other_zone=theirs if theirs != mine else "",
    )


def _zone_of_other(row: PairRow, person: int) -> str:
    zone = row.young_person_zone if person == row.mentor_id else row.mentor_zone
    return zone or row.zone


def _card(
    row: MeetingRow, offered: ProposalRow | None, person: int, approved: Mapping[int, PlaceCard]
) -> MeetingCard:
    return MeetingCard(
        id=row.id,
        number=row.number,
        status=MeetingStatus(row.status),
        starts=row.starts_at,
        minutes=row.minutes,
        place=row.place,
        room=row.room,
        adult=row.adult,
        topic=row.topic,
        sequence=row.sequence,
        proposal=_proposal(offered, person, approved) if offered else None,
        actions=tuple(row.actions or ()),
    )


def _proposal(row: ProposalRow, person: int, approved: Mapping[int, PlaceCard]) -> Proposal:
    place = approved.get(row.place_id or 0)
    return Proposal(row.id, row.by == person, row.moments, row.minutes, place, row.rhythm)
