"""What was decided about people who applied, by whom and why: only ever added to while they are there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import decision

_ADD = insert(decision)


async def add(
    conn: AsyncConnection, person_id: int, by: int | None, approved: bool, reason: str, now: datetime
) -> None:
    """Record a decision about a person; ``by`` is the id of whoever decided, or None for the operator."""
    given = {"person_id": person_id, "by": by, "approved": approved, "reason": reason, "at": now}
    await conn.execute(_ADD, given)
