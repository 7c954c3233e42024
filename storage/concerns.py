"""Concerns about somebody's safety: only ever added to, and never deleted by an erasure."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, exists, func, insert, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import alert, concern, concern_event, person


class ConcernRow(NamedTuple):
    """A concern; ``subject`` is the person's id even after an erasure, ``newest`` the last event's kind."""

    id: int
    organisation_id: int | None
    person_id: int | None
    subject: int | None
    address: str
    source: str
    category: str
    severity: str
    words: str
    at: datetime
    newest: str


class EventRow(NamedTuple):
    """What was done about a concern, by whom; ``first_name`` is empty where they are erased or unknown."""

    at: datetime
    kind: str
    by: int | None
    first_name: str
    note: str


_RAISE = insert(concern).returning(concern.c.id)
_NOTE = insert(concern_event)
_NEWEST = (
    select(concern_event.c.kind)
    .where(concern_event.c.concern_id == concern.c.id)
    .order_by(concern_event.c.id.desc())
    .limit(literal_column("1"))
    .scalar_subquery()
)
_ALL = select(*(concern.c[name] for name in ConcernRow._fields[:-1]), func.coalesce(_NEWEST, "")).order_by(
    concern.c.id
)
# A stranger's concern is nobody's; its alert says whose duty it is.
BELONGS = or_(
    concern.c.organisation_id == bindparam("organisation"),
    and_(
        concern.c.organisation_id.is_(None),
        exists().where(
            alert.c.concern_id == concern.c.id, alert.c.organisation_id == bindparam("organisation")
        ),
    ),
)
_WITHIN = _ALL.where(BELONGS)
_CARD = _ALL.where(concern.c.id == bindparam("which"), BELONGS)
_EVENTS = (
    select(
        *(concern_event.c[name] for name in ("at", "kind", "by")),
        func.coalesce(person.c.first_name, literal_column("''")),
        concern_event.c.note,
    )
    .outerjoin(person, person.c.id == concern_event.c.by)
    .where(concern_event.c.concern_id == bindparam("which"))
    .order_by(concern_event.c.id)
)
_NEWEST_BY = select(func.max(concern.c.id)).where(
    concern.c.person_id == bindparam("whose"),
    concern.c.source == bindparam("from_"),
    concern.c.at >= bindparam("since"),
)


async def raise_(
    conn: AsyncConnection,
    *,
    organisation_id: int | None,
    person_id: int | None,
    address: str,
    source: str,
    category: str,
    severity: str,
    words: str,
    at: datetime,
    inbox_id: int | None = None,
) -> int:
    """Record a concern, with the words that raised it, and return its id."""
    given = {
        "organisation_id": organisation_id,
        "person_id": person_id,
        "subject": person_id,
        "address": address,
        "source": source,
        "category": category,
        "severity": severity,
        "words": words,
        "inbox_id": inbox_id,
        "at": at,
    }
    concern_id: int = (await conn.execute(_RAISE, given)).scalar_one()
    return concern_id


async def note(
    conn: AsyncConnection, concern_id: int, kind: str, at: datetime, *, by: int | None = None, note: str = ""
) -> None:
    """Add to a concern what was done about it, by whom (a person's id)."""
    given = {"concern_id": concern_id, "kind": kind, "at": at, "by": by, "note": note}
    await conn.execute(_NOTE, given)


async def listing(conn: AsyncConnection, organisation: int | None = None) -> list[ConcernRow]:
    """Return the concerns of an organisation by its id, oldest first; without one, for the operator, all."""
    if organisation is None:
        rows = await conn.execute(_ALL)
    else:
        rows = await conn.execute(_WITHIN, {"organisation": organisation})
    return [ConcernRow._make(row) for row in rows]


async def card(conn: AsyncConnection, organisation_id: int, concern_id: int) -> ConcernRow | None:
    """Return a concern of an organisation, or a stranger's whose alert is this organisation's, or None."""
    row = (await conn.execute(_CARD, {"organisation": organisation_id, "which": concern_id})).first()
    return ConcernRow._make(row) if row else None


async def events(conn: AsyncConnection, concern_id: int) -> list[EventRow]:
    """Return what was done about a concern, oldest first; whoever asks has seen its card."""
    return [EventRow._make(row) for row in await conn.execute(_EVENTS, {"which": concern_id})]


async def newest_by(conn: AsyncConnection, person_id: int, source: str, since: datetime) -> int | None:
    """Return the newest concern that came from a person in this way since then, or None."""
    given = {"whose": person_id, "from_": source, "since": since}
    found: int | None = (await conn.execute(_NEWEST_BY, given)).scalar_one()
    return found
