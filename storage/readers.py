"""How far each lane's platform has been read."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import reader
from storage.writing import Upsert


class ReaderRow(NamedTuple):
    """The bot that read a lane, by its platform's id, and the next offset to ask for."""

    bot: int
    next_offset: int


_KEEP = Upsert(reader, ["lane"], ["bot", "next_offset"])
_FIND = select(reader.c.bot, reader.c.next_offset).where(reader.c.lane == bindparam("lane"))


async def keep(conn: AsyncConnection, lane: str, bot: int, next_offset: int) -> None:
    """Keep how far ``bot`` has read ``lane``."""
    await conn.execute(_KEEP.on(conn), {"lane": lane, "bot": bot, "next_offset": next_offset})


async def find(conn: AsyncConnection, lane: str) -> ReaderRow | None:
    """Return how far ``lane`` was read, or None."""
    row = (await conn.execute(_FIND, {"lane": lane})).first()
    return ReaderRow._make(row) if row else None
