"""An organisation's team: its active coordinators and safeguarding leads, and where they are written to."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, exists, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import account, person, person_role
from storage.tables.people import IS_OF_TEAM, IS_REACHABLE, their_organisation
from storage.types import among


class TeamMember(NamedTuple):
    """Where somebody of the team can be written to, in which language."""

    organisation_id: int
    address: str
    language: str
    person_id: int


TEAM_IDS = (
    select(person.c.id)
    .join(person_role, person_role.c.person_id == person.c.id)
    .where(
        IS_OF_TEAM, person.c.status == literal_column("'active'"), among(their_organisation, "organisations")
    )
)
_other = account.alias("other")
_IS_BEST = or_(
    IS_REACHABLE,
    ~exists().where(
        _other.c.person_id == account.c.person_id, _other.c.state == literal_column("'reachable'")
    ),
)


def _accounts_of(people: Select[Any]) -> Select[Any]:
    return (
        select(person.c.organisation_id, account.c.address, person.c.language, person.c.id)
        .join(account, account.c.person_id == person.c.id)
        .where(person.c.id.in_(people))
        .order_by(account.c.id)
    )


_TEAM = _accounts_of(TEAM_IDS).where(_IS_BEST)
_ELSEWHERE = _accounts_of(TEAM_IDS.where(person_role.c.role == literal_column("'coordinator'"))).where(
    IS_REACHABLE, func.substr(account.c.address, 1, bindparam("length")) != bindparam("prefix")
)


async def team(conn: AsyncConnection, organisation_ids: Collection[int]) -> list[TeamMember]:
    """Return the accounts of each organisation's active coordinators and safeguarding leads.

    Of somebody who has a reachable account only those that are.
    """
    rows = await conn.execute(_TEAM, {"organisations": organisation_ids})
    return [TeamMember._make(row) for row in rows]


async def team_elsewhere(
    conn: AsyncConnection, organisation_ids: Collection[int], workspace: str
) -> list[TeamMember]:
    """Return the reachable accounts of the active coordinators that are not in this workspace of Slack."""
    prefix = f"slack:{workspace}:"
    given = {"organisations": organisation_ids, "prefix": prefix, "length": len(prefix)}
    return [TeamMember._make(row) for row in await conn.execute(_ELSEWHERE, given)]
