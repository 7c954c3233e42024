"""Codes for one use that join a further account to a person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import link_code, person
from storage.types import among
from storage.writing import InsertNew


class LinkRow(NamedTuple):
    """A code, used or not and perhaps too old, with the person whose it is and their status."""

    code: str
    person_id: int
    first_name: str
    expires_at: datetime
    used_at: datetime | None
    organisation_id: int
    status: str


_ADD = InsertNew(link_code, ["code"])
_UNUSED = link_code.c.used_at.is_(None)
_DELETE_EARLIER = delete(link_code).where(
    link_code.c.person_id == bindparam("whose"), link_code.c.code != bindparam("newest"), _UNUSED
)
_FIND = (
    select(
        link_code.c.code,
        link_code.c.person_id,
        person.c.first_name,
        link_code.c.expires_at,
        link_code.c.used_at,
        person.c.organisation_id,
        person.c.status,
    )
    .join(person, person.c.id == link_code.c.person_id)
    .where(among(link_code.c.code, "codes"))
)
_USE = (
    update(link_code)
    .where(link_code.c.code == bindparam("which"), _UNUSED, link_code.c.expires_at > bindparam("now"))
    .values(used_at=bindparam("now"))
)
_PRUNE = delete(link_code).where(link_code.c.expires_at < bindparam("before"))


async def add(conn: AsyncConnection, code: str, person_id: int, expires_at: datetime, now: datetime) -> bool:
    """Add a person's code, good until just before ``expires_at``; False where the code is taken.

    Earlier codes of theirs that were not used are deleted.
    """
    given = {"code": code, "person_id": person_id, "expires_at": expires_at, "created_at": now}
    made = await conn.execute(_ADD.on(conn).returning(link_code.c.code), given)
    if made.first() is None:
        return False
    await conn.execute(_DELETE_EARLIER, {"whose": person_id, "newest": code})
    return True


async def find(conn: AsyncConnection, codes: Collection[str]) -> dict[str, LinkRow]:
    """Return what is known of codes, whatever organisation they are of; one nobody made is absent."""
    rows = await conn.execute(_FIND, {"codes": codes})
    return {row.code: row for row in map(LinkRow._make, rows)}


async def use(conn: AsyncConnection, code: str, now: datetime) -> bool:
    """Use a code up and return True; False where it was used before, is too old or is not there."""
    return (await conn.execute(_USE, {"which": code, "now": now})).rowcount == 1


async def prune(conn: AsyncConnection, before: datetime) -> int:
    """Delete the codes that expired before then, used or not, and return how many there were."""
    return (await conn.execute(_PRUNE, {"before": before})).rowcount
