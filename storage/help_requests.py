"""People who are stuck and wait for help from a person."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import help_request, person
from storage.tables.care import HELP_IS_WANTED


class HelpRow(NamedTuple):
    """A request that nobody has settled yet; ``question`` is the step key the person is stuck at."""

    id: int
    person_id: int
    first_name: str
    question: str
    at: datetime


_ADD = insert(help_request).returning(help_request.c.id)
_OPEN = select(help_request.c.id).where(help_request.c.person_id == bindparam("whose"), HELP_IS_WANTED)
_SETTLED = update(help_request).where(HELP_IS_WANTED).values(settled_at=bindparam("now"))
_SETTLE = _SETTLED.where(help_request.c.id == bindparam("which"))
_SETTLE_OF = _SETTLED.where(help_request.c.person_id == bindparam("whose"))
_WAITING = (
    select(
        help_request.c.id,
        help_request.c.person_id,
        person.c.first_name,
        help_request.c.question,
        help_request.c.at,
    )
    .join(person, person.c.id == help_request.c.person_id)
    .where(HELP_IS_WANTED)
    .order_by(help_request.c.id)
)
_WAITING_WITHIN = _WAITING.where(person.c.organisation_id == bindparam("organisation"))


async def add(conn: AsyncConnection, person_id: int, question: str, at: datetime) -> int | None:
    """Record that a person asks for help and return the request's id; None where one waits already."""
    if (await conn.execute(_OPEN, {"whose": person_id})).first() is not None:
        return None
    given = {"person_id": person_id, "question": question, "at": at}
    request_id: int = (await conn.execute(_ADD, given)).scalar_one()
    return request_id


async def settle(conn: AsyncConnection, request_id: int, now: datetime) -> bool:
    """Mark a request as dealt with; False where it was already."""
    return (await conn.execute(_SETTLE, {"which": request_id, "now": now})).rowcount == 1


async def settle_of(conn: AsyncConnection, person_id: int, now: datetime) -> bool:
    """Mark what a person waits for help with as dealt with; False where they wait for none."""
    return (await conn.execute(_SETTLE_OF, {"whose": person_id, "now": now})).rowcount > 0


async def waiting(conn: AsyncConnection, organisation: int | None = None) -> list[HelpRow]:
    """Return the requests of an organisation's people that wait, oldest first; for the operator, all."""
    if organisation is None:
        rows = await conn.execute(_WAITING)
    else:
        rows = await conn.execute(_WAITING_WITHIN, {"organisation": organisation})
    return [HelpRow._make(row) for row in rows]
