"""Active coordinators, with the clock that each of them lives by."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import person, person_role
from storage.tables.people import IS_OF_TEAM, their_organisation
from storage.types import among


class CoordinatorRow(NamedTuple):
    """An active coordinator of an organisation."""

    id: int
    organisation_id: int
    zone: str


_ACTIVE = (
    select(*(person.c[name] for name in CoordinatorRow._fields))
    .join(person_role, person_role.c.person_id == person.c.id)
    .where(
        IS_OF_TEAM,
        person_role.c.role == literal_column("'coordinator'"),
        person.c.status == literal_column("'active'"),
    )
    .order_by(person_role.c.person_id)
)
_BY_IDS = _ACTIVE.where(among(person.c.id, "which"))
_OF_ORGANISATIONS = _ACTIVE.where(among(their_organisation, "organisations"))


async def by_ids(conn: AsyncConnection, person_ids: Collection[int]) -> dict[int, CoordinatorRow]:
    """Return, by id, those of these people who are active coordinators."""
    rows = await conn.execute(_BY_IDS, {"which": person_ids})
    return {row[0]: CoordinatorRow._make(row) for row in rows}


async def of_organisations(conn: AsyncConnection, organisation_ids: Collection[int]) -> list[CoordinatorRow]:
    """Return the active coordinators of organisations, those first who were there first."""
    rows = await conn.execute(_OF_ORGANISATIONS, {"organisations": organisation_ids})
    return [CoordinatorRow._make(row) for row in rows]
