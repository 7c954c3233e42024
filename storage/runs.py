"""Where people are in their conversations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import run
from storage.writing import Upsert

CHANGED = ("turn", "progress", "pending_key", "pending_turn", "state", "updated_at")

_SAVE = Upsert(run, ["id"], CHANGED)
_UNFINISHED = (
    select(run.c.id, run.c.state)
    .where(
        run.c.person_id == bindparam("whose"),
        run.c.progress.in_((literal_column("'open'"), literal_column("'aside'"))),
    )
    .with_for_update()
)
_CANCEL = (
    update(run)
    .where(run.c.id == bindparam("_id"))
    .values(progress="cancelled", state=bindparam("_state"), updated_at=bindparam("_now"))
)


async def save(conn: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep runs, new ones and changed ones; a row has every column of the table.

    A person has at most one open run: sqlalchemy.exc.IntegrityError otherwise. Runs that ended are
    written first, so that one batch may end a run and open the next.
    """
    if rows:
        await conn.execute(_SAVE.on(conn), sorted(rows, key=_is_open))


async def end_open(conn: AsyncConnection, person_id: int, now: datetime) -> bool:
    """Cancel a person's open run and those that were set aside; return whether there were any."""
    rows = (await conn.execute(_UNFINISHED, {"whose": person_id})).all()
    ended = [{"_id": row.id, "_state": {**row.state, "progress": "cancelled"}, "_now": now} for row in rows]
    if ended:
        await conn.execute(_CANCEL, ended)
    return bool(ended)


def _is_open(row: Mapping[str, Any]) -> bool:
    return bool(row["progress"] == "open")
