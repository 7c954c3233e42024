"""The day of a step or a goal: a word on the day before, and on the day after, how it went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.clock import in_utc, on_wall
from conversations.goals import OPEN
from conversations.nudging import NudgeGroup
from conversations.reply import COMMAND_MARK, Choice, Order, Part, Reply
from mentoring.nudges.nudge import Answer, Event, Nudge, Planned
from storage import goals, matches
from storage.dues import DueRow
from storage.goals import GoalRow, StepRow
from storage.matches import PairRow

PURPOSE = "goal"

AFTER_SCHOOL = time(17)
"""When it is said, on the young person's own clock: after school, before the evening."""

DAY = timedelta(days=1)

STEP, GOAL = "step", "goal"
NEAR, AFTER = "near", "after"


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a due is about: a step or a goal, its day and which side of it, as in "4:step:2026-12-04:near"."""

    id: int
    what: str
    by: date
    when: str

    def __str__(self) -> str:
        return f"{self.id}:{self.what}:{self.by.isoformat()}:{self.when}"

    @classmethod
    def of(cls, occurrence: str) -> Occasion:
        """Return the occasion that an occurrence names."""
        number, what, by, when = occurrence.split(":")
        return cls(int(number), what, date.fromisoformat(by), when)


@dataclass(frozen=True, slots=True)
class _Known:
    """What dues of this kind are about, read in one go."""

    steps: Mapping[int, StepRow]
    goals: Mapping[int, GoalRow]
    pairs: Mapping[int, PairRow]

    def goal_of(self, occasion: Occasion) -> GoalRow | None:
        """Return the goal itself, or the one whose step it is."""
        step = self.steps.get(occasion.id) if occasion.what == STEP else None
        number = occasion.id if occasion.what == GOAL else step.goal_id if step else 0
        return self.goals.get(number)

    def by(self, occasion: Occasion) -> date | None:
        """Return the day as it is set now."""
        row = self.steps.get(occasion.id) if occasion.what == STEP else self.goals.get(occasion.id)
        return row.by if row else None

    def done(self, occasion: Occasion) -> bool:
        """Tell whether a step is done; a goal that is reached has ended."""
        step = self.steps.get(occasion.id) if occasion.what == STEP else None
        return step is not None and step.done_at is not None


async def plan_step(conn: AsyncConnection, step_id: int, now: datetime) -> Sequence[Planned]:
    """Plan what is said of a step that has a day."""
    step = (await goals.steps_by_ids(conn, [step_id])).get(step_id)
    if step is None or step.by is None:
        return ()
    row = (await goals.by_ids(conn, [step.goal_id])).get(step.goal_id)
    return await _plans(conn, row, step.by, now, Occasion(step_id, STEP, step.by, NEAR)) if row else ()


async def plan_goal(conn: AsyncConnection, goal_id: int, now: datetime) -> Sequence[Planned]:
    """Plan what is said of a goal that has a day."""
    row = (await goals.by_ids(conn, [goal_id])).get(goal_id)
    if row is None or row.by is None:
        return ()
    return await _plans(conn, row, row.by, now, Occasion(goal_id, GOAL, row.by, NEAR))


async def _plans(
    conn: AsyncConnection, row: GoalRow, by: date, now: datetime, about: Occasion
) -> Sequence[Planned]:
    pair = (await matches.by_ids(conn, [row.match_id])).get(row.match_id)
    if pair is None or pair.young_person_id is None or pair.young_person_zone is None:
        return ()
    zone = pair.young_person_zone
    walls = {NEAR: by - DAY, AFTER: by + DAY}
    planned = [
        _planned(pair.young_person_id, Occasion(about.id, about.what, by, when), day, zone)
        for when, day in walls.items()
    ]
    return [one for one in planned if one.at > now]


def _planned(person: int, occasion: Occasion, day: date, zone: str) -> Planned:
    wall = datetime.combine(day, AFTER_SCHOOL)
    return Planned(person, str(occasion), in_utc(wall, zone), wall, zone)


async def answers(conn: AsyncConnection, dues: Sequence[DueRow], now: datetime) -> Mapping[int, Answer]:
    """Say what each due is about, unless it is settled."""
    occasions = {due.id: Occasion.of(due.occurrence) for due in dues}
    known = await _read(conn, occasions.values())
    return {due.id: _answer(due, occasions[due.id], known, now) for due in dues}


async def _read(conn: AsyncConnection, occasions: Iterable[Occasion]) -> _Known:
    wanted = list(occasions)
    steps = await goals.steps_by_ids(conn, {one.id for one in wanted if one.what == STEP})
    numbers = {one.id for one in wanted if one.what == GOAL} | {step.goal_id for step in steps.values()}
    rows = await goals.by_ids(conn, numbers)
    pairs = await matches.by_ids(conn, {row.match_id for row in rows.values()})
    return _Known(steps, rows, pairs)


def _answer(due: DueRow, occasion: Occasion, known: _Known, now: datetime) -> Answer:
    row = known.goal_of(occasion)
    pair = known.pairs.get(row.match_id) if row else None
    if row is None or pair is None or pair.status != "active" or pair.young_person_id != due.person_id:
        return Answer(reason="the match is over")
    if row.status != OPEN or known.done(occasion):
        return Answer(reason="done or let go")
    if known.by(occasion) != occasion.by:
        return Answer(reason="it has another day now")
    zone = pair.young_person_zone or pair.zone
    if occasion.when == NEAR and on_wall(now, zone).date() >= occasion.by:
        return Answer(reason="the day has come")
    step = known.steps.get(occasion.id) if occasion.what == STEP else None
    return Answer(_reply(occasion, row, step))


def _reply(occasion: Occasion, row: GoalRow, step: StepRow | None) -> Reply:
    """Return what is said, with a button for a step that is done or takes longer."""
    values = {"title": row.title, "step": step.title if step else ""}
    done = f"done {step.id}" if step else "reached"
    later = f"later {step.id}" if step else "later"
    choices = (
        _button(row.id, done, f"goal_nudge.{occasion.what}_done"),
        _button(row.id, later, f"goal_nudge.{'move' if occasion.when == NEAR else 'later'}"),
        _button(row.id, "", "goals.open"),
    )
    return Reply(parts=(Part(f"goal_{occasion.when}", values),), choices=choices, order=Order.REMINDER)


def _button(goal: int, act: str, label: str) -> Choice:
    return Choice(f"{COMMAND_MARK}goals {goal} {act}".rstrip(), label=label)


GOALS = Nudge(
    PURPOSE,
    keeps=2 * DAY,
    answers=answers,
    plans={Event.STEP_DATED: plan_step, Event.GOAL_DATED: plan_goal},
    group=NudgeGroup.GOALS,
    matter=2,  # a goal and a step may have the same number
)
