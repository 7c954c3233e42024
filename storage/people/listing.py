"""Lists of people, each within an organisation."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, exists, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import account, organisation, person, person_role
from storage.types import among


class Listed(NamedTuple):
    """One person in a list; ``roles`` are separated by commas, ``organisation`` is its name."""

    id: int
    first_name: str
    roles: str
    status: str
    organisation: str
    created_at: datetime


_COORDINATORS = (
    select(person.c.organisation_id, person.c.first_name)
    .join(person_role, person_role.c.person_id == person.c.id)
    .where(
        among(person.c.organisation_id, "organisations"),
        person_role.c.role == literal_column("'coordinator'"),
        person.c.status == literal_column("'active'"),
        person.c.first_name != literal_column("''"),
    )
    .order_by(person.c.id.desc())
)


_TEAM = (
    select(person.c.organisation_id, account.c.address, person.c.language)
    .join(account, account.c.person_id == person.c.id)
    .where(
        among(person.c.organisation_id, "organisations"),
        person.c.status == literal_column("'active'"),
        exists().where(
            person_role.c.person_id == person.c.id,
            person_role.c.role.in_((literal_column("'coordinator'"), literal_column("'safeguarding_lead'"))),
        ),
    )
    .order_by(account.c.id)
)
_INVITED = select(person.c.id).where(
    person.c.invitation_id == bindparam("which"), person.c.status == literal_column("'invited'")
)


def _listing() -> Select[Any]:
    roles = (
        select(func.aggregate_strings(person_role.c.role, ","))
        .where(person_role.c.person_id == person.c.id)
        .scalar_subquery()
    )
    return (
        select(
            person.c.id,
            person.c.first_name,
            func.coalesce(roles, ""),
            person.c.status,
            organisation.c.name,
            person.c.created_at,
        )
        .join(organisation, organisation.c.id == person.c.organisation_id)
        .order_by(person.c.id)
    )


_EVERYBODY = _listing()
_MEMBERS = _EVERYBODY.where(person.c.organisation_id == bindparam("organisation"))


class TeamMember(NamedTuple):
    """Where somebody of the team can be written to, in which language."""

    organisation_id: int
    address: str
    language: str


async def team(conn: AsyncConnection, organisation_ids: Collection[int]) -> list[TeamMember]:
    """Return the accounts of each organisation's active coordinators and safeguarding leads."""
    rows = await conn.execute(_TEAM, {"organisations": organisation_ids})
    return [TeamMember._make(row) for row in rows]


async def invited(conn: AsyncConnection, invitation_id: int) -> int | None:
    """Return the person whom an invitation is for by name and who has not taken it yet, or None."""
    return (await conn.execute(_INVITED, {"which": invitation_id})).scalar_one_or_none()


async def coordinators(conn: AsyncConnection, organisation_ids: Collection[int]) -> dict[int, str]:
    """Return, by organisation, the first name of the coordinator who is active and was there first."""
    rows = await conn.execute(_COORDINATORS, {"organisations": organisation_ids})
    return {row.organisation_id: row.first_name for row in rows}


async def listing(conn: AsyncConnection, organisation: int | None = None) -> list[Listed]:
    """Return the people of an organisation by its id; without one, for the operator only, everybody."""
    if organisation is None:
        rows = await conn.execute(_EVERYBODY)
    else:
        rows = await conn.execute(_MEMBERS, {"organisation": organisation})
    return [Listed._make(row) for row in rows]
