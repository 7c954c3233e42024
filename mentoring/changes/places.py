"""Changes to the places where an organisation's pairs may meet."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations import effects
from mentoring.changes.who import Who
from storage import places


async def add_place(conn: AsyncConnection, effect: effects.AddPlace, who: Who) -> Who:
    """Let the pairs of somebody's organisation meet at a place, or in rooms online."""
    await places.add(conn, who.home, effect.name, effect.template, who.now)
    return who


async def remove_place(conn: AsyncConnection, effect: effects.RemovePlace, who: Who) -> Who:
    """Offer a place no more; one of another organisation stays."""
    await places.remove(conn, who.home, effect.place, who.now)
    return who
