"""What comes to a person at a time of its own: kept as rows, read by index, each occurrence once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.locks import try_lock_person
from storage.tables import account, due, person
from storage.tables.people import best_account
from storage.tables.runs import DUE_WAITS
from storage.types import POSTGRES, among
from storage.writing import InsertNew

WINDOW = 4  # times the limit: how far past people that another process has locked this one looks for work

OPTIONAL: Mapping[str, Any] = {"wall": None, "zone": None, "token_run": None, "token_turn": None}


class DueRow(NamedTuple):
    """A due, and what must be known of its person before anything is said.

    ``address``, ``account_id`` and ``state`` are of the account that the person is best reached at, or None.
    ``lives_in`` is the zone of their own clock. ``nudges_off`` are groups of nudges, separated by
    commas.
    """

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
    account_id: int | None
    state: str | None
    language: str
    status: str
    lives_in: str
    paused_until: datetime | None
    nudges_off: str


class PromiseRow(NamedTuple):
    """A due that waits and is a promise on the person's own clock, which is that of ``zone``.

    It may have been put off: ``at`` is then later than what ``wall`` shows.
    """

    id: int
    at: datetime
    wall: str
    zone: str
    not_after: datetime


class DueMove(NamedTuple):
    """Where a due that waits is moved to, with the zone that its promise is kept in from now on."""

    id: int
    at: datetime
    zone: str
    not_after: datetime


class DueDelay(NamedTuple):
    """When a due that waits is looked at again."""

    id: int
    at: datetime


class DueSettlement(NamedTuple):
    """What became of a due: done or skipped, and why."""

    id: int
    status: str
    now: datetime
    reason: str = ""


_ADD = InsertNew(due, ["person_id", "purpose", "occurrence"])
_READY = [DUE_WAITS, due.c.at <= bindparam("now")]
_OF_DUE = DueRow._fields[: DueRow._fields.index("address")]
_DUES = (
    select(
        *(due.c[name] for name in _OF_DUE),
        *(account.c[name] for name in ("address", "id", "state")),
        *(person.c[name] for name in ("language", "status", "zone", "paused_until", "nudges_off")),
    )
    .select_from(due)
    .join(person, person.c.id == due.c.person_id)
    .outerjoin(account, account.c.id == best_account(due))
)
_BY_IDS = _DUES.where(among(due.c.id, "which"))
# In order, as PostgreSQL would otherwise read the table, in the hope that the first row will do.
_WAITS: Select[Any] = select(due.c.id).where(*_READY).order_by(due.c.at).limit(literal_column("1"))
_CLAIM = _DUES.where(*_READY).order_by(due.c.at, due.c.id).limit(bindparam("limit"))
_CLAIM_OF = _CLAIM.where(among(due.c.person_id, "people"))
_SETTLE = (
    update(due)
    .where(due.c.id == bindparam("_id"), DUE_WAITS)
    .values(status=bindparam("_status"), settled_at=bindparam("_now"), reason=bindparam("_reason"))
)
_PROMISES = (
    select(*(due.c[name] for name in PromiseRow._fields))
    .where(due.c.person_id == bindparam("whose"), DUE_WAITS, due.c.wall.is_not(None))
    .order_by(due.c.id)
)
_MOVE = (
    update(due)
    .where(due.c.id == bindparam("_id"), DUE_WAITS)
    .values(at=bindparam("_at"), zone=bindparam("_zone"), not_after=bindparam("_not_after"))
)
_PUT_OFF = update(due).where(due.c.id == bindparam("_id"), DUE_WAITS).values(at=bindparam("_at"))
_REOPEN = (
    update(due)
    .where(due.c.id == bindparam("_id"), due.c.status == literal_column("'done'"))
    .values(status="waiting", at=bindparam("_at"), settled_at=None, reason="")
)
_MOVE_ALL = (
    update(due)
    .where(due.c.person_id == bindparam("whose"), DUE_WAITS, due.c.at == bindparam("was"))
    .values(at=bindparam("becomes"))
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


async def any_ready(conn: AsyncConnection, now: datetime) -> bool:
    """Tell whether the time of any due has come: one look at the index, however many dues there are."""
    return (await conn.execute(_WAITS, {"now": now})).first() is not None


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


async def by_ids(conn: AsyncConnection, due_ids: Collection[int]) -> list[DueRow]:
    """Return dues by id, whatever became of them; one that is not there is absent."""
    rows = await conn.execute(_BY_IDS, {"which": due_ids}) if due_ids else ()
    return [DueRow._make(row) for row in rows]


async def settle(conn: AsyncConnection, rows: Sequence[DueSettlement]) -> None:
    """Settle waiting dues; one that is settled already stays as it is."""
    if rows:
        keys = ("_id", "_status", "_now", "_reason")
        await conn.execute(_SETTLE, [dict(zip(keys, row, strict=True)) for row in rows])


async def put_off(conn: AsyncConnection, rows: Sequence[DueDelay]) -> None:
    """Let waiting dues wait until later; what they promise stays as it is."""
    if rows:
        keys = ("_id", "_at")
        await conn.execute(_PUT_OFF, [dict(zip(keys, row, strict=True)) for row in rows])


async def reopen(conn: AsyncConnection, rows: Sequence[DueDelay]) -> None:
    """Let dues that were done wait again: what they said did not go, and is decided anew then."""
    if rows:
        keys = ("_id", "_at")
        await conn.execute(_REOPEN, [dict(zip(keys, row, strict=True)) for row in rows])


async def move_all(conn: AsyncConnection, person_id: int, was: datetime, becomes: datetime) -> int:
    """Move the person's waiting dues that were put off until ``was``, and return how many there were."""
    given = {"whose": person_id, "was": was, "becomes": becomes}
    return (await conn.execute(_MOVE_ALL, given)).rowcount


async def cancel(conn: AsyncConnection, person_id: int, purpose: str, now: datetime) -> int:
    """Skip the person's waiting dues for a purpose and return how many there were."""
    given = {"whose": person_id, "what": purpose, "now": now}
    return (await conn.execute(_CANCEL, given)).rowcount


async def promises(conn: AsyncConnection, person_id: int) -> list[PromiseRow]:
    """Return the person's waiting dues that are promises on their own clock."""
    return [PromiseRow._make(row) for row in await conn.execute(_PROMISES, {"whose": person_id})]


async def move(conn: AsyncConnection, rows: Sequence[DueMove]) -> None:
    """Move waiting dues to other times; one that is settled already stays as it is."""
    if rows:
        keys = ("_id", "_at", "_zone", "_not_after")
        await conn.execute(_MOVE, [dict(zip(keys, row, strict=True)) for row in rows])


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
