"""Where people are in their conversations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import run
from storage.writing import Upsert

CHANGED = ("turn", "progress", "pending_key", "pending_turn", "state", "updated_at")

_SAVE = Upsert(run, ["id"], CHANGED)


async def save(conn: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep runs, new ones and changed ones; a row has every column of the table.

    A person has at most one open run: sqlalchemy.exc.IntegrityError otherwise. Runs that ended are
    written first, so that one batch may end a run and open the next.
    """
    if rows:
        await conn.execute(_SAVE.on(conn), sorted(rows, key=_is_open))


def _is_open(row: Mapping[str, Any]) -> bool:
    return bool(row["progress"] == "open")
