"""The pages that Slack shows of the bot: which are out of date, and since when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, exists, func, literal_column, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.people.teams import TEAM_IDS
from storage.tables import account, outbox, person, person_role
from storage.tables.messages import IS_UNSETTLED
from storage.tables.people import HOME_IS_STALE, IS_REACHABLE
from storage.types import among


class HomeRow(NamedTuple):
    """An account whose page is to be published, with its person; ``roles`` are separated by commas."""

    account_id: int
    address: str
    person_id: int
    organisation_id: int
    language: str
    zone: str
    first_name: str
    roles: str
    status: str


# Later than it was marked before: a change that comes while a page is being made must not pass unseen.
_MARK = (
    update(account)
    .where(or_(account.c.home_at.is_(None), account.c.home_at < bindparam("now")))
    .values(home_at=bindparam("now"))
)
_MARK_ADDRESS = _MARK.where(account.c.address == bindparam("which"))
_MARK_SLACK = _MARK.where(account.c.platform == literal_column("'slack'"), IS_REACHABLE)
_MARK_PEOPLE = _MARK_SLACK.where(among(account.c.person_id, "persons"))
_MARK_TEAMS = _MARK_SLACK.where(account.c.person_id.in_(TEAM_IDS))
_PUBLISHED = (
    update(account)
    .where(among(account.c.id, "which"), account.c.home_at <= bindparam("seen_at"))
    .values(home_at=None)
)
_ROLES = (
    select(func.aggregate_strings(person_role.c.role, ","))
    .where(person_role.c.person_id == person.c.id)
    .scalar_subquery()
)
_IS_ON_ITS_WAY = exists().where(
    outbox.c.address == account.c.address, IS_UNSETTLED, outbox.c.act == literal_column("'home'")
)
_STALE = (
    select(
        account.c.id,
        account.c.address,
        account.c.person_id,
        *(person.c[name] for name in ("organisation_id", "language", "zone", "first_name")),
        func.coalesce(_ROLES, ""),
        person.c.status,
    )
    .join(person, person.c.id == account.c.person_id)
    .where(HOME_IS_STALE, account.c.home_at <= bindparam("now"), not_(_IS_ON_ITS_WAY))
    .order_by(account.c.home_at, account.c.id)
    .limit(bindparam("limit"))
    .with_for_update(of=account, skip_locked=True)
)


async def mark(
    conn: AsyncConnection,
    now: datetime,
    *,
    persons: Collection[int] = (),
    organisations: Collection[int] = (),
) -> None:
    """Note that the pages of these people, and of these organisations' teams, are out of date since ``now``.

    A team are the active coordinators and safeguarding leads. Only reachable accounts in Slack have a page.
    """
    if persons:
        await conn.execute(_MARK_PEOPLE, {"now": now, "persons": persons})
    if organisations:
        await conn.execute(_MARK_TEAMS, {"now": now, "organisations": organisations})


async def mark_address(conn: AsyncConnection, address: str, now: datetime) -> None:
    """Note that whoever writes from this address, on whatever platform, wants to see their page now."""
    await conn.execute(_MARK_ADDRESS, {"now": now, "which": address})


async def stale(conn: AsyncConnection, now: datetime, limit: int) -> list[HomeRow]:
    """Return the reachable accounts of people whose page is out of date, the longest first.

    Those whose page is on its way, unsettled in the outbox, wait until it has arrived. On PostgreSQL the
    accounts are locked until the transaction ends, and those that another process has are passed over.
    """
    return [HomeRow._make(row) for row in await conn.execute(_STALE, {"now": now, "limit": limit})]


async def published(conn: AsyncConnection, account_ids: Collection[int], seen_at: datetime) -> None:
    """Note that pages show what was so at ``seen_at``; one that was marked later stays out of date."""
    if account_ids:
        await conn.execute(_PUBLISHED, {"which": account_ids, "seen_at": seen_at})
