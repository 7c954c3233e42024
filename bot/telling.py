"""What is told outside a flow: rows for the outbox, news for the team, and an apology where a turn failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rendering import HOME
from bot.rows import address_of, heard_of, reply_row
from conversations.concern import Concern, Severity
from conversations.effects import RaiseConcern
from conversations.engine import Engine
from conversations.reply import Act, Order, Reply
from conversations.turn import said
from mentoring.changes import Who, carry_out
from storage import people
from storage.inbox import HeardRow

log = structlog.get_logger()

REPLY_KEEPS = timedelta(days=1)
"""How long an answer is still worth sending when the platform is away."""

SETTLE_KEEPS = timedelta(minutes=1)
"""How long the buttons of a pressed question are worth taking away: the next question waits behind it."""


@dataclass(frozen=True, slots=True)
class News:
    """What the team of an organisation should hear of, other than ``writer``, an address."""

    organisation: int
    writer: str
    reply: Reply


def news_of(who: Who) -> list[News]:
    """Return the news of a turn; an account without an organisation has nobody to tell."""
    if who.organisation is None:
        return []
    return [News(who.organisation, who.address, reply) for reply in who.news]


async def told(conn: AsyncConnection, news: Sequence[News], now: datetime) -> list[dict[str, Any]]:
    """Return the outbox rows that tell each organisation's team its news."""
    if not news:
        return []
    organisations = {one.organisation for one in news}
    team = await people.team(conn, organisations)
    for alone in organisations - {member.organisation_id for member in team}:
        log.error("somebody needs a person and nobody of the team can be told: see alongside concerns and "
                  "alongside requests", organisation=alone)  # fmt: skip
    return [
        outbox_row(one.reply, member.address, None, now, member.language)
        for one in news
        for member in team
        if member.organisation_id == one.organisation and member.address != one.writer
    ]


async def apologised(
    conn: AsyncConnection, engine: Engine, row: HeardRow, now: datetime
) -> tuple[list[Reply], Who]:
    """Return what is said where a turn failed, and for whom; a word of crisis is answered all the same.

    It reads of the person no more than whose the account is, as what else is stored may be the trouble.
    """
    belongs = await people.belongs(conn, row.address)
    who = Who(row.address, 0, belongs.person_id, belongs.organisation_id, False, 0, now, heard=(row.id,))
    concern = _concern(engine, row)
    if concern is None:
        return [said("trouble")], who
    who = await carry_out(conn, RaiseConcern(concern, row.text), who)
    prompt = "crisis_stranger" if who.person is None else "crisis"
    return [said(prompt, Order.SAFETY, urgent=concern.severity is Severity.IMMEDIATE)], who


def _concern(engine: Engine, row: HeardRow) -> Concern | None:
    try:
        return engine.concern_in(heard_of(row))
    except Exception as error:
        log.error("the finder of concerns failed", inbox=row.id, exc_info=error)
        return None


def outbox_row(
    reply: Reply, key: str, who: Who | None, now: datetime, language: str = HOME
) -> dict[str, Any]:
    """Return the outbox row of a reply to the account with the address ``key``."""
    row = reply_row(reply)
    row.update(
        lane=address_of(key).platform.value,
        address=key,
        language=language,
        next_at=now,
        created_at=now,
        not_after=_not_after(reply, now),
        account_id=who.account or None if who else None,
        person_id=who.person if who else None,
    )
    return row


def _not_after(reply: Reply, now: datetime) -> datetime | None:
    if reply.act is Act.SETTLE:
        return now + SETTLE_KEEPS
    return now + REPLY_KEEPS if reply.order is Order.REPLY else None
