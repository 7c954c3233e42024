"""Where the pairs of an organisation may meet: places that it approves, and online rooms."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import place


class PlaceRow(NamedTuple):
    """A place; ``template`` is an online room's link with "{room}" in it, empty for a place to go to."""

    id: int
    name: str
    template: str


_COLUMNS = [place.c[name] for name in PlaceRow._fields]
_THERE = select(*_COLUMNS).where(
    place.c.organisation_id == bindparam("organisation"), place.c.removed_at.is_(None)
)
_LISTING = _THERE.order_by(place.c.id)
_EVER = select(*_COLUMNS).where(
    place.c.organisation_id == bindparam("organisation"), place.c.id == bindparam("which")
)
_ADD = insert(place).returning(place.c.id)
_REMOVE = (
    update(place)
    .where(
        place.c.id == bindparam("which"),
        place.c.organisation_id == bindparam("organisation"),
        place.c.removed_at.is_(None),
    )
    .values(removed_at=bindparam("now"))
)


async def listing(conn: AsyncConnection, organisation_id: int) -> list[PlaceRow]:
    """Return an organisation's places, those first that were there first."""
    given = {"organisation": organisation_id}
    return [PlaceRow._make(row) for row in await conn.execute(_LISTING, given)]


async def get(conn: AsyncConnection, organisation_id: int, place_id: int) -> PlaceRow | None:
    """Return one place of an organisation, or None where it is not there; one that was removed still is."""
    row = (await conn.execute(_EVER, {"organisation": organisation_id, "which": place_id})).first()
    return PlaceRow._make(row) if row else None


async def add(conn: AsyncConnection, organisation_id: int, name: str, template: str, now: datetime) -> int:
    """Add a place and return its id; with a ``template`` it is an online room."""
    row = {"organisation_id": organisation_id, "name": name, "template": template, "created_at": now}
    return int((await conn.execute(_ADD, row)).scalar_one())


async def remove(conn: AsyncConnection, organisation_id: int, place_id: int, now: datetime) -> bool:
    """Take a place off the list; return False where it was not on it. What is arranged there stays."""
    given = {"organisation": organisation_id, "which": place_id, "now": now}
    return (await conn.execute(_REMOVE, given)).rowcount == 1
