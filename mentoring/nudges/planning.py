"""Plans the nudges that something which happened brings with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from mentoring.nudges.kinds import KINDS
from mentoring.nudges.nudge import Event, Nudge, Planned
from storage import dues


async def happened(conn: AsyncConnection, event: Event, about: int, now: datetime) -> None:
    """Plan every kind of nudge that this event brings; what has been planned before stays as it is."""
    for nudge in KINDS.values():
        plan = nudge.plans.get(event)
        if plan is not None:
            await add(conn, nudge, await plan(conn, about, now), now)


async def add(conn: AsyncConnection, nudge: Nudge, planned: Iterable[Planned], now: datetime) -> None:
    """Keep dues of one kind; an occurrence that is there already is passed over."""
    rows = [
        {
            "person_id": one.person,
            "purpose": nudge.purpose,
            "occurrence": one.occurrence,
            "at": one.at,
            "not_after": one.at + nudge.keeps,
            "wall": one.wall.isoformat() if one.wall else None,
            "zone": one.zone or None,
            "created_at": now,
        }
        for one in planned
    ]
    await dues.add(conn, rows)
