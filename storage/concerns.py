"""Concerns about somebody's safety: only ever added to, and never deleted by an erasure."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, insert, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import concern, concern_event


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
_WITHIN = _ALL.where(concern.c.organisation_id == bindparam("organisation"))


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
