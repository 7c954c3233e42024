"""Who gets an announcement: claimed lane by lane, and what came of each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import (
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import announcement, organisation, outbox, person, recipient
from storage.tables.announcements import RECIPIENT_IS_SENT_TO, RECIPIENT_WAITS
from storage.tables.messages import IS_OF_ANNOUNCEMENT, IS_SETTLED, IS_UNSETTLED, SENDING_WAITS
from storage.types import among

MISSED_AT_ONCE = 5_000
"""Rows of a report that are in memory at a time."""


class Ready(NamedTuple):
    """Somebody who gets an announcement now, and what its text may name."""

    id: int
    announcement_id: int
    person_id: int
    account_id: int
    lane: str
    address: str
    language: str
    first_name: str
    organisation: str


class Halted(NamedTuple):
    """Somebody whose message was on its way when their announcement was stopped or cancelled."""

    id: int
    announcement_id: int
    status: str


class Missed(NamedTuple):
    """Somebody who did not get it, or not yet."""

    id: int
    person_id: int
    external_id: str | None
    first_name: str
    status: str
    reason: str


_r = recipient.c
# One message at a time to an address, as a lane claims them; a page is no message.
_IS_WRITTEN_TO = exists().where(
    outbox.c.address == _r.address, IS_UNSETTLED, outbox.c.act != literal_column("'home'")
)
_READY = (
    select(
        _r.id, _r.announcement_id, _r.person_id, _r.account_id, _r.lane, _r.address,
        person.c.language, person.c.first_name, organisation.c.name,
    )
    .join(person, person.c.id == _r.person_id)
    .join(organisation, organisation.c.id == person.c.organisation_id)
    .where(
        RECIPIENT_WAITS,
        _r.announcement_id == bindparam("which"),
        _r.lane == bindparam("lane_"),
        _r.next_at <= bindparam("now"),
        not_(among(_r.address, "excluded")),
        not_(_IS_WRITTEN_TO),
    )
    .order_by(_r.next_at, _r.id)
    .limit(bindparam("limit"))
    .with_for_update(of=recipient, skip_locked=True)
)  # fmt: skip
_START = update(recipient).where(among(_r.id, "which")).values(status="sending")
# What was taken back, or held, was told to its recipient when that was done.
_IS_OVER = and_(
    RECIPIENT_IS_SENT_TO,
    outbox.c.recipient_id == _r.id,
    IS_OF_ANNOUNCEMENT,
    IS_SETTLED,
    outbox.c.status != literal_column("'held'"),
)
# Locked in one order, and passed over where another process has it: two that collect wait for neither.
_OVER = select(_r.id).join(outbox, _IS_OVER).order_by(_r.id).with_for_update(of=recipient, skip_locked=True)
_COLLECT = (
    update(recipient)
    .where(among(_r.id, "which"), _IS_OVER)
    .values(
        status=case((outbox.c.status == literal_column("'stale'"), "expired"), else_=outbox.c.status),
        reason=case((outbox.c.status == literal_column("'sent'"), ""), else_=outbox.c.reason),
        settled_at=outbox.c.settled_at,
        sent_message=outbox.c.sent_message,
    )
)
_PUT_BACK = (
    update(recipient)
    .where(_r.id == bindparam("_id"), RECIPIENT_IS_SENT_TO)
    .values(status="waiting", next_at=bindparam("_next_at"), reason=bindparam("_reason"))
)
# A message of which a part was sent goes to its end.
_IS_UNSENT = and_(SENDING_WAITS, outbox.c.chunks == literal_column("0"))
_QUEUED = (
    select(outbox.c.id)
    .join(recipient, _r.id == outbox.c.recipient_id)
    .where(_IS_UNSENT, IS_OF_ANNOUNCEMENT, RECIPIENT_IS_SENT_TO, _r.announcement_id == bindparam("which"))
)
_TAKE_BACK = (
    update(outbox)
    .where(among(outbox.c.id, "which"), _IS_UNSENT)
    .values(status="held", settled_at=bindparam("now"), reason="stopped")
    .returning(outbox.c.recipient_id)
)
_WAIT_AGAIN = update(recipient).where(among(_r.id, "which"), RECIPIENT_IS_SENT_TO).values(status="waiting")
_CANCEL = (
    update(recipient)
    .where(RECIPIENT_WAITS, _r.announcement_id == bindparam("which"))
    .values(status="cancelled", settled_at=bindparam("now"), reason="cancelled")
)
_COUNTS = select(_r.status, func.count()).where(_r.announcement_id == bindparam("which")).group_by(_r.status)
_REASONS = (
    select(_r.status, _r.reason, func.count())
    .where(_r.announcement_id == bindparam("which"), _r.status != literal_column("'sent'"))
    .group_by(_r.status, _r.reason)
    .order_by(_r.status, _r.reason)
)
# In one statement: between two, somebody may go from the one state to the other and be seen in neither.
_ANY_LEFT = select(
    or_(
        *(
            exists().where(_r.announcement_id == bindparam("which"), is_left)
            for is_left in (RECIPIENT_WAITS, RECIPIENT_IS_SENT_TO)
        )
    )
)
_ANY_SENT_TO = select(exists().where(RECIPIENT_IS_SENT_TO))
_HALTED = (
    select(_r.id, _r.announcement_id, announcement.c.status)
    .join(announcement, announcement.c.id == _r.announcement_id)
    .where(
        among(_r.id, "which"),
        announcement.c.status.in_([literal_column("'stopped'"), literal_column("'cancelled'")]),
    )
)
# By person, as the unique index has them. A sum, or SQLite may go through all people to find their rows.
_MISSED = (
    select(_r.id, _r.person_id, person.c.external_id, person.c.first_name, _r.status, _r.reason)
    .select_from(recipient)
    .join(person, person.c.id == _r.person_id + literal_column("0"))
    .where(
        _r.announcement_id == bindparam("which"),
        _r.status != literal_column("'sent'"),
        _r.person_id > bindparam("after"),
    )
    .order_by(_r.person_id)
    .limit(literal_column(str(MISSED_AT_ONCE)))
)


async def claim(
    conn: AsyncConnection,
    announcement_id: int,
    lane: str,
    now: datetime,
    limit: int,
    excluding: Collection[str] = (),
) -> list[Ready]:
    """Take up to ``limit`` of those whom an announcement may reach now by a lane: they wait no more.

    Their messages must be added in the same transaction. What another process is taking is passed over.
    """
    given = {"which": announcement_id, "lane_": lane, "now": now, "limit": limit, "excluded": excluding}
    found = [Ready._make(row) for row in await conn.execute(_READY, given)]
    if found:
        await conn.execute(_START, {"which": [one.id for one in found]})
    return found


async def collect(conn: AsyncConnection) -> int:
    """Note what came of the messages that are settled, and return how many there were."""
    over = (await conn.scalars(_OVER)).all()
    if over:
        await conn.execute(_COLLECT, {"which": over})
    return len(over)


async def put_back(conn: AsyncConnection, recipient_id: int, until: datetime, reason: str) -> None:
    """Let somebody wait until then: it was held before it was sent."""
    await conn.execute(_PUT_BACK, [{"_id": recipient_id, "_next_at": until, "_reason": reason}])


async def take_back(conn: AsyncConnection, announcement_id: int, now: datetime) -> int:
    """Let those wait again whose message was not sent yet, and return how many there were."""
    queued = (await conn.scalars(_QUEUED, {"which": announcement_id})).all()
    if not queued:
        return 0
    # A lane may have claimed some of them by now: these are sent, and their recipients are left alone.
    taken = (await conn.scalars(_TAKE_BACK, {"which": queued, "now": now})).all()
    await conn.execute(_WAIT_AGAIN, {"which": taken})
    return len(taken)


async def cancel(conn: AsyncConnection, announcement_id: int, now: datetime) -> int:
    """Let nobody who waits get it any more, and return how many there were."""
    return (await conn.execute(_CANCEL, {"which": announcement_id, "now": now})).rowcount


async def counts(conn: AsyncConnection, announcement_id: int) -> dict[str, int]:
    """Return how many there are of each status."""
    rows = await conn.execute(_COUNTS, {"which": announcement_id})
    return {row[0]: row[1] for row in rows}


async def reasons(conn: AsyncConnection, announcement_id: int) -> list[tuple[str, str, int]]:
    """Return why it did not reach people: the status, the reason, and how many there are of each."""
    return [(row[0], row[1], row[2]) for row in await conn.execute(_REASONS, {"which": announcement_id})]


async def any_left(conn: AsyncConnection, announcement_id: int) -> bool:
    """Tell whether anybody still waits for it, or is being sent it."""
    return bool((await conn.execute(_ANY_LEFT, {"which": announcement_id})).scalar_one())


async def any_sent_to(conn: AsyncConnection) -> bool:
    """Tell whether anybody is being sent any announcement."""
    return bool((await conn.execute(_ANY_SENT_TO)).scalar_one())


async def halted(conn: AsyncConnection, recipient_ids: Collection[int]) -> dict[int, Halted]:
    """Return those of them whose announcement was stopped or cancelled, by id."""
    found = await conn.execute(_HALTED, {"which": recipient_ids})
    return {row[0]: Halted._make(row) for row in found}


async def missed(conn: AsyncConnection, announcement_id: int) -> AsyncIterator[Missed]:
    """Give whoever did not get it, in order, a few thousand at a time."""
    after = 0
    while True:
        rows = (await conn.execute(_MISSED, {"which": announcement_id, "after": after})).all()
        for row in rows:
            yield Missed._make(row)
        if len(rows) < MISSED_AT_ONCE:
            return
        after = rows[-1].person_id
