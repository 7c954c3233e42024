"""The goals of matches, as the store keeps them and as people see them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.clock import on_wall
from conversations.pairs import Goal, Step
from storage import goals as stored
from storage.goals import GoalRow, StepRow


async def goals_of(conn: AsyncConnection, match_ids: Collection[int]) -> dict[int, tuple[Goal, ...]]:
    """Return, by match, its goals with their steps, oldest first; a match without any is absent."""
    rows = await stored.of_matches(conn, match_ids)
    steps: dict[int, list[Step]] = {}
    for step in await stored.steps_of(conn, [row.id for row in rows]):
        steps.setdefault(step.goal_id, []).append(_step(step))
    found: dict[int, tuple[Goal, ...]] = {}
    for row in rows:
        found[row.match_id] = (*found.get(row.match_id, ()), _goal(row, steps.get(row.id, ())))
    return found


def _goal(row: GoalRow, steps: Collection[Step]) -> Goal:
    return Goal(row.id, row.title, row.by, row.status, tuple(steps), _ended(row))


def _ended(row: GoalRow) -> date | None:
    return on_wall(row.ended_at, row.zone).date() if row.ended_at else None


def _step(row: StepRow) -> Step:
    return Step(row.id, row.title, row.by, row.done_at is not None)
