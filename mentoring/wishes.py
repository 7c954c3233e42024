"""What people wish of nudges, as flows and kinds of nudges see it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.nudging import NO_WISHES, NudgeGroup, Reminder, Wishes
from storage import people
from storage.people import WishesRow


async def wishes_of(conn: AsyncConnection, person_id: int) -> Wishes:
    """Return what somebody wishes."""
    row = (await people.wishes(conn, [person_id])).get(person_id)
    if row is None:
        return NO_WISHES
    off = frozenset(NudgeGroup(group) for group in row.nudges_off.split(",") if group in set(NudgeGroup))
    return Wishes(off, _own(row), row.paused_until)


def wants(reminder: Reminder, person_id: int, rows: Mapping[int, WishesRow], usual: tuple[str, ...]) -> bool:
    """Tell whether somebody is reminded like this: by their own choice, or else the programme's ``usual``."""
    row = rows.get(person_id)
    own = _own(row) if row is not None else None
    return reminder in (usual if own is None else own)


def _own(row: WishesRow) -> tuple[Reminder, ...] | None:
    if row.reminders is None:
        return None
    return tuple(one for one in Reminder if one in row.reminders.split(","))
