"""What the store knows of people and concerns, as flows see it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.facts import Card, ConcernCard, ConcernEvent, Duty, Place, Role, Seek, Status
from mentoring import check_ins
from mentoring.availability import week_of
from mentoring.changes.care import ACKNOWLEDGED, SEEN, TOLD, WORDS
from mentoring.desk import on_desk
from mentoring.pairs import pairs_of
from mentoring.surveys import survey_of
from mentoring.wishes import wishes_of
from storage import concerns, duties, feeds
from storage.concerns import ConcernRow
from storage.people import finding
from storage.people.finding import CardRow

MOST_FOUND = 20
"""People shown for a name; whoever gets more types more of it."""


def roles_of(row: str | None) -> frozenset[Role]:
    """Return the roles in a column that separates them by commas."""
    return frozenset(Role(role) for role in (row or "").split(",") if role)


def card_of(row: CardRow) -> Card:
    """Return a person as a coordinator sees them."""
    return Card(
        id=row.id,
        first_name=row.first_name,
        roles=roles_of(row.roles),
        status=Status(row.status),
        created=row.created_at,
        profile=row.fields,
        flow=row.flow,
        at=row.pending_key or "",
        since=row.updated_at,
        stuck_at=row.help_request,
        referrals=row.referrals,
        platforms=tuple(row.accounts.split(",")) if row.accounts else (),
    )


async def looked_up(
    conn: AsyncConnection, seek: Seek, organisation: int, person: int, roles: frozenset[Role], now: datetime
) -> Mapping[str, Any]:
    """Return what ``seek`` asks for, as fields of Facts; always within one organisation."""
    if seek.person:
        row = await finding.by_id(conn, organisation, seek.person)
        return {"found": (card_of(row),) if row else ()}
    if seek.name:
        rows = await finding.by_name(conn, organisation, seek.name, MOST_FOUND)
        return {"found": tuple(map(card_of, rows))}
    if seek.concern:
        return {"concern": await _concern(conn, seek.concern, organisation, person, roles)}
    if seek.duties:
        listed = await duties.listing(conn, organisation)
        return {"duties": tuple(Duty(Place(r.place), r.first_name, r.person_id == person) for r in listed)}
    own = await _of_their_own(conn, seek, organisation, person, now)
    return own if own is not None else await on_desk(conn, seek, organisation, now)


async def _of_their_own(
    conn: AsyncConnection, seek: Seek, organisation: int, person: int, now: datetime
) -> Mapping[str, Any] | None:
    """Return what is sought of the person's own, or None where it is of others."""
    if seek.survey:
        return {"survey": await survey_of(conn, person, now)}
    if seek.feed:
        return {"has_feed": await feeds.newest(conn, person) is not None}
    if seek.check_in or seek.waits:
        return {"check_in": await check_ins.sought(conn, seek, person)}
    if seek.logs:
        return {"logs": await check_ins.loggable(conn, person, now)}
    if seek.pairs:
        return {"pairs": await pairs_of(conn, person, organisation, seek, now)}
    if seek.wishes:
        return {"wishes": await wishes_of(conn, person)}
    if seek.week:
        return {"week": await week_of(conn, person, now)}
    return None


async def may_see(
    conn: AsyncConnection, row: ConcernRow, organisation: int, person: int, roles: frozenset[Role]
) -> bool:
    """Tell whether a concern is for somebody of the team: the safeguarding list, or whoever was told of it.

    Where there is no list it is for the whole team. Nobody sees what is kept of their own words of crisis,
    or takes it in place of others.
    """
    if row.person_id == person and row.source == WORDS:
        return False
    if Role.SAFEGUARDING_LEAD in roles or not await duties.listing(conn, organisation):
        return True
    events = await concerns.events(conn, row.id)
    return any(event.kind in (TOLD, SEEN, ACKNOWLEDGED) and event.by == person for event in events)


async def _concern(
    conn: AsyncConnection, number: int, organisation: int, person: int, roles: frozenset[Role]
) -> ConcernCard | None:
    """Return a concern to those who may see it, else None."""
    row = await concerns.card(conn, organisation, number)
    if row is None or not await may_see(conn, row, organisation, person, roles):
        return None
    whose = await finding.by_id(conn, organisation, row.person_id) if row.person_id else None
    events = await concerns.events(conn, number)
    return ConcernCard(
        id=row.id,
        at=row.at,
        category=row.category,
        severity=row.severity,
        source=row.source,
        words=row.words,
        first_name=whose.first_name if whose else "",
        person=row.person_id or 0,
        events=tuple(ConcernEvent(e.at, e.kind, e.first_name, e.note) for e in events),
    )
