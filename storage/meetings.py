"""Meetings of matches: the one that is open, the newest that is over, and what all of them came to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import meeting
from storage.tables.matches import MEETING_IS_OPEN
from storage.types import among


class MeetingRow(NamedTuple):
    """A meeting, as the table has it."""

    id: int
    match_id: int
    number: int
    status: str
    starts_at: datetime | None
    minutes: int
    zone: str
    place_id: int | None
    place: str
    room: str
    adult: str
    topic: str
    uid: str
    sequence: int
    made_by: int | None
    created_at: datetime
    settled_at: datetime | None
    settled_by: int | None
    reason: str
    lasted: int | None
    topics: list[str] | None
    notes: str
    actions: list[str] | None


class TotalsRow(NamedTuple):
    """What a match's meetings came to: how many were held and missed, and the minutes of those held."""

    held: int
    missed: int
    minutes: int


_COLUMNS = [meeting.c[name] for name in MeetingRow._fields]
_BY_IDS = select(*_COLUMNS).where(among(meeting.c.id, "which"))
_OPEN = select(*_COLUMNS).where(among(meeting.c.match_id, "whose"), MEETING_IS_OPEN)
_IS_OVER = or_(
    meeting.c.status.in_((literal_column("'held'"), literal_column("'missed'"))),
    and_(meeting.c.status == literal_column("'confirmed'"), meeting.c.starts_at <= bindparam("now")),
)
_newest = (
    select(func.max(meeting.c.number).label("number"), meeting.c.match_id)
    .where(among(meeting.c.match_id, "whose"), _IS_OVER)
    .group_by(meeting.c.match_id)
    .subquery("newest")
)
_LAST = select(*_COLUMNS).join(
    _newest, and_(_newest.c.match_id == meeting.c.match_id, _newest.c.number == meeting.c.number)
)
_TOTALS = (
    select(
        meeting.c.match_id,
        func.count().filter(meeting.c.status == literal_column("'held'")),
        func.count().filter(meeting.c.status == literal_column("'missed'")),
        func.coalesce(func.sum(meeting.c.lasted), 0),
    )
    .where(among(meeting.c.match_id, "whose"))
    .group_by(meeting.c.match_id)
)


async def by_ids(conn: AsyncConnection, meeting_ids: Collection[int]) -> dict[int, MeetingRow]:
    """Return meetings by id; one that is not there is absent."""
    return {row.id: row for row in await _rows(conn, _BY_IDS, {"which": meeting_ids}, meeting_ids)}


async def open_of(conn: AsyncConnection, match_ids: Collection[int]) -> dict[int, MeetingRow]:
    """Return, by match, the meeting that is proposed or confirmed; a match has at most one."""
    return {row.match_id: row for row in await _rows(conn, _OPEN, {"whose": match_ids}, match_ids)}


async def last_of(conn: AsyncConnection, match_ids: Collection[int], now: datetime) -> dict[int, MeetingRow]:
    """Return, by match, the newest meeting that was confirmed and has begun, whether it is logged or not."""
    given = {"whose": match_ids, "now": now}
    return {row.match_id: row for row in await _rows(conn, _LAST, given, match_ids)}


async def totals(conn: AsyncConnection, match_ids: Collection[int]) -> dict[int, TotalsRow]:
    """Return, by match, what its meetings came to; one without any meeting is absent."""
    rows = await conn.execute(_TOTALS, {"whose": match_ids}) if match_ids else ()
    return {row[0]: TotalsRow(*row[1:]) for row in rows}


async def _rows(
    conn: AsyncConnection, statement: Any, given: dict[str, Any], wanted: Collection[int]
) -> list[MeetingRow]:
    return [MeetingRow._make(row) for row in await conn.execute(statement, given)] if wanted else []
