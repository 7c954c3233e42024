"""Announcements: planned, gathering who gets them, sending, stopped, ended or cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import announcement
from storage.tables.announcements import IS_ON_ITS_WAY

PLANNED, GATHERING, SENDING = "planned", "gathering", "sending"
STOPPED, ENDED, CANCELLED = "stopped", "ended", "cancelled"


class AnnouncementRow(NamedTuple):
    """An announcement, as the table has it; ``audience`` is JSON as it was added."""

    id: int
    organisation_id: int | None
    kind: str
    text: str
    audience: dict[str, Any]
    status: str
    made_by: int | None
    gathered_to: int
    created_at: datetime
    at: datetime
    gathered_at: datetime | None
    ended_at: datetime | None


_a = announcement.c
_ALL = select(*(_a[name] for name in AnnouncementRow._fields))
_ADD = insert(announcement).returning(_a.id)
_ONE = _ALL.where(_a.id == bindparam("which"))
_NEWEST = _ALL.order_by(_a.id.desc()).limit(bindparam("limit"))
_ON_ITS_WAY = _ALL.where(IS_ON_ITS_WAY, _a.at <= bindparam("now")).order_by(_a.at, _a.id)
_CHANGE = update(announcement).where(_a.id == bindparam("which"), _a.status == bindparam("was"))


async def add(conn: AsyncConnection, row: Mapping[str, Any]) -> int:
    """Add an announcement that starts at ``at``, and return its id.

    A row needs organisation_id (or None for all), kind, text, audience, made_by, created_at and at.
    """
    return int((await conn.execute(_ADD, {"status": PLANNED, **row})).scalar_one())


async def get(conn: AsyncConnection, announcement_id: int) -> AnnouncementRow | None:
    """Return one, or None where there is none of this id."""
    row = (await conn.execute(_ONE, {"which": announcement_id})).first()
    return AnnouncementRow._make(row) if row else None


async def newest(conn: AsyncConnection, limit: int) -> list[AnnouncementRow]:
    """Return the newest, newest first."""
    return [AnnouncementRow._make(row) for row in await conn.execute(_NEWEST, {"limit": limit})]


async def on_their_way(conn: AsyncConnection, now: datetime) -> list[AnnouncementRow]:
    """Return those whose time has come and that are neither stopped nor over, oldest first."""
    return [AnnouncementRow._make(row) for row in await conn.execute(_ON_ITS_WAY, {"now": now})]


async def change(conn: AsyncConnection, announcement_id: int, was: str, **values: Any) -> bool:
    """Change one whose status is ``was``, and tell whether it was so: of two who try, one does."""
    given = {"which": announcement_id, "was": was}
    return (await conn.execute(_CHANGE.values(**values), given)).rowcount == 1
