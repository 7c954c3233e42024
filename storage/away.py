"""The days on which any of many people are away, for whatever is not to come to them then."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.availability import AwayRow
from storage.tables import away
from storage.types import among

A_DAY_BEHIND = timedelta(days=1)
"""How much later than in UTC a day may begin somewhere: twelve hours, on whole dates a day."""

_AWAY = (
    select(away.c.person_id, away.c.first, away.c.last)
    .where(among(away.c.person_id, "people"), away.c.last >= bindparam("since"))
    .order_by(away.c.first, away.c.last)
)


async def of_people(
    conn: AsyncConnection, person_ids: Collection[int], now: datetime
) -> dict[int, list[AwayRow]]:
    """Return, by person, the days away that are not over everywhere; whoever has none is absent."""
    if not person_ids:
        return {}
    since = (now.astimezone(UTC) - A_DAY_BEHIND).date()
    found: dict[int, list[AwayRow]] = {}
    for person, *days in await conn.execute(_AWAY, {"people": person_ids, "since": since}):
        found.setdefault(person, []).append(AwayRow(*days))
    return found
