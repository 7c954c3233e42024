"""What was decided about people who applied, by whom and why: only ever added to while they are there."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, insert, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import decision


class DecisionRow(NamedTuple):
    """A decision about a person; ``by`` is the id of whoever decided, or None for the operator."""

    id: int
    person_id: int
    by: int | None
    approved: bool
    reason: str
    at: datetime


_ADD = insert(decision)
_NEWEST = (
    select(*(decision.c[name] for name in DecisionRow._fields))
    .where(decision.c.person_id == bindparam("whose"))
    .order_by(decision.c.id.desc())
    .limit(literal_column("1"))
)


async def add(
    conn: AsyncConnection, person_id: int, by: int | None, approved: bool, reason: str, now: datetime
) -> None:
    """Record a decision about a person."""
    given = {"person_id": person_id, "by": by, "approved": approved, "reason": reason, "at": now}
    await conn.execute(_ADD, given)


async def newest(conn: AsyncConnection, person_id: int) -> DecisionRow | None:
    """Return the last decision about a person, or None where there was none."""
    row = (await conn.execute(_NEWEST, {"whose": person_id})).first()
    return DecisionRow._make(row) if row else None
