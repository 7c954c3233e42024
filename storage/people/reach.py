"""Who may be written to: what the gate in delivery has to know of those a message is for."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import account, person
from storage.types import among


class Reach(NamedTuple):
    """An account's state, and its person's status and zone; both empty where it belongs to nobody."""

    state: str
    status: str
    zone: str


_REACH = (
    select(
        account.c.address,
        account.c.state,
        func.coalesce(person.c.status, literal_column("''")),
        func.coalesce(person.c.zone, literal_column("''")),
    )
    .outerjoin(person, person.c.id == account.c.person_id)
    .where(among(account.c.address, "addresses"))
)


async def reach(conn: AsyncConnection, addresses: Collection[str]) -> dict[str, Reach]:
    """Return, by address, who may be written to; an address without an account is absent."""
    return {row[0]: Reach(*row[1:]) for row in await conn.execute(_REACH, {"addresses": addresses})}
