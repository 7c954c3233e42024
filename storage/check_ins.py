"""Check-ins: what was asked of whom, after a meeting or about a match, and what they answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import check_in
from storage.tables.following import CHECK_IN_WAITS
from storage.types import UtcDateTime, among
from storage.writing import InsertNew


class CheckInRow(NamedTuple):
    """A check-in, as the table has it."""

    id: int
    match_id: int
    meeting_id: int | None
    person_id: int
    kind: str
    occasion: str
    asked_at: datetime
    answered_at: datetime | None
    passed_on_at: datetime | None
    answers: dict[str, Any] | None


Asked = tuple[int, int, str]
"""What tells a check-in of one kind from others: the match, the person and the occasion."""

_c = check_in.c
_COLUMNS = [_c[name] for name in CheckInRow._fields]
_ASK = InsertNew(check_in, ["match_id", "person_id", "kind", "occasion"])
_BY_IDS = select(*_COLUMNS).where(among(_c.id, "which"))
_ASKED = select(*_COLUMNS).where(
    among(_c.match_id, "matches"), _c.kind == bindparam("what"), among(_c.occasion, "occasions")
)
_OF_MEETING = select(*_COLUMNS).where(
    _c.meeting_id == bindparam("about"), _c.kind == literal_column("'meeting'")
)
_ANSWERED = (
    select(*_COLUMNS)
    .where(_c.match_id == bindparam("match"), _c.answered_at.is_not(None))
    .order_by(_c.answered_at.desc(), _c.id.desc())
    .limit(bindparam("limit"))
)
# Answered ones too: few are somebody's own, and the index of those that wait is of everybody's.
_OF_PERSON = (
    select(*_COLUMNS)
    .where(_c.person_id == bindparam("whose"), _c.kind == bindparam("what"))
    .order_by(_c.asked_at.desc(), _c.id.desc())
)
_ANSWER = (
    update(check_in)
    .where(_c.id == bindparam("which"))
    .values(answers=bindparam("given"), answered_at=bindparam("now"))
)
_SETTLE = (
    update(check_in)
    .where(
        _c.meeting_id == bindparam("about"),
        _c.person_id == bindparam("whose"),
        _c.kind == literal_column("'meeting'"),
    )
    .values(answered_at=func.coalesce(_c.answered_at, bindparam("now", type_=UtcDateTime)))
)
_PASS_ON = update(check_in).where(among(_c.id, "which"), CHECK_IN_WAITS).values(passed_on_at=bindparam("now"))


async def ask(conn: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep that people are asked; an occasion that somebody was asked about is passed over.

    A row needs match_id, meeting_id (or None), person_id, kind, occasion and asked_at.
    """
    if rows:
        await conn.execute(_ASK.on(conn), list(rows))


async def by_ids(conn: AsyncConnection, check_in_ids: Collection[int]) -> dict[int, CheckInRow]:
    """Return check-ins by id; one that is not there is absent."""
    found = await _rows(conn, _BY_IDS, {"which": check_in_ids}) if check_in_ids else []
    return {row.id: row for row in found}


async def asked(
    conn: AsyncConnection, kind: str, match_ids: Collection[int], occasions: Collection[str]
) -> dict[Asked, CheckInRow]:
    """Return the check-ins of one kind and of these occasions, by match, person and occasion."""
    if not match_ids:
        return {}
    given = {"what": kind, "matches": match_ids, "occasions": occasions}
    rows = await _rows(conn, _ASKED, given)
    return {(row.match_id, row.person_id, row.occasion): row for row in rows}


async def answered(conn: AsyncConnection, match_id: int, limit: int) -> list[CheckInRow]:
    """Return the newest check-ins of a match that were answered, newest first."""
    return await _rows(conn, _ANSWERED, {"match": match_id, "limit": limit})


async def of_meeting(conn: AsyncConnection, meeting_id: int) -> list[CheckInRow]:
    """Return what the two were asked after a meeting."""
    return await _rows(conn, _OF_MEETING, {"about": meeting_id})


async def waiting(conn: AsyncConnection, person_id: int, kind: str) -> CheckInRow | None:
    """Return the newest check-in of a kind that somebody has not answered, or None."""
    found = await _rows(conn, _OF_PERSON, {"whose": person_id, "what": kind})
    return next((row for row in found if row.answered_at is None), None)


async def answer(conn: AsyncConnection, check_in_id: int, answers: Mapping[str, Any], now: datetime) -> None:
    """Keep all the answers to a check-in."""
    await conn.execute(_ANSWER, {"which": check_in_id, "given": dict(answers), "now": now})


async def settle(conn: AsyncConnection, meeting_id: int, person_id: int, now: datetime) -> None:
    """Note that somebody answered what they were asked after a meeting by what they did."""
    await conn.execute(_SETTLE, {"about": meeting_id, "whose": person_id, "now": now})


async def pass_on(conn: AsyncConnection, check_in_ids: Collection[int], now: datetime) -> None:
    """Note that the coordinator hears of check-ins that nobody answered."""
    if check_in_ids:
        await conn.execute(_PASS_ON, {"which": check_in_ids, "now": now})


async def _rows(conn: AsyncConnection, statement: Any, given: Mapping[str, Any]) -> list[CheckInRow]:
    return [CheckInRow._make(row) for row in await conn.execute(statement, given)]
