"""The messages of announcements: made when a lane has room for them, and given back where they wait."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.telling import outbox_row
from conversations.reply import Order, Part, Reply
from mentoring.announcements import Unfit, written
from storage import announcements, outbox, recipients
from storage.announcements import CANCELLED, PLANNED, STOPPED, AnnouncementRow
from storage.outbox import Claim, OutboxRow, Settlement
from storage.recipients import Ready

log = structlog.get_logger()


async def announced(
    conn: AsyncConnection, claim: Claim, room: int, resting: Collection[str]
) -> list[OutboxRow]:
    """Return at most ``room`` messages of announcements that may go now, claimed; the oldest goes first."""
    rows: list[OutboxRow] = []
    for row in await announcements.on_their_way(conn, claim.now):
        left = room - len(rows)
        if row.status != PLANNED and left > 0 and await _fit(conn, row):
            ready = await recipients.claim(conn, row.id, claim.lane, claim.now, left, resting)
            rows += await outbox.add_claimed(conn, [_message(one, row, claim.now) for one in ready], claim)
    return rows


async def _fit(conn: AsyncConnection, row: AnnouncementRow) -> bool:
    """Tell whether its text can be sent; one that an older version took and this one does not is stopped."""
    try:
        written(row.text)
    except Unfit:
        # An error here would end the lane, and with it all that is said to anybody.
        log.error("an announcement is stopped: its text cannot be sent", announcement=row.id)
        await announcements.change(conn, row.id, row.status, status=STOPPED)
        return False
    return True


def _message(to: Ready, row: AnnouncementRow, now: datetime) -> dict[str, object]:
    words = written(row.text).render(first_name=to.first_name, organisation=to.organisation)
    reply = Reply(parts=(Part("announcement", {"words": words}),), order=Order.ANNOUNCEMENT)
    return outbox_row(reply, to.address, None, now, to.language) | {
        "account_id": to.account_id,
        "person_id": to.person_id,
        "recipient_id": to.id,
        "not_after": None,
    }


async def still_on(conn: AsyncConnection, rows: list[OutboxRow], now: datetime) -> list[OutboxRow]:
    """Return the claimed rows but those whose announcement was stopped since they were first tried."""
    tried = {row.id: row.recipient_id for row in rows if row.recipient_id and not row.chunks}
    over = await recipients.halted(conn, set(tried.values())) if tried else {}
    halted = [row for row in rows if tried.get(row.id) in over]
    for row in halted:
        await wait_again(conn, row, now, "stopped", now)
    for number in {one.announcement_id for one in over.values() if one.status == CANCELLED}:
        await recipients.cancel(conn, number, now)
    return [row for row in rows if row not in halted]


async def wait_again(
    conn: AsyncConnection, row: OutboxRow, until: datetime, reason: str, now: datetime
) -> None:
    """Let whom a claimed row is for wait until then; the row itself is settled."""
    await recipients.put_back(conn, row.recipient_id or 0, until, reason)
    await outbox.settle(conn, [Settlement(row.id, "held", now, "", reason, row.chunks)])
