"""Who may be written to: what the gate in delivery has to know of those a message is for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import account, person
from storage.types import among


class Reach(NamedTuple):
    """An account's state, and of its person the status, the zone, until when they are paused, and which
    groups of nudges they do not want, separated by commas; empty, or None, where it belongs to nobody.
    """

    state: str
    status: str
    zone: str
    paused_until: datetime | None = None
    nudges_off: str = ""


_REACH = (
    select(
        account.c.address,
        account.c.state,
        func.coalesce(person.c.status, literal_column("''")),
        func.coalesce(person.c.zone, literal_column("''")),
        person.c.paused_until,
        func.coalesce(person.c.nudges_off, literal_column("''")),
    )
    .outerjoin(person, person.c.id == account.c.person_id)
    .where(among(account.c.address, "addresses"))
)


class Belongs(NamedTuple):
    """Whose an account is: both None where it belongs to nobody."""

    person_id: int | None
    organisation_id: int | None


_BELONGS = (
    select(account.c.person_id, person.c.organisation_id)
    .outerjoin(person, person.c.id == account.c.person_id)
    .where(account.c.address == bindparam("which"))
)


async def belongs(conn: AsyncConnection, address: str) -> Belongs:
    """Return whose the account with this address is; it reads nothing that could be damaged."""
    row = (await conn.execute(_BELONGS, {"which": address})).first()
    return Belongs._make(row) if row else Belongs(None, None)


async def reach(conn: AsyncConnection, addresses: Collection[str]) -> dict[str, Reach]:
    """Return, by address, who may be written to; an address without an account is absent."""
    return {row[0]: Reach(*row[1:]) for row in await conn.execute(_REACH, {"addresses": addresses})}
