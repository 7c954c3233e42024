"""Lists of people, each within an organisation."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import invitation, organisation, person, person_role
from storage.tables.people import IS_OF_TEAM, their_organisation
from storage.types import among

PAGE = 1_000  # rows: read at once, so that a whole programme never lies in memory


class Listed(NamedTuple):
    """One person in a list; ``roles`` are separated by commas, ``organisation`` is its name."""

    id: int
    first_name: str
    roles: str
    status: str
    organisation: str
    created_at: datetime


class ExportRow(NamedTuple):
    """One person in an export; ``code`` is that of their own invitation, empty once it is used."""

    id: int
    external_id: str
    roles: str
    status: str
    organisation: str
    first_name: str
    code: str
    created_at: datetime
    joined_at: datetime | None


_COORDINATORS = (
    select(person.c.organisation_id, person.c.first_name)
    .join(person_role, person_role.c.person_id == person.c.id)
    .where(
        IS_OF_TEAM,
        among(their_organisation, "organisations"),
        person_role.c.role == literal_column("'coordinator'"),
        person.c.status == literal_column("'active'"),
        person.c.first_name != literal_column("''"),
    )
    .order_by(person_role.c.person_id.desc())
)
_INVITED = select(person.c.id).where(
    person.c.invitation_id == bindparam("which"), person.c.status == literal_column("'invited'")
)


def _roles() -> Any:
    joined = select(func.aggregate_strings(person_role.c.role, ","))
    return func.coalesce(joined.where(person_role.c.person_id == person.c.id).scalar_subquery(), "")


def _listing() -> Select[Any]:
    return (
        select(
            person.c.id,
            person.c.first_name,
            _roles(),
            person.c.status,
            organisation.c.name,
            person.c.created_at,
        )
        .join(organisation, organisation.c.id == person.c.organisation_id)
        .order_by(person.c.id)
    )


def _page() -> Select[Any]:
    own = and_(
        invitation.c.id == person.c.invitation_id,
        invitation.c.used == literal_column("0"),
        invitation.c.uses == literal_column("1"),
        person.c.status == literal_column("'invited'"),
    )
    return (
        select(
            person.c.id,
            func.coalesce(person.c.external_id, ""),
            _roles(),
            person.c.status,
            organisation.c.name,
            person.c.first_name,
            func.coalesce(invitation.c.code, ""),
            person.c.created_at,
            person.c.joined_at,
        )
        .join(organisation, organisation.c.id == person.c.organisation_id)
        .outerjoin(invitation, own)
        .where(person.c.id > bindparam("after"))
        .order_by(person.c.id)
        .limit(literal_column(str(PAGE)))
    )


_EVERYBODY = _listing()
_MEMBERS = _EVERYBODY.where(person.c.organisation_id == bindparam("organisation"))
_PAGE = _page()
_PAGE_OF_MEMBERS = _PAGE.where(their_organisation == bindparam("organisation"))


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


async def export(conn: AsyncConnection, organisation: int | None = None) -> AsyncIterator[ExportRow]:
    """Give the people of an organisation by its id, page by page; for the operator, everybody."""
    statement = _PAGE if organisation is None else _PAGE_OF_MEMBERS
    given = {} if organisation is None else {"organisation": organisation}
    last = 0
    while rows := (await conn.execute(statement, {**given, "after": last})).all():
        for row in rows:
            yield ExportRow._make(row)
        last = rows[-1].id
