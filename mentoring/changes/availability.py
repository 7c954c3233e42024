"""Changes to when somebody can meet, and to the clock that what was promised them goes by."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations import effects
from conversations.clock import in_utc
from mentoring.changes.who import Who
from storage import availability, dues, people
from storage.availability import FreeRow
from storage.dues import DueMove

FREE_TIMES = "free_times"
"""The field of the profile that says in which parts of the week somebody is mostly free."""


async def set_week(conn: AsyncConnection, effect: effects.SetWeek, who: Who) -> Who:
    """Set the hours of somebody's week, and with them what their profile says of it."""
    await availability.set_week(conn, who.known, [FreeRow(*one) for one in effect.free])
    await people.amend_profile(conn, who.known, FREE_TIMES, list(effect.parts))
    return who.touching()


async def add_away(conn: AsyncConnection, effect: effects.AddAway, who: Who) -> Who:
    """Note days on which somebody is away; the same days twice are one."""
    await availability.add_away(conn, who.known, effect.days.first, effect.days.last, who.now)
    return who


async def remove_away(conn: AsyncConnection, effect: effects.RemoveAway, who: Who) -> Who:
    """Somebody is not away on these days after all."""
    await availability.remove_away(conn, who.known, effect.days.first, effect.days.last)
    return who


async def set_zone(conn: AsyncConnection, effect: effects.SetZone, who: Who) -> Who:
    """Set the clock that somebody lives by, and move what was promised them on it to the new one."""
    await availability.set_zone(conn, who.known, effect.zone)
    await rezone(conn, who.known, effect.zone, who.now)
    return who.touching()


async def rezone(conn: AsyncConnection, person_id: int, zone: str, now: datetime) -> None:
    """Work out anew, on the clock in ``zone``, when somebody's waiting dues with a promise are due.

    Each is worth sending as long after its new time as after its old one. What was due already stays due, and
    what was put off is looked at when it would have been.
    """
    moves = []
    for row in await dues.promises(conn, person_id):
        wall = datetime.fromisoformat(row.wall)
        was, becomes = in_utc(wall, row.zone), in_utc(wall, zone)
        if row.at > now:
            at = becomes if row.at == was else row.at
            moves.append(DueMove(row.id, at, zone, becomes + (row.not_after - was)))
    await dues.move(conn, moves)
