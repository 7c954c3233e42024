"""Schools, colleges, charities and employers, each with the programme it offers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, insert, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import organisation, programme
from storage.writing import InsertNew

DEFAULT_PROGRAMME: Mapping[str, Any] = {
    "name": "One hour a month",
    "minimum_age": 16,
    "maximum_age": 25,
    "months": 12,
    "meeting_minutes": 60,
    "rules_version": "2026-11",
    "zone": "Europe/London",
    "framework": "one-hour-a-month",
}


class OrganisationRow(NamedTuple):
    """An organisation and the id of its first programme."""

    id: int
    name: str
    programme_id: int


_ADD = InsertNew(organisation, ["folded"])
_ADD_PROGRAMME = insert(programme)
_ID = select(organisation.c.id).where(organisation.c.folded == bindparam("folded_name"))
_TWO = select(organisation.c.id).limit(literal_column("2"))
_WITH_PROGRAMME = (
    select(organisation.c.id, organisation.c.name, func.min(programme.c.id))
    .join(programme, programme.c.organisation_id == organisation.c.id)
    .group_by(organisation.c.id, organisation.c.name)
)
_FIND = _WITH_PROGRAMME.where(organisation.c.folded == bindparam("folded_name"))
_GET = _WITH_PROGRAMME.where(organisation.c.id == bindparam("which"))
_EVERY = _WITH_PROGRAMME.order_by(organisation.c.id)


async def add(
    conn: AsyncConnection, name: str, now: datetime, rules: Mapping[str, Any] = DEFAULT_PROGRAMME
) -> tuple[int, bool]:
    """Return the id of the organisation of this name, and whether it was made, with a programme, just now.

    ``rules`` are columns of its programme; what they do not name is as usual.
    """
    given = {"name": name.strip(), "folded": _folded(name), "created_at": now}
    made = (await conn.execute(_ADD.on(conn).returning(organisation.c.id), given)).scalar_one_or_none()
    if made is None:
        known: int = (await conn.execute(_ID, {"folded_name": _folded(name)})).scalar_one()
        return known, False
    offer = {**DEFAULT_PROGRAMME, **rules}
    await conn.execute(_ADD_PROGRAMME, {"organisation_id": made, "created_at": now, **offer})
    return made, True


async def find(conn: AsyncConnection, name: str) -> OrganisationRow | None:
    """Return the organisation of this name, whatever its case and spacing, or None."""
    row = (await conn.execute(_FIND, {"folded_name": _folded(name)})).first()
    return OrganisationRow._make(row) if row else None


async def get(conn: AsyncConnection, organisation_id: int) -> OrganisationRow:
    """Return the organisation with this id; raises sqlalchemy.exc.NoResultFound where there is none."""
    return OrganisationRow._make((await conn.execute(_GET, {"which": organisation_id})).one())


async def every(conn: AsyncConnection) -> list[OrganisationRow]:
    """Return every organisation, for the operator only."""
    return [OrganisationRow._make(row) for row in await conn.execute(_EVERY)]


async def sole_organisation(conn: AsyncConnection) -> int | None:
    """Return the only organisation that there is, or None where there are more or none."""
    found = (await conn.scalars(_TWO)).all()
    return found[0] if len(found) == 1 else None


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
