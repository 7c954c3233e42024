"""Nudges that cannot go at once: their matter may be settled by the time at which they can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.telling import told
from mentoring.nudges.nudge import Nudge
from mentoring.nudges.settled import settled
from storage import dues, outbox
from storage.dues import DueDelay
from storage.outbox import OutboxRow, Settlement

log = structlog.get_logger()

FRESH_FOR = timedelta(minutes=1)
"""How long after it was decided a nudge is sent without another look: no longer than a busy lane takes."""


async def give_back(
    conn: AsyncConnection, row: OutboxRow, until: datetime, reason: str, now: datetime
) -> None:
    """Let the due that a claimed row comes from wait until then, and be decided anew.

    The row itself is settled: it would keep what comes after it from going to the same address.
    """
    await dues.reopen(conn, [DueDelay(row.due_id or 0, until)])
    await outbox.settle(conn, [Settlement(row.id, "held", now, "", reason, row.chunks)])


async def still_wanted(
    conn: AsyncConnection, rows: Sequence[OutboxRow], now: datetime, kinds: Mapping[str, Nudge]
) -> list[OutboxRow]:
    """Return the claimed rows that are still worth sending; settle the nudges that are not."""
    waited = {row.id: row.due_id for row in rows if row.due_id and now - row.created_at > FRESH_FOR}
    over = await settled(conn, set(waited.values()), now, kinds) if waited else {}
    ended = [(row, over[waited[row.id]]) for row in rows if waited.get(row.id) in over]
    for row, why in ended:
        log.info("not sent", outbox=row.id, due=row.due_id, lane=row.lane, reason=why.reason)
    await outbox.settle(
        conn, [Settlement(row.id, "stale", now, "", why.reason, row.chunks) for row, why in ended]
    )
    await outbox.add(conn, await told(conn, [one for _, why in ended for one in why.news], now))
    return [row for row in rows if waited.get(row.id) not in over]
