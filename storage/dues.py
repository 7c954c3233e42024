"""What comes to a person at a time of its own: kept as rows, read by index, each occurrence once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.locks import try_lock_person
from storage.tables import account, due
from storage.tables.runs import DUE_WAITS
from storage.types import POSTGRES, among
from storage.writing import InsertNew

WINDOW = 4  # times the limit: how far past people that another process has locked this one looks for work

OPTIONAL: Mapping[str, Any] = {"wall": None, "zone": None, "token_run": None, "token_turn": None}


class DueRow(NamedTuple):
    """A due whose time has come; ``address`` is where the person is best reached, or None."""

    id: int
    person_id: int
    purpose: str
    occurrence: str
    at: datetime
    wall: str | None
    zone: str | None
    not_after: datetime
    token_run: str | None
    token_turn: int | None
    address: str | None


class DueSettlement(NamedTuple):
    """What became of a due: done or skipped, and why."""

    id: int
    status: str
    now: datetime
    reason: str = ""


_ADDRESS = (
    select(account.c.address)
    .where(account.c.person_id == due.c.person_id)
    .order_by(case((account.c.state == "reachable", 0), else_=1), account.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_ADD = InsertNew(due, ["person_id", "purpose", "occurrence"])
_READY = [DUE_WAITS, due.c.at <= bindparam("now")]
_CLAIM = (
    select(*(due.c[name] for name in DueRow._fields[:-1]), _ADDRESS.label("address"))
    .where(*_READY)
    .order_by(due.c.at, due.c.id)
    .limit(bindparam("limit"))
)
_CLAIM_OF = _CLAIM.where(among(due.c.person_id, "people"))
_SETTLE = (
    update(due)
    .where(due.c.id == bindparam("_id"), DUE_WAITS)
    .values(status=bindparam("_status"), settled_at=bindparam("_now"), reason=bindparam("_reason"))
)
_CANCEL = (
    update(due)
    .where(due.c.person_id == bindparam("whose"), due.c.purpose == bindparam("what"), DUE_WAITS)
    .values(status="skipped", settled_at=bindparam("now"), reason="cancelled")
)


async def add(conn: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add dues; one that the person has for the same purpose and occurrence is passed over.

    A row needs person_id, purpose, occurrence, at, not_after and created_at.
    """
    if rows:
        await conn.execute(_ADD.on(conn), [{**OPTIONAL, **row} for row in rows])


async def claim(conn: AsyncConnection, now: datetime, limit: int) -> list[DueRow]:
    """Return the dues whose time has come, oldest first; settle them in the same transaction.

    On PostgreSQL each person is locked until the transaction ends, as ``inbox.waiting`` does, and people
    whom another process has locked are passed over. See ``storage.locks``.
    """
    if conn.dialect.name != POSTGRES:
        return [DueRow._make(row) for row in await conn.execute(_CLAIM, {"now": now, "limit": limit})]
    found = await conn.scalars(_LOCK, {"now": now, "window": limit * WINDOW, "limit": limit})
    people = found.all()
    if not people:
        return []
    rows = await conn.execute(_CLAIM_OF, {"now": now, "limit": limit, "people": people})
    return [DueRow._make(row) for row in rows]


async def settle(conn: AsyncConnection, rows: Sequence[DueSettlement]) -> None:
    """Settle waiting dues; one that is settled already stays as it is."""
    if rows:
        keys = ("_id", "_status", "_now", "_reason")
        await conn.execute(_SETTLE, [dict(zip(keys, row, strict=True)) for row in rows])


async def cancel(conn: AsyncConnection, person_id: int, purpose: str, now: datetime) -> int:
    """Skip the person's waiting dues for a purpose and return how many there were."""
    given = {"whose": person_id, "what": purpose, "now": now}
    return (await conn.execute(_CANCEL, given)).rowcount


def _lock_people() -> Any:
    first = (
        select(due.c.person_id, due.c.at)
        .where(*_READY)
        .order_by(due.c.at, due.c.id)
        .limit(bindparam("window"))
        .cte("first")
        .prefix_with("MATERIALIZED", dialect=POSTGRES)
    )
    people = (
        select(first.c.person_id)
        .group_by(first.c.person_id)
        .order_by(func.min(first.c.at))
        .cte("people")
        .prefix_with("MATERIALIZED", dialect=POSTGRES)
    )
    return select(people.c.person_id).where(try_lock_person(people.c.person_id)).limit(bindparam("limit"))


_LOCK = _lock_people()
