"""What keeps the outbox honest: leases that end, rows that are too late or stale, counts and retention."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, case, delete, exists, func, literal_column, not_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.outbox.sending import erase_forgotten
from storage.tables import outbox, run
from storage.tables.messages import (
    IS_SETTLED,
    IS_UNSETTLED,
    MAY_EXPIRE,
    SENDING_IS_CLAIMED,
    SENDING_WAITS,
    WAS_TRIED,
)
from storage.tables.runs import RUN_IS_OPEN
from storage.types import UtcDateTime

SOMEBODY_WAITS = 1  # the largest rank that is sent again when nobody knows whether it arrived
PRUNED_AT_ONCE = 5_000  # rows: a fraction of a second, so that no message waits long for the writer


class Released(NamedTuple):
    """How many claimed rows wait again, and how many ended as unknown."""

    waiting: int
    unknown: int


class Count(NamedTuple):
    """How many unsettled rows there are of a kind."""

    lane: str
    rank: int
    status: str
    rows: int


_o = outbox.c
_UNCLAIMED = {"lease_until": None, "claimed_by": None}
_NOW = bindparam("now", type_=UtcDateTime)
_AGAIN = _o.rank <= SOMEBODY_WAITS

_RELEASE = (
    update(outbox)
    .where(SENDING_IS_CLAIMED, _o.lane == bindparam("lane_"))
    .values(
        status=case((_AGAIN, "waiting"), else_="unknown"),
        attempts=_o.attempts + 1,
        next_at=_NOW,
        settled_at=case((_AGAIN, None), else_=_NOW),
        reason="lease over",
        **_UNCLAIMED,
    )
    .returning(_o.status)
)
_RELEASE_OVER = _RELEASE.where(
    _o.lease_until <= bindparam("now"), _o.claimed_by.is_distinct_from(bindparam("by"))
)
_RENEW = (
    update(outbox)
    .where(SENDING_IS_CLAIMED, _o.lane == bindparam("lane_"), _o.claimed_by == bindparam("by"))
    .values(lease_until=bindparam("until"))
)
_RELEASE_OWN = _RELEASE.where(_o.claimed_by == bindparam("by"))
_RELEASE_OTHERS = _RELEASE.where(_o.claimed_by.is_distinct_from(bindparam("by")))
_ASKED = exists().where(run.c.id == _o.token_run, RUN_IS_OPEN, run.c.pending_turn == _o.token_turn)
_STALE = (
    update(outbox)
    .where(WAS_TRIED, _o.rank > literal_column("0"), not_(_ASKED))
    .values(status="stale", settled_at=bindparam("now"), reason="the question is no longer asked")
)
_EXPIRE = (
    update(outbox)
    .where(MAY_EXPIRE, _o.not_after <= bindparam("now"))
    .values(status="expired", settled_at=bindparam("now"), reason="too late")
)
_COUNTS = (
    select(_o.lane, _o.rank, _o.status, func.count())
    .where(IS_UNSETTLED)
    .group_by(_o.lane, _o.rank, _o.status)
)
_OLDEST = select(_o.lane, _o.rank, func.min(_o.next_at)).where(SENDING_WAITS).group_by(_o.lane, _o.rank)
_OLD = (
    select(_o.id)
    .where(IS_SETTLED, _o.settled_at < bindparam("before"))
    .order_by(_o.settled_at)
    .limit(bindparam("limit"))
)
_PRUNE = delete(outbox).where(_o.id.in_(_OLD))
_FORGET_SETTLED = delete(outbox).where(_o.address == bindparam("whose"), IS_SETTLED)
_FORGET_LATER = (
    update(outbox)
    .where(_o.address == bindparam("whose"), IS_UNSETTLED)
    .values(forget=True, person_id=None, account_id=None)
)


async def release(
    conn: AsyncConnection,
    lane: str,
    now: datetime,
    by: str | None = None,
    *,
    everything: bool = False,
    own: bool = False,
) -> Released:
    """Give up claims whose lease is over, or with ``everything`` all of them, but never those of ``by``.

    With ``own`` it is those of ``by`` and no others: of a lane that was closed while a request hung.

    Nobody knows whether such a row was sent. Safety messages and replies wait again with one attempt
    more; reminders and announcements end as unknown.
    """
    if own:
        found = await conn.scalars(_RELEASE_OWN, {"lane_": lane, "now": now, "by": by})
    elif everything:
        found = await conn.scalars(_RELEASE_OTHERS, {"lane_": lane, "now": now, "by": by})
    else:
        found = await conn.scalars(_RELEASE_OVER, {"lane_": lane, "now": now, "by": by})
    statuses = found.all()
    released = Released(waiting=statuses.count("waiting"), unknown=statuses.count("unknown"))
    if released.unknown:
        await erase_forgotten(conn)
    return released


async def renew(conn: AsyncConnection, lane: str, by: str, until: datetime) -> None:
    """Keep the claims of ``by`` until then: its process is alive, however long a request takes."""
    await conn.execute(_RENEW, {"lane_": lane, "by": by, "until": until})


async def mark_stale(conn: AsyncConnection, now: datetime) -> int:
    """Settle rows that were tried before and carry a question that is no longer asked; return how many.

    A safety message is never stale.
    """
    return await _settled(conn, (await conn.execute(_STALE, {"now": now})).rowcount)


async def expire(conn: AsyncConnection, now: datetime) -> int:
    """Settle waiting rows whose time is past and return how many there were."""
    return await _settled(conn, (await conn.execute(_EXPIRE, {"now": now})).rowcount)


async def counts(conn: AsyncConnection) -> list[Count]:
    """Return how much is unsettled, by lane, rank and status."""
    return [Count._make(row) for row in await conn.execute(_COUNTS)]


async def oldest_waiting(conn: AsyncConnection) -> dict[tuple[str, int], datetime]:
    """Return, by lane and rank, since when the row that has waited longest may be sent."""
    return {(lane, rank): at for lane, rank, at in await conn.execute(_OLDEST)}


async def prune(conn: AsyncConnection, before: datetime, limit: int = PRUNED_AT_ONCE) -> int:
    """Delete rows that were settled before ``before``; return how many, at most ``limit``."""
    return (await conn.execute(_PRUNE, {"before": before, "limit": limit})).rowcount


async def forget(conn: AsyncConnection, address: str) -> None:
    """Delete what was sent to an address; what is still to be sent goes out and is then deleted."""
    await conn.execute(_FORGET_SETTLED, {"whose": address})
    await conn.execute(_FORGET_LATER, {"whose": address})


async def _settled(conn: AsyncConnection, rows: int) -> int:
    if rows:
        await erase_forgotten(conn)
    return rows
