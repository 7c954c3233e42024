"""What is told outside a flow: rows for the outbox, news for the team, and an apology where a turn failed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rendering import HOME
from bot.rows import address_of, heard_of, lane_of, reply_row
from conversations.concern import Concern, Severity
from conversations.crisis import REPORT
from conversations.effects import RaiseConcern
from conversations.engine import Engine
from conversations.reply import Act, Order, Reply
from conversations.turn import said
from mentoring.changes import Who, carry_out
from mentoring.news import News
from storage import people, runs
from storage.inbox import HeardRow
from storage.people.accounts import AccountRow, accounts_of

log = structlog.get_logger()

REPLY_KEEPS = timedelta(days=1)
"""How long an answer is still worth sending when the platform is away."""

KEEPS = {Act.SETTLE: timedelta(minutes=1), Act.FORM: timedelta(seconds=3)}
"""How long some acts are worth carrying out.

The buttons of a pressed question: the next question waits behind it. A form: Slack opens none later.
"""


async def told(conn: AsyncConnection, news: Sequence[News], now: datetime) -> list[dict[str, Any]]:
    """Return the outbox rows that tell ``news`` to those whom it is for."""
    rows = await _to_people(conn, [one for one in news if one.people], now)
    rows += await _to_teams(conn, [one for one in news if one.organisation is not None], now)
    return rows


async def _to_people(conn: AsyncConnection, news: Sequence[News], now: datetime) -> list[dict[str, Any]]:
    wanted = {person for one in news for person in one.people}
    if not wanted:
        return []
    accounts: dict[int, list[AccountRow]] = {}
    for account in await accounts_of(conn, wanted):
        accounts.setdefault(account.person_id, []).append(account)
    return [
        outbox_row(one.reply, account.address, None, now, account.language)
        for one in news
        for person in one.people
        for account in _reached(accounts.get(person, []), everywhere=one.everywhere)
    ]


def _reached(accounts: Sequence[AccountRow], *, everywhere: bool) -> Sequence[AccountRow]:
    """Return where somebody is written to: the best account, or with ``everywhere`` all that are open."""
    open_ = [account for account in accounts if account.state == "reachable"]
    return open_ if everywhere and open_ else accounts[:1]


async def _to_teams(conn: AsyncConnection, news: Sequence[News], now: datetime) -> list[dict[str, Any]]:
    organisations = {one.organisation for one in news if one.organisation is not None}
    if not organisations:
        return []
    team = await people.team(conn, organisations)
    for alone in organisations - {member.organisation_id for member in team}:
        log.error("somebody needs a person and nobody of the team can be told: see alongside requests",
                  organisation=alone)  # fmt: skip
    return [
        outbox_row(one.reply, member.address, None, now, member.language)
        for one in news
        for member in team
        if member.organisation_id == one.organisation and member.address != one.writer
    ]


async def apologised(
    conn: AsyncConnection, engine: Engine, row: HeardRow, now: datetime
) -> tuple[list[Reply], Who, Concern | None]:
    """Return what is said where a turn failed, for whom, and the concern in it, which is recorded.

    It reads of the person no more than whose the account is, as what else is stored may be the trouble.
    """
    belongs = await people.belongs(conn, row.address)
    who = Who(row.address, 0, belongs.person_id, belongs.organisation_id, False, 0, now, heard=(row.id,))
    concern = _concern(engine, row)
    if concern is None and await _reports(conn, row, who.person):
        # Whatever failed, what somebody reported is on its way.
        return [said("trouble")], await carry_out(conn, RaiseConcern(None, row.text, REPORT), who), None
    if concern is None:
        return [said("trouble")], who, None
    words = "\n".join([row.text, *(row.fields or {}).values()]).strip()
    who = await carry_out(conn, RaiseConcern(concern, words), who)
    prompt = "crisis_stranger" if who.person is None else "crisis"
    urgent = concern.severity is Severity.IMMEDIATE
    return [said(prompt, Order.SAFETY, urgent=urgent)], who, concern


async def _reports(conn: AsyncConnection, row: HeardRow, person: int | None) -> bool:
    """Tell whether words are for a report: by their command, or because that is the talk that is open."""
    if not row.text:
        return False
    return row.command == REPORT or (person is not None and await runs.open_flow(conn, person) == REPORT)


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
        lane=lane_of(address_of(key)),
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
    keeps = KEEPS.get(reply.act)
    if keeps is None and reply.order is Order.REPLY:
        keeps = REPLY_KEEPS
    return now + keeps if keeps is not None else None
