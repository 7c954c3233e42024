"""What an organisation's mentoring has come to, by programme: matches, meetings, goals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import goal, match, meeting, programme


class ProgrammeRow(NamedTuple):
    """A programme of an organisation, and the file that it follows."""

    id: int
    name: str
    framework: str


class DoneRow(NamedTuple):
    """What the matches of a programme came to; ``minutes`` are of the meetings that were held."""

    active: int = 0
    closed: int = 0
    held: int = 0
    minutes: int = 0
    reached: int = 0
    open: int = 0


_PROGRAMMES = (
    select(programme.c.id, programme.c.name, programme.c.framework)
    .where(programme.c.organisation_id == bindparam("organisation"))
    .order_by(programme.c.id)
)


def _counted(joined: Any, *counts: Any) -> Select[Any]:
    return (
        select(match.c.programme_id, *counts)
        .select_from(joined)
        .where(match.c.organisation_id == bindparam("organisation"))
        .group_by(match.c.programme_id)
    )


def _with_status(column: Any, status: str) -> Any:
    return func.count().filter(column == literal_column(f"'{status}'"))


_MATCHES = _counted(match, _with_status(match.c.status, "active"), _with_status(match.c.status, "closed"))
_MEETINGS = _counted(
    match.join(meeting, meeting.c.match_id == match.c.id),
    _with_status(meeting.c.status, "held"),
    func.coalesce(func.sum(meeting.c.lasted).filter(meeting.c.status == literal_column("'held'")), 0),
)
_GOALS = _counted(
    match.join(goal, goal.c.match_id == match.c.id),
    _with_status(goal.c.status, "reached"),
    _with_status(goal.c.status, "open"),
)


async def programmes(conn: AsyncConnection, organisation_id: int) -> list[ProgrammeRow]:
    """Return the programmes of an organisation, the first that it offered first."""
    rows = await conn.execute(_PROGRAMMES, {"organisation": organisation_id})
    return [ProgrammeRow._make(row) for row in rows]


async def done(conn: AsyncConnection, organisation_id: int) -> dict[int | None, DoneRow]:
    """Return what was done by programme, whose id is None for matches that are in none."""
    counted = [
        await _by_programme(conn, statement, organisation_id) for statement in (_MATCHES, _MEETINGS, _GOALS)
    ]
    nothing = (0, 0)
    return {
        which: DoneRow(*(number for counts in counted for number in counts.get(which, nothing)))
        for which in dict.fromkeys(which for counts in counted for which in counts)
    }


async def _by_programme(
    conn: AsyncConnection, statement: Select[Any], organisation_id: int
) -> Mapping[int | None, tuple[int, int]]:
    rows = await conn.execute(statement, {"organisation": organisation_id})
    return {row[0]: (int(row[1]), int(row[2])) for row in rows}
