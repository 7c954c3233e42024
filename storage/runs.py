"""Where people are in their conversations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import run
from storage.tables.runs import RUN_IS_OPEN
from storage.writing import Upsert

CHANGED = ("turn", "progress", "pending_key", "pending_turn", "state", "updated_at")

_OPEN_FLOW = select(run.c.flow).where(run.c.person_id == bindparam("whose"), RUN_IS_OPEN)
# A run that was ended meanwhile stays so: a turn that began before must not open it again.
_GOES_ON = run.c.progress.in_((literal_column("'open'"), literal_column("'aside'")))
_SAVE = Upsert(run, ["id"], CHANGED, where=_GOES_ON)
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


async def open_flow(conn: AsyncConnection, person_id: int) -> str:
    """Return the flow of the run that is open, empty without one; it reads nothing that could be damaged."""
    return (await conn.scalars(_OPEN_FLOW, {"whose": person_id})).one_or_none() or ""
