"""Goals of matches, and the steps towards them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, insert, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import goal, goal_step, match
from storage.types import among


class GoalRow(NamedTuple):
    """A goal; ``zone`` is the clock that its match's promises are kept on, ``by`` a day on it."""

    id: int
    match_id: int
    title: str
    by: date | None
    status: str
    made_by: int | None
    made_at: datetime
    ended_at: datetime | None
    zone: str


class StepRow(NamedTuple):
    """A step towards a goal, as the table has it."""

    id: int
    goal_id: int
    title: str
    by: date | None
    made_at: datetime
    done_at: datetime | None
    done_by: int | None


_GOALS = select(*(goal.c[name] for name in GoalRow._fields[:-1]), match.c.zone).join(
    match, match.c.id == goal.c.match_id
)
_BY_IDS = _GOALS.where(among(goal.c.id, "which"))
_OF_MATCHES = _GOALS.where(among(goal.c.match_id, "whose")).order_by(goal.c.id)
_STEPS = select(*(goal_step.c[name] for name in StepRow._fields))
_STEPS_BY_IDS = _STEPS.where(among(goal_step.c.id, "which"))
_STEPS_OF_GOALS = _STEPS.where(among(goal_step.c.goal_id, "whose")).order_by(goal_step.c.id)
_OPEN = (
    select(func.count())
    .select_from(goal)
    .where(goal.c.match_id == bindparam("whose"), goal.c.status == literal_column("'open'"))
)
_REACHED = (
    select(goal.c.match_id, func.count())
    .where(among(goal.c.match_id, "whose"), goal.c.status == literal_column("'reached'"))
    .group_by(goal.c.match_id)
)
_COUNT_STEPS = select(func.count()).select_from(goal_step).where(goal_step.c.goal_id == bindparam("whose"))
_ADD = insert(goal).returning(goal.c.id)
_ADD_STEP = insert(goal_step).returning(goal_step.c.id)
_THIS = update(goal).where(goal.c.id == bindparam("which"))
_OF_STATUS = _THIS.where(goal.c.status == bindparam("was"))
_SET_STATUS = _OF_STATUS.values(status=bindparam("becomes"), ended_at=bindparam("at"))
_DATE = _THIS.values(by=bindparam("day"))
_THIS_STEP = update(goal_step).where(goal_step.c.id == bindparam("which"))
_DONE = _THIS_STEP.where(goal_step.c.done_at.is_(None)).values(
    done_at=bindparam("now"), done_by=bindparam("who")
)
_UNDONE = _THIS_STEP.where(goal_step.c.done_at.is_not(None)).values(done_at=None, done_by=None)
_DATE_STEP = _THIS_STEP.values(by=bindparam("day"))


async def by_ids(conn: AsyncConnection, goal_ids: Collection[int]) -> dict[int, GoalRow]:
    """Return goals by id; one that is not there is absent."""
    rows = await _rows(conn, _BY_IDS, {"which": goal_ids}, goal_ids)
    return {row[0]: GoalRow._make(row) for row in rows}


async def of_matches(conn: AsyncConnection, match_ids: Collection[int]) -> list[GoalRow]:
    """Return every goal of these matches, open or ended, oldest first."""
    return [GoalRow._make(row) for row in await _rows(conn, _OF_MATCHES, {"whose": match_ids}, match_ids)]


async def reached(conn: AsyncConnection, match_ids: Collection[int]) -> dict[int, int]:
    """Return, by match, how many goals were reached; a match without any is absent."""
    return {row[0]: row[1] for row in await _rows(conn, _REACHED, {"whose": match_ids}, match_ids)}


async def steps_by_ids(conn: AsyncConnection, step_ids: Collection[int]) -> dict[int, StepRow]:
    """Return steps by id; one that is not there is absent."""
    rows = await _rows(conn, _STEPS_BY_IDS, {"which": step_ids}, step_ids)
    return {row[0]: StepRow._make(row) for row in rows}


async def steps_of(conn: AsyncConnection, goal_ids: Collection[int]) -> list[StepRow]:
    """Return the steps of these goals in the order in which they were added."""
    return [StepRow._make(row) for row in await _rows(conn, _STEPS_OF_GOALS, {"whose": goal_ids}, goal_ids)]


async def open_goals(conn: AsyncConnection, match_id: int) -> int:
    """Return how many open goals a match has."""
    return int((await conn.execute(_OPEN, {"whose": match_id})).scalar_one())


async def step_count(conn: AsyncConnection, goal_id: int) -> int:
    """Return how many steps a goal has."""
    return int((await conn.execute(_COUNT_STEPS, {"whose": goal_id})).scalar_one())


async def add(
    conn: AsyncConnection, match_id: int, title: str, by: date | None, made_by: int, now: datetime
) -> int:
    """Add an open goal and return its id."""
    row = {"match_id": match_id, "title": title, "by": by, "status": "open"}
    return int((await conn.execute(_ADD, {**row, "made_by": made_by, "made_at": now})).scalar_one())


async def add_step(conn: AsyncConnection, goal_id: int, title: str, by: date | None, now: datetime) -> int:
    """Add a step that is to be done and return its id."""
    row = {"goal_id": goal_id, "title": title, "by": by, "made_at": now}
    return int((await conn.execute(_ADD_STEP, row)).scalar_one())


async def end(conn: AsyncConnection, goal_id: int, status: str, now: datetime) -> bool:
    """End an open goal as "reached" or "dropped"; return False where it was not open."""
    given = {"which": goal_id, "was": "open", "becomes": status, "at": now}
    return (await conn.execute(_SET_STATUS, given)).rowcount == 1


async def reopen(conn: AsyncConnection, goal_id: int, status: str) -> bool:
    """Open a goal again that ended as ``status``; return False where it did not."""
    given = {"which": goal_id, "was": status, "becomes": "open", "at": None}
    return (await conn.execute(_SET_STATUS, given)).rowcount == 1


async def set_by(conn: AsyncConnection, goal_id: int, by: date | None) -> None:
    """Set the day by which a goal is to be reached, or none."""
    await conn.execute(_DATE, {"which": goal_id, "day": by})


async def do_step(conn: AsyncConnection, step_id: int, by: int, now: datetime) -> bool:
    """Mark a step as done by the person ``by``; return False where it was done already."""
    return (await conn.execute(_DONE, {"which": step_id, "now": now, "who": by})).rowcount == 1


async def undo_step(conn: AsyncConnection, step_id: int) -> bool:
    """Mark a step as not done after all; return False where it was not done."""
    return (await conn.execute(_UNDONE, {"which": step_id})).rowcount == 1


async def set_step_by(conn: AsyncConnection, step_id: int, by: date | None) -> None:
    """Set the day by which a step is to be done, or none."""
    await conn.execute(_DATE_STEP, {"which": step_id, "day": by})


async def _rows(
    conn: AsyncConnection, statement: Any, given: dict[str, Any], wanted: Collection[int]
) -> list[Any]:
    return list(await conn.execute(statement, given)) if wanted else []
