"""Changes to a pair's goals: only the two of an active match make them, and both see all of them."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations import effects
from conversations.goals import DROPPED, MOST_GOALS, MOST_STEPS, OPEN, REACHED
from conversations.reply import COMMAND_MARK, Choice, Order
from conversations.turn import said
from mentoring.changes.who import Who
from mentoring.news import News
from mentoring.nudges.nudge import Event
from mentoring.nudges.planning import happened
from storage import goals, matches
from storage.goals import GoalRow, StepRow
from storage.matches import PairRow
from storage.people import homes

CLOSED = "goal_closed"
"""The prompt of what comes too late: the match is over, or the goal has ended."""


async def add_goal(conn: AsyncConnection, effect: effects.AddGoal, who: Who) -> Who:
    """Set a goal; the other of the pair hears of it."""
    pair = await _pair(conn, effect.match, who)
    if pair is None:
        return who.answered(said(CLOSED))
    if await goals.open_goals(conn, pair.id) >= MOST_GOALS:
        return who.answered(said("goals_full", most=MOST_GOALS))
    number = await goals.add(conn, pair.id, effect.title, effect.by, who.known, who.now)
    if effect.by:
        await happened(conn, Event.GOAL_DATED, number, who.now)
    await _seen(conn, pair, who)
    return who.with_news(*_told("goal_new", pair, number, effect.title, who))


async def add_step(conn: AsyncConnection, effect: effects.AddStep, who: Who) -> Who:
    """Add a step to an open goal."""
    row, pair = await _goal(conn, effect.goal, who)
    if row is None or pair is None or row.status != OPEN:
        return who.answered(said(CLOSED))
    if await goals.step_count(conn, row.id) >= MOST_STEPS:
        return who.answered(said("steps_full", most=MOST_STEPS))
    step = await goals.add_step(conn, row.id, effect.title, effect.by, who.now)
    if effect.by:
        await happened(conn, Event.STEP_DATED, step, who.now)
    return await _seen(conn, pair, who)


async def step_done(conn: AsyncConnection, effect: effects.StepDone, who: Who) -> Who:
    """Mark a step as done, or as not done after all; a second time changes nothing."""
    step, pair = await _step(conn, effect.step, who)
    if step is None or pair is None:
        return who.answered(said(CLOSED))
    if effect.done:
        await goals.do_step(conn, step.id, who.known, who.now)
    else:
        await goals.undo_step(conn, step.id)
    return await _seen(conn, pair, who)


async def date_step(conn: AsyncConnection, effect: effects.DateStep, who: Who) -> Who:
    """Give a step another day."""
    step, pair = await _step(conn, effect.step, who)
    if step is None or pair is None:
        return who.answered(said(CLOSED))
    await goals.set_step_by(conn, step.id, effect.by)
    if effect.by:
        await happened(conn, Event.STEP_DATED, step.id, who.now)
    return await _seen(conn, pair, who)


async def date_goal(conn: AsyncConnection, effect: effects.DateGoal, who: Who) -> Who:
    """Give a goal another day."""
    row, pair = await _goal(conn, effect.goal, who)
    if row is None or pair is None or row.status != OPEN:
        return who.answered(said(CLOSED))
    await goals.set_by(conn, row.id, effect.by)
    if effect.by:
        await happened(conn, Event.GOAL_DATED, row.id, who.now)
    return await _seen(conn, pair, who)


async def reached(conn: AsyncConnection, effect: effects.GoalReached, who: Who) -> Who:
    """End a goal as reached; the other of the pair hears of it, once."""
    row, pair = await _goal(conn, effect.goal, who)
    if row is None or pair is None:
        return who.answered(said(CLOSED))
    if not await goals.end(conn, row.id, REACHED, who.now):
        return who
    await _seen(conn, pair, who)
    return who.with_news(*_told("goal_reached_news", pair, row.id, row.title, who))


async def drop(conn: AsyncConnection, effect: effects.DropGoal, who: Who) -> Who:
    """Let a goal go, which nobody is told."""
    row, pair = await _goal(conn, effect.goal, who)
    if row is None or pair is None:
        return who.answered(said(CLOSED))
    await goals.end(conn, row.id, DROPPED, who.now)
    return await _seen(conn, pair, who)


async def reopen(conn: AsyncConnection, effect: effects.ReopenGoal, who: Who) -> Who:
    """Open a goal again that had ended."""
    row, pair = await _goal(conn, effect.goal, who)
    if row is None or pair is None:
        return who.answered(said(CLOSED))
    if row.status == OPEN:
        return who
    if await goals.open_goals(conn, pair.id) >= MOST_GOALS:
        return who.answered(said("goals_full", most=MOST_GOALS))
    await goals.reopen(conn, row.id, row.status)
    return await _seen(conn, pair, who)


async def _pair(conn: AsyncConnection, match_id: int, who: Who) -> PairRow | None:
    """Return an active match that is theirs, or None."""
    pair = (await matches.by_ids(conn, [match_id])).get(match_id)
    theirs = pair is not None and who.known in (pair.mentor_id, pair.young_person_id)
    return pair if pair is not None and theirs and pair.is_active else None


async def _goal(conn: AsyncConnection, goal_id: int, who: Who) -> tuple[GoalRow | None, PairRow | None]:
    """Return a goal and its match, where that is active and theirs."""
    row = (await goals.by_ids(conn, [goal_id])).get(goal_id)
    return row, await _pair(conn, row.match_id, who) if row else None


async def _step(conn: AsyncConnection, step_id: int, who: Who) -> tuple[StepRow | None, PairRow | None]:
    """Return a step of an open goal and its match, where that is active and theirs."""
    step = (await goals.steps_by_ids(conn, [step_id])).get(step_id)
    row, pair = await _goal(conn, step.goal_id, who) if step else (None, None)
    return step, pair if row is not None and row.status == OPEN else None


async def _seen(conn: AsyncConnection, pair: PairRow, who: Who) -> Who:
    """Have the pages of both published anew."""
    await homes.mark(conn, who.now, persons=pair.people)
    return who


def _told(prompt: str, pair: PairRow, goal: int, title: str, who: Who) -> tuple[News, ...]:
    """Return what the other of the pair hears, with a button that opens the goal."""
    mine = who.known == pair.mentor_id
    name, other = (pair.mentor, pair.young_person_id) if mine else (pair.young_person, pair.mentor_id)
    if other is None:
        return ()
    told = said(prompt, Order.REMINDER, first_name=name or "", title=title)
    choices = (Choice(f"{COMMAND_MARK}goals {goal}", label="goals.open"),)
    return (News(replace(told, choices=choices), people=(other,)),)
