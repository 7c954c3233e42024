"""Who of an organisation is told of a concern, and in which order: lead, deputy, board lead."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import duty, person
from storage.writing import InsertNew


class DutyRow(NamedTuple):
    """Whose duty it is; ``place`` is 1 for the lead, 2 for a deputy, 3 for the board lead."""

    person_id: int
    place: int
    first_name: str


_TAKE = InsertNew(duty, ["person_id"])
_LAY_DOWN = delete(duty).where(duty.c.person_id == bindparam("whose"))
_LEAVE_ANOTHER = _LAY_DOWN.where(
    or_(duty.c.place != bindparam("where_"), duty.c.organisation_id != bindparam("organisation"))
)
_LISTING = (
    select(duty.c.person_id, duty.c.place, person.c.first_name)
    .join(person, person.c.id == duty.c.person_id)
    .where(duty.c.organisation_id == bindparam("organisation"), person.c.status == literal_column("'active'"))
    .order_by(duty.c.place, duty.c.since, duty.c.person_id)
)


async def take(
    conn: AsyncConnection, person_id: int, organisation_id: int, place: int, now: datetime
) -> None:
    """Give a person a place, their only one; whoever has it already keeps since when."""
    await conn.execute(_LEAVE_ANOTHER, {"whose": person_id, "organisation": organisation_id, "where_": place})
    given = {"person_id": person_id, "organisation_id": organisation_id, "place": place, "since": now}
    await conn.execute(_TAKE.on(conn), given)


async def lay_down(conn: AsyncConnection, person_id: int) -> None:
    """Take a person's place from them."""
    await conn.execute(_LAY_DOWN, {"whose": person_id})


async def listing(conn: AsyncConnection, organisation_id: int) -> list[DutyRow]:
    """Return an organisation's active people with a place: by place, then whoever has had it longest."""
    rows = await conn.execute(_LISTING, {"organisation": organisation_id})
    return [DutyRow._make(row) for row in rows]
