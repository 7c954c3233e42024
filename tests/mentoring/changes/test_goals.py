"""What a pair changes of its goals: only the two of an active match may, and both see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from conversations.effects import (
    AddGoal,
    AddStep,
    DateGoal,
    DateStep,
    DropGoal,
    Effect,
    GoalReached,
    ReopenGoal,
    StepDone,
)
from conversations.facts import Role
from conversations.goals import MOST_GOALS, MOST_STEPS
from conversations.pairs import Goal, Step
from conversations.reply import Choice, Order, Part
from conversations.turn import said
from mentoring.changes import Who
from mentoring.goals import goals_of
from storage import erasure, matches
from storage.tables import due, goal, goal_step
from tests.mentoring.school import School
from tests.storage.matched import matched

FRIDAY = date(2026, 11, 27)
CLOSED = (said("goal_closed"),)


@dataclass
class Two:
    """Ann and her mentor Sam, in one match."""

    school: School
    ann: int
    sam: int
    match: int

    async def goals(self) -> tuple[Goal, ...]:
        """Return their goals as both see them."""
        async with self.school.store.read() as conn:
            return (await goals_of(conn, [self.match])).get(self.match, ())

    async def one(self) -> Goal:
        """Return their only goal."""
        [only] = await self.goals()
        return only

    async def set(self, *steps: str, **more: Any) -> Goal:
        """Let Ann set a goal with these steps."""
        await self.school.do(self.ann, AddGoal(self.match, "Write a CV", **more))
        made = await self.one()
        for step in steps:
            await self.school.do(self.ann, AddStep(made.id, step))
        return await self.one()

    async def close(self) -> None:
        """End the match."""
        async with self.school.store.write() as conn:
            await matches.close(conn, self.match, "year_done", None, self.school.now)

    async def dues(self) -> list[tuple[int, str]]:
        """Return (person, occurrence) of what is planned."""
        return [(row.person_id, row.occurrence) for row in await self.school.rows(due, purpose="goal")]


@pytest.fixture
async def two(school: School) -> Two:
    """Give a pair without goals."""
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    sam = await school.person("Sam", Role.MENTOR, at=["slack:T1:U1"])
    async with school.store.write() as conn:
        return Two(school, ann, sam, await matched(conn, sam, ann))


def told(who: Who) -> list[tuple[str, tuple[int, ...]]]:
    """Return (prompt, people) of what others hear."""
    return [(news.reply.parts[0].prompt, news.people) for news in who.news]


async def test_a_goal_is_set_and_the_other_hears_of_it(two: Two) -> None:
    who = await two.school.do(two.ann, AddGoal(two.match, "Write a CV", FRIDAY))

    made = await two.one()
    assert made == Goal(made.id, "Write a CV", FRIDAY)
    [news] = who.news
    assert news.people == (two.sam,)
    assert news.reply.parts == (Part("goal_new", {"first_name": "Ann", "title": "Write a CV"}),)
    assert news.reply.choices == (Choice(f"/goals {made.id}", label="goals.open"),)
    assert news.reply.order is Order.REMINDER
    [row] = await two.school.rows(goal)
    assert (row.made_by, row.made_at) == (two.ann, two.school.now)


async def test_a_mentor_s_goal_is_told_to_the_young_person(two: Two) -> None:
    who = await two.school.do(two.sam, AddGoal(two.match, "Write a CV"))

    assert told(who) == [("goal_new", (two.ann,))]
    assert who.news[0].reply.parts[0].values["first_name"] == "Sam"


async def test_steps_are_added_done_and_undone_without_a_word_to_the_other(two: Two) -> None:
    made = await two.set()

    who = await two.school.do(two.sam, AddStep(made.id, "List it", FRIDAY), AddStep(made.id, "Show it"))
    first, second = (await two.one()).steps
    assert (first, second) == (Step(first.id, "List it", FRIDAY), Step(second.id, "Show it"))
    who = await two.school.do(two.ann, StepDone(first.id))
    assert (await two.one()).steps[0].done
    [row, _] = await two.school.rows(goal_step)
    assert (row.done_by, row.done_at) == (two.ann, two.school.now)
    two.school.later(hours=1)
    await two.school.do(two.sam, StepDone(first.id))
    assert (await two.school.rows(goal_step))[0] == row
    await two.school.do(two.sam, StepDone(first.id, done=False))
    assert not (await two.one()).steps[0].done
    assert (who.news, who.answers) == ((), ())


async def test_a_goal_is_reached_once_and_the_other_hears_of_it_once(two: Two) -> None:
    made = await two.set()

    assert told(await two.school.do(two.sam, GoalReached(made.id))) == [("goal_reached_news", (two.ann,))]
    assert told(await two.school.do(two.ann, GoalReached(made.id))) == []
    assert (await two.one()).status == "reached"
    assert (await two.one()).ended == two.school.now.date()


async def test_a_goal_is_let_go_and_nobody_is_told(two: Two) -> None:
    made = await two.set()

    assert told(await two.school.do(two.ann, DropGoal(made.id))) == []
    assert (await two.one()).status == "dropped"


@pytest.mark.parametrize("ends", [GoalReached, DropGoal])
async def test_a_goal_that_ended_is_opened_again(two: Two, ends: type[GoalReached | DropGoal]) -> None:
    made = await two.set("List it")
    await two.school.do(two.ann, ends(made.id))

    await two.school.do(two.ann, ReopenGoal(made.id))
    await two.school.do(two.ann, ReopenGoal(made.id))
    assert await two.one() == made


async def test_what_has_ended_stays_as_it_ended(two: Two) -> None:
    made = await two.set("List it")
    await two.school.do(two.ann, GoalReached(made.id))
    reached = await two.one()

    for effect in (
        *(AddStep(made.id, "Show it"), StepDone(made.steps[0].id), DateGoal(made.id, FRIDAY)),
        DateStep(made.steps[0].id, FRIDAY),
    ):
        assert (await two.school.do(two.ann, effect)).answers == CLOSED
    await two.school.do(two.ann, DropGoal(made.id))
    assert await two.one() == reached


async def test_no_more_goals_than_a_pair_works_on(two: Two) -> None:
    effects = [AddGoal(two.match, f"Goal {number}") for number in range(MOST_GOALS)]
    await two.school.do(two.ann, *effects)

    who = await two.school.do(two.sam, AddGoal(two.match, "One more"))
    assert (who.answers, who.news) == ((said("goals_full", most=MOST_GOALS),), ())
    first = (await two.goals())[0]
    await two.school.do(two.ann, DropGoal(first.id), AddGoal(two.match, "One more"))
    who = await two.school.do(two.ann, ReopenGoal(first.id))
    assert who.answers == (said("goals_full", most=MOST_GOALS),)
    assert [one.status for one in await two.goals()] == ["dropped", *["open"] * MOST_GOALS]


async def test_a_goal_has_room_for_so_many_steps(two: Two) -> None:
    made = await two.set(*(f"Step {number}" for number in range(MOST_STEPS)))

    who = await two.school.do(two.ann, AddStep(made.id, "One more"))
    assert who.answers == (said("steps_full", most=MOST_STEPS),)
    assert await two.one() == made


async def test_days_are_changed_and_each_is_planned_for(two: Two) -> None:
    made = await two.set("List it", by=FRIDAY)
    step = made.steps[0].id

    await two.school.do(two.sam, DateStep(step, date(2026, 12, 1)), DateGoal(made.id, date(2026, 12, 20)))
    await two.school.do(two.ann, DateStep(step, date(2026, 12, 1)), DateGoal(made.id, None))
    assert await two.dues() == [
        (two.ann, f"{made.id}:goal:2026-11-27:near"),
        (two.ann, f"{made.id}:goal:2026-11-27:after"),
        (two.ann, f"{step}:step:2026-12-01:near"),
        (two.ann, f"{step}:step:2026-12-01:after"),
        (two.ann, f"{made.id}:goal:2026-12-20:near"),
        (two.ann, f"{made.id}:goal:2026-12-20:after"),
    ]
    now = await two.one()
    assert (now.by, now.steps[0].by) == (None, date(2026, 12, 1))


async def test_without_a_day_nothing_is_planned(two: Two) -> None:
    made = await two.set("List it")

    await two.school.do(two.ann, DateStep(made.steps[0].id, None), DateGoal(made.id, None))
    assert await two.dues() == []


def every_change(two: Two, made: Goal) -> list[Effect]:
    """Return one of every change."""
    step = made.steps[0].id
    return [
        AddGoal(two.match, "Another"),
        AddStep(made.id, "Another"),
        StepDone(step),
        StepDone(step, done=False),
        DateStep(step, FRIDAY),
        DateGoal(made.id, FRIDAY),
        GoalReached(made.id),
        DropGoal(made.id),
        ReopenGoal(made.id),
    ]


async def test_nobody_else_changes_anything(two: Two) -> None:
    made = await two.set("List it")
    mia = await two.school.person("Mia", Role.YOUNG_PERSON)
    lee = await two.school.person("Lee", Role.MENTOR)
    async with two.school.store.write() as conn:
        await matched(conn, lee, mia)

    for person in (mia, lee, await two.school.coordinator("Pat")):
        for effect in every_change(two, made):
            who = await two.school.do(person, effect)
            assert (who.answers, who.news) == (CLOSED, ())
    assert await two.goals() == (made,)


async def test_when_a_match_is_over_its_goals_stay_as_they_are(two: Two) -> None:
    made = await two.set("List it")
    await two.close()

    for effect in every_change(two, made):
        who = await two.school.do(two.ann, effect)
        assert (who.answers, who.news) == (CLOSED, ())
    assert await two.goals() == (made,)


async def test_what_is_not_there_changes_nothing(two: Two) -> None:
    for effect in (AddGoal(99, "x"), AddStep(99, "x"), StepDone(99), DateStep(99, None), ReopenGoal(99)):
        assert (await two.school.do(two.ann, effect)).answers == CLOSED
    assert await two.goals() == ()


async def test_the_pages_of_both_are_out_of_date(two: Two) -> None:
    await two.school.shown()
    two.school.later(minutes=1)

    await two.set()
    assert await two.school.stale() == ["slack:T1:U1"]


async def test_where_the_other_is_forgotten_nobody_is_told(two: Two) -> None:
    async with two.school.store.write() as conn:
        await erasure.forget_person(conn, two.sam)

    assert (await two.school.do(two.ann, AddGoal(two.match, "Write a CV"))).news == ()
    assert (await two.one()).title == "Write a CV"
