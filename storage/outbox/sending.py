"""What is to be sent: added with the turn, claimed lane by lane, settled with what came of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Select,
    bindparam,
    delete,
    exists,
    insert,
    literal_column,
    not_,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import outbox
from storage.tables.messages import IS_FORGOTTEN, SENDING_IS_CLAIMED, SENDING_WAITS
from storage.types import among

RANKS = (0, 1, 2, 3)  # safety, reply, reminder, announcement

OPTIONAL: Mapping[str, Any] = {
    "account_id": None,
    "person_id": None,
    "parts": [],
    "choices": [],
    "picked": [],
    "token_run": None,
    "token_turn": None,
    "message": "",
    "press": "",
    "language": "en",
    "status": "waiting",
    "attempts": 0,
    "chunks": 0,
    "not_after": None,
    "forget": False,
    "sent_message": "",
    "reason": "",
    "extras": None,
    "nudge": "",
    "due_id": None,
    "recipient_id": None,
}


class OutboxRow(NamedTuple):
    """A claimed row, ready to be rendered and sent; the lists and ``extras`` are JSON as they were added.

    A nudge names its kind, and the due that it comes from.
    """

    id: int
    lane: str
    address: str
    account_id: int | None
    person_id: int | None
    rank: int
    act: str
    parts: list[Any]
    choices: list[Any]
    picked: list[Any]
    token_run: str | None
    token_turn: int | None
    message: str
    press: str
    language: str
    attempts: int
    chunks: int
    not_after: datetime | None
    created_at: datetime
    extras: dict[str, Any] | None
    nudge: str = ""
    due_id: int | None = None
    recipient_id: int | None = None


class Claim(NamedTuple):
    """Who claims, for which lane, when and for how long."""

    lane: str
    by: str
    now: datetime
    until: datetime


class Settlement(NamedTuple):
    """What came of a row in the end; ``chunks`` counts the messages of it that were sent."""

    id: int
    status: str
    now: datetime
    sent_message: str = ""
    reason: str = ""
    chunks: int = 0


class Retry(NamedTuple):
    """When a row is to be tried again, and why it was not sent now."""

    id: int
    next_at: datetime
    reason: str = ""
    chunks: int = 0


_o = outbox.c
_UNCLAIMED = {"lease_until": None, "claimed_by": None}

_ADD = insert(outbox)
_ADD_CLAIMED = _ADD.returning(*(_o[name] for name in OutboxRow._fields), sort_by_parameter_order=True)
_SETTLE = (
    update(outbox)
    .where(_o.id == bindparam("_id"))
    .values(
        status=bindparam("_status"),
        settled_at=bindparam("_now"),
        sent_message=bindparam("_sent_message"),
        reason=bindparam("_reason"),
        chunks=bindparam("_chunks"),
        **_UNCLAIMED,
    )
)
_SETTLE_KEYS = tuple(f"_{name}" for name in Settlement._fields)
_PUT_OFF = (
    update(outbox)
    .where(_o.id == bindparam("_id"), SENDING_IS_CLAIMED)
    .values(
        status="waiting",
        next_at=bindparam("_next_at"),
        reason=bindparam("_reason"),
        chunks=bindparam("_chunks"),
        **_UNCLAIMED,
    )
)
_RETRY = _PUT_OFF.values(attempts=_o.attempts + 1)
_RETRY_KEYS = tuple(f"_{name}" for name in Retry._fields)
# By status and not by settled_at: SQLite would go through the index of all that was ever settled.
_ERASE = delete(outbox).where(IS_FORGOTTEN, not_(SENDING_WAITS), not_(SENDING_IS_CLAIMED))


async def add(conn: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows; each needs lane, address, rank, act, next_at and created_at, the rest may be left out."""
    if rows:
        await conn.execute(_ADD, [{**OPTIONAL, **row} for row in rows])


async def add_claimed(
    conn: AsyncConnection, rows: Sequence[Mapping[str, Any]], claim: Claim
) -> list[OutboxRow]:
    """Add rows that are claimed already, since they are sent at once, and return them in their order."""
    if not rows:
        return []
    claimed = {"status": "claimed", "claimed_by": claim.by, "lease_until": claim.until}
    given = [{**OPTIONAL, **row, **claimed} for row in rows]
    return [OutboxRow._make(row) for row in await conn.execute(_ADD_CLAIMED, given)]


async def claim(
    conn: AsyncConnection,
    lane: str,
    now: datetime,
    lease_until: datetime,
    by: str,
    limit: int,
    excluding: Collection[str] = (),
) -> list[OutboxRow]:
    """Claim up to ``limit`` rows of a lane for ``by``, those of the smallest rank and longest wait first.

    Only the head of each address is given: never a row while an earlier one of the same address, with a
    rank as small or smaller, is waiting or claimed. Addresses in ``excluding`` are passed over, and so is
    what another process is claiming at this moment.
    """
    given = {
        "lane_": lane,
        "now": now,
        "until": lease_until,
        "claimer": by,
        "limit": limit,
        "excluded": excluding,
    }
    rows = [OutboxRow._make(row) for row in await conn.execute(_CLAIM, given)]
    return sorted(rows, key=_by_rank)


async def settle(conn: AsyncConnection, rows: Sequence[Settlement]) -> None:
    """Record what came of rows; one that is to be forgotten is deleted."""
    if rows:
        await conn.execute(_SETTLE, [dict(zip(_SETTLE_KEYS, row, strict=True)) for row in rows])
        await erase_forgotten(conn)


async def retry(conn: AsyncConnection, rows: Sequence[Retry]) -> None:
    """Let claimed rows wait again after an attempt that failed, counting the attempt."""
    if rows:
        await conn.execute(_RETRY, [dict(zip(_RETRY_KEYS, row, strict=True)) for row in rows])


async def put_off(conn: AsyncConnection, rows: Sequence[Retry]) -> None:
    """Let claimed rows wait until later without an attempt: quiet hours, a platform's limit."""
    if rows:
        await conn.execute(_PUT_OFF, [dict(zip(_RETRY_KEYS, row, strict=True)) for row in rows])


async def erase_forgotten(conn: AsyncConnection) -> None:
    """Delete the settled rows that were only kept to be sent."""
    await conn.execute(_ERASE)


def _by_rank(row: OutboxRow) -> tuple[int, int]:
    return row.rank, row.id


def _heads(rank: int) -> Select[Any]:
    """Return the rows of one rank that may go, at most ``limit``: a range of the index of what waits."""
    before = outbox.alias("before")
    blocked = exists().where(
        before.c.address == _o.address,
        before.c.settled_at.is_(None),
        before.c.id < _o.id,
        before.c.rank <= _o.rank,
        # A page is no message: it waits for none, and none waits for it.
        before.c.act != literal_column("'home'"),
        _o.act != literal_column("'home'"),
    )
    heads = (
        select(_o.id, _o.rank, _o.next_at)
        .where(
            SENDING_WAITS,
            _o.lane == bindparam("lane_"),
            _o.rank == literal_column(str(rank)),
            _o.next_at <= bindparam("now"),
            not_(among(_o.address, "excluded")),
            not_(blocked),
        )
        .order_by(_o.next_at, _o.id)
        .limit(bindparam("limit"))
        .with_for_update(of=outbox, skip_locked=True)
        .subquery(f"rank_{rank}")
    )
    return select(heads)


def _claim() -> Any:
    heads = union_all(*(_heads(rank) for rank in RANKS)).subquery("heads")
    chosen = select(heads.c.id).order_by(heads.c.rank, heads.c.next_at, heads.c.id).limit(bindparam("limit"))
    return (
        update(outbox)
        .where(_o.id.in_(chosen))
        .values(status="claimed", lease_until=bindparam("until"), claimed_by=bindparam("claimer"))
        .returning(*(_o[name] for name in OutboxRow._fields))
    )


_CLAIM = _claim()
