"""Concerns that nobody has acknowledged yet: whom to tell next, and when."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import alert, concern
from storage.tables.care import ALERT_IS_OPEN


class AlertRow(NamedTuple):
    """An open alert of a concern; ``step`` is how often it was stepped, ``next_at`` when to tell the next.

    ``organisation_id`` is None for a stranger's concern that is nobody's duty.
    """

    concern_id: int
    organisation_id: int | None
    step: int
    severity: str
    source: str
    next_at: datetime


_RAISE = insert(alert)
_OPEN = (
    select(
        *(alert.c[name] for name in ("concern_id", "organisation_id", "step")),
        concern.c.severity,
        concern.c.source,
        alert.c.next_at,
    )
    .join(concern, concern.c.id == alert.c.concern_id)
    .where(ALERT_IS_OPEN)
    .order_by(alert.c.next_at, alert.c.concern_id)
)
_DUE = (
    _OPEN.where(alert.c.next_at <= bindparam("now"))
    .limit(bindparam("limit"))
    .with_for_update(of=alert, skip_locked=True)
)
_WITHIN = _OPEN.where(alert.c.organisation_id == bindparam("organisation"))
_CHANGE = update(alert).where(alert.c.concern_id == bindparam("which"), ALERT_IS_OPEN)
_STEP = _CHANGE.values(step=bindparam("new"), next_at=bindparam("at"))
_HURRY = (
    update(alert)
    .where(alert.c.concern_id == bindparam("which"))
    .values(next_at=bindparam("at"), settled_at=None, settled_by=None)
)
_SETTLE = _CHANGE.values(settled_at=bindparam("now"), settled_by=bindparam("who"))


async def raise_(
    conn: AsyncConnection, concern_id: int, organisation_id: int | None, next_at: datetime
) -> None:
    """Begin to tell people of a concern, at ``next_at``, until somebody acknowledges it."""
    given = {"concern_id": concern_id, "organisation_id": organisation_id, "step": 0, "next_at": next_at}
    await conn.execute(_RAISE, given)


async def due(conn: AsyncConnection, now: datetime, limit: int) -> list[AlertRow]:
    """Return the alerts of all organisations whose time has come, oldest first; step them in the same write.

    On PostgreSQL each is locked until the transaction ends, and what another process has is passed over.
    """
    return [AlertRow._make(row) for row in await conn.execute(_DUE, {"now": now, "limit": limit})]


async def step(conn: AsyncConnection, concern_id: int, step: int, next_at: datetime) -> None:
    """Record which step an open alert is at, and when to tell the next."""
    await conn.execute(_STEP, {"which": concern_id, "new": step, "at": next_at})


async def hurry(conn: AsyncConnection, concern_id: int, now: datetime) -> None:
    """Tell the next now, and go on until somebody takes it, also where somebody had it already."""
    await conn.execute(_HURRY, {"which": concern_id, "at": now})


async def settle(conn: AsyncConnection, concern_id: int, by: int | None, now: datetime) -> bool:
    """End an alert: somebody (a person's id) has the concern; False where there was none open."""
    return (await conn.execute(_SETTLE, {"which": concern_id, "who": by, "now": now})).rowcount == 1


async def open_(conn: AsyncConnection, organisation_id: int) -> list[AlertRow]:
    """Return an organisation's open alerts, the next to be told first."""
    rows = await conn.execute(_WITHIN, {"organisation": organisation_id})
    return [AlertRow._make(row) for row in rows]
