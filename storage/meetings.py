"""Meetings of matches: the one that is open, the newest that is over, and what all of them came to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, insert, literal_column, or_, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import match, meeting, person
from storage.tables.matches import MATCH_IS_ACTIVE, MEETING_IS_OPEN
from storage.types import UtcDateTime, among

LONGEST = timedelta(days=1)
"""More than any meeting lasts: how far around a moment those are looked for that may overlap it."""


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

    @property
    def ends_at(self) -> datetime | None:
        """When it is over, where a time is agreed."""
        return None if self.starts_at is None else self.starts_at + timedelta(minutes=self.minutes)

    def overlaps(self, begins: datetime, ends: datetime) -> bool:
        """Tell whether it takes some of the time from ``begins`` until ``ends``."""
        mine, over = self.starts_at, self.ends_at
        return mine is not None and over is not None and mine < ends and over > begins


class TotalsRow(NamedTuple):
    """What a match's meetings came to: how many were held and missed, and the minutes of those held."""

    held: int
    missed: int
    minutes: int


NO_MEETINGS = TotalsRow(0, 0, 0)

_COLUMNS = [meeting.c[name] for name in MeetingRow._fields]
_BY_IDS = select(*_COLUMNS).where(among(meeting.c.id, "which"))
_OPEN = (
    select(*_COLUMNS)
    .where(among(meeting.c.match_id, "whose"), MEETING_IS_OPEN)
    .order_by(meeting.c.match_id, meeting.c.number)
)
_LOCK = select(match.c.id).where(match.c.id == bindparam("which")).with_for_update()
_BOTH = union_all(
    *(
        select(one).where(match.c.id == bindparam("which"))
        for one in (match.c.mentor_id, match.c.young_person_id)
    )
)
# In one order for everybody, so that two who lock the same people wait for each other and no more.
_LOCK_PEOPLE = (
    select(person.c.id).where(person.c.id.in_(_BOTH)).order_by(person.c.id).with_for_update(key_share=True)
)
_NUMBER = select(func.coalesce(func.max(meeting.c.number), 0)).where(meeting.c.match_id == bindparam("which"))
_ADD = insert(meeting).returning(meeting.c.id)
_CHANGE = update(meeting).where(meeting.c.id == bindparam("which"))
_THEIRS = or_(among(match.c.mentor_id, "people"), among(match.c.young_person_id, "people"))
_AROUND = (
    select(*_COLUMNS)
    .select_from(match)
    .join(meeting, meeting.c.match_id == match.c.id)
    .where(
        _THEIRS,
        MATCH_IS_ACTIVE,
        meeting.c.status == literal_column("'confirmed'"),
        meeting.c.starts_at >= bindparam("since", type_=UtcDateTime),
        meeting.c.starts_at <= bindparam("until", type_=UtcDateTime),
        meeting.c.id != bindparam("but"),
    )
)
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


async def open_of(conn: AsyncConnection, match_ids: Collection[int], now: datetime) -> dict[int, MeetingRow]:
    """Return, by match, the newest meeting that is proposed, or confirmed and not over."""
    rows = await _rows(conn, _OPEN, {"whose": match_ids}, match_ids)
    return {row.match_id: row for row in rows if row.status == "proposed" or _is_to_come(row, now)}


def _is_to_come(row: MeetingRow, now: datetime) -> bool:
    return row.ends_at is not None and row.ends_at > now


async def lock(conn: AsyncConnection, match_id: int) -> None:
    """Let nobody else change the meetings of this match, or of its two people, until the transaction ends."""
    await conn.execute(_LOCK, {"which": match_id})
    await conn.execute(_LOCK_PEOPLE, {"which": match_id})


async def add(conn: AsyncConnection, row: Mapping[str, Any]) -> int:
    """Add a match's next meeting, numbered after its last, and return its id."""
    number = (await conn.execute(_NUMBER, {"which": row["match_id"]})).scalar_one() + 1
    return int((await conn.execute(_ADD, {**row, "number": number})).scalar_one())


async def change(conn: AsyncConnection, meeting_id: int, **values: Any) -> None:
    """Change columns of a meeting."""
    await conn.execute(_CHANGE.values(**values), {"which": meeting_id})


async def around(
    conn: AsyncConnection, people: Collection[int], moment: datetime, but: int = 0
) -> list[MeetingRow]:
    """Return the confirmed meetings of these people, of whatever match, that begin within a day of a moment.

    ``but`` is a meeting that does not count.
    """
    given = {"people": people, "since": moment - LONGEST, "until": moment + LONGEST, "but": but}
    return await _rows(conn, _AROUND, given, people)


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
