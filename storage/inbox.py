"""What was heard: kept before it is acknowledged, given out in order, remembered for days."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.locks import try_lock_address, try_lock_person
from storage.tables import account, inbox
from storage.tables.messages import HEARD_IS_DONE, HEARD_WAITS
from storage.types import POSTGRES, among, storable, storable_json
from storage.writing import InsertNew

WINDOW = 4  # times the limit: how far past rows that another process has locked this one looks for work
PRUNED_AT_ONCE = 5_000  # rows: a fraction of a second, so that no message waits long for the writer

OPTIONAL: Mapping[str, Any] = {
    "text": "",
    "command": "",
    "choice": "",
    "token_run": None,
    "token_turn": None,
    "message": "",
    "press": "",
    "fields": None,
}


class HeardRow(NamedTuple):
    """One thing that was heard and waits for its turn; moments are UTC, ``fields`` are a form's, by field."""

    id: int
    platform: str
    event: str
    address: str
    kind: str
    text: str
    command: str
    choice: str
    token_run: str | None
    token_turn: int | None
    message: str
    press: str
    at: datetime
    received_at: datetime
    fields: dict[str, Any] | None


_KEEP = InsertNew(inbox, ["platform", "event"])
_WAITING = (
    select(*(inbox.c[name] for name in HeardRow._fields))
    .where(HEARD_WAITS)
    .order_by(inbox.c.id)
    .limit(bindparam("limit"))
)
_WAITING_OF = _WAITING.where(among(inbox.c.address, "addresses"))
_SPEAKING = select(inbox.c.address).where(HEARD_WAITS, among(inbox.c.address, "addresses")).distinct()
_DONE = (
    update(inbox).where(among(inbox.c.id, "ids")).values(done_at=bindparam("now"), outcome=bindparam("said"))
)
_FORGET = (
    update(inbox)
    .where(
        inbox.c.address == bindparam("whose"), or_(inbox.c.done_at.is_not(None), among(inbox.c.id, "taken"))
    )
    .values(address="", **OPTIONAL)
)
_OLD = (
    select(inbox.c.id)
    .where(HEARD_IS_DONE, inbox.c.done_at < bindparam("before"))
    .order_by(inbox.c.done_at)
    .limit(bindparam("limit"))
)
_PRUNE = delete(inbox).where(inbox.c.id.in_(_OLD))


async def keep(conn: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> int:
    """Keep what was heard, each event once, and return how many rows were new.

    A row needs platform, event, address, kind, at and received_at; the rest may be left out. Text is
    kept without what no store can hold (zero bytes, halves of surrogate pairs).
    """
    if not rows:
        return 0
    ready = [{**OPTIONAL, **row} for row in rows]
    for row in ready:
        row["text"], row["choice"] = storable(row["text"]), storable(row["choice"])
        row["command"], row["fields"] = storable(row["command"]), storable_json(row["fields"])
    statement = _KEEP.on(conn)
    if conn.dialect.name == POSTGRES:
        return len((await conn.execute(statement.returning(inbox.c.id), ready)).all())
    return (await conn.execute(statement, ready)).rowcount


async def waiting(conn: AsyncConnection, limit: int) -> list[HeardRow]:
    """Return what waits for its turn, oldest first, at most ``limit`` rows.

    On PostgreSQL each address, and the person it belongs to, is locked until the transaction ends, and
    what another process has locked is passed over whole: a later row is never given while an earlier one
    of the same person is in another process's hands. See ``storage.locks``.
    """
    if conn.dialect.name != POSTGRES:
        return [HeardRow._make(row) for row in await conn.execute(_WAITING, {"limit": limit})]
    addresses = (await conn.scalars(_LOCK, {"window": limit * WINDOW, "limit": limit})).all()
    if not addresses:
        return []
    found = await conn.execute(_WAITING_OF, {"limit": limit, "addresses": addresses})
    return [HeardRow._make(row) for row in found]


async def speaking(conn: AsyncConnection, addresses: Collection[str]) -> set[str]:
    """Return those of ``addresses`` that were heard and still wait for their turn."""
    return set((await conn.scalars(_SPEAKING, {"addresses": addresses})).all())


async def done(conn: AsyncConnection, ids: Collection[int], now: datetime, outcome: str) -> None:
    """Mark rows as dealt with, with what came of them in a word."""
    if ids:
        await conn.execute(_DONE, {"ids": ids, "now": now, "said": outcome})


async def forget(conn: AsyncConnection, address: str, taken: Collection[int] = ()) -> None:
    """Blank what an address wrote and the address itself; the event stays, to recognise a duplicate.

    Rows that still wait are left for their turn, but for the ids in ``taken``: those of this very turn.
    """
    await conn.execute(_FORGET, {"whose": address, "taken": taken})


async def prune(conn: AsyncConnection, before: datetime, limit: int = PRUNED_AT_ONCE) -> int:
    """Delete rows that were done before ``before``, oldest first; return how many, at most ``limit``."""
    return (await conn.execute(_PRUNE, {"before": before, "limit": limit})).rowcount


def _lock_addresses() -> Any:
    first = (
        select(inbox.c.id, inbox.c.address)
        .where(HEARD_WAITS)
        .order_by(inbox.c.id)
        .limit(bindparam("window"))
        .subquery("first")
    )
    heads = (
        select(first.c.address, func.min(account.c.person_id).label("person_id"))
        .select_from(first.outerjoin(account, account.c.address == first.c.address))
        .group_by(first.c.address)
        .order_by(func.min(first.c.id))
        .cte("heads")
        .prefix_with("MATERIALIZED", dialect=POSTGRES)
    )
    return (
        select(heads.c.address)
        .where(try_lock_address(heads.c.address), try_lock_person(heads.c.person_id))
        .limit(bindparam("limit"))
    )


_LOCK = _lock_addresses()
