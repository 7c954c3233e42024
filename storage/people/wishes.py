"""What people wish of nudges: groups that are switched off, reminders of their own choice, a pause."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import person
from storage.types import among


class WishesRow(NamedTuple):
    """What one person wishes; ``nudges_off`` and ``reminders`` are separated by commas.

    ``reminders`` is None where they chose nothing.
    """

    person_id: int
    nudges_off: str
    reminders: str | None
    paused_until: datetime | None


_WISHES = select(person.c.id, person.c.nudges_off, person.c.reminders, person.c.paused_until).where(
    among(person.c.id, "people")
)
_OF = update(person).where(person.c.id == bindparam("who"))
_SET_OFF = _OF.values(nudges_off=bindparam("groups"))
_SET_REMINDERS = _OF.values(reminders=bindparam("chosen"))
_PAUSE = _OF.values(paused_until=bindparam("until"))


async def wishes(conn: AsyncConnection, person_ids: Collection[int]) -> dict[int, WishesRow]:
    """Return, by person, what they wish; somebody who is not there is absent."""
    rows = await conn.execute(_WISHES, {"people": person_ids}) if person_ids else ()
    return {row[0]: WishesRow._make(row) for row in rows}


async def set_nudges_off(conn: AsyncConnection, person_id: int, groups: Collection[str]) -> None:
    """Switch these groups of nudges off, and every other on."""
    await conn.execute(_SET_OFF, {"who": person_id, "groups": ",".join(groups)})


async def set_reminders(conn: AsyncConnection, person_id: int, chosen: Collection[str]) -> None:
    """Set which reminders somebody gets before a meeting; it may be none."""
    await conn.execute(_SET_REMINDERS, {"who": person_id, "chosen": ",".join(chosen)})


async def pause(conn: AsyncConnection, person_id: int, until: datetime | None) -> None:
    """Let no nudge come before then, or let them come again."""
    await conn.execute(_PAUSE, {"who": person_id, "until": until})
