"""The day of a step or a goal is near, or was yesterday: said once, unless it is settled by then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from conversations.facts import Role
from conversations.reply import Order
from mentoring.nudges.deciding import decided
from mentoring.nudges.kinds.goals import GOALS, Occasion
from mentoring.nudges.nudge import Answer, Event
from mentoring.nudges.planning import happened
from storage import dues, erasure, goals, matches
from storage.dues import DueRow
from storage.tables import person
from tests.mentoring.school import School
from tests.storage.matched import matched
from tests.storage.statements import statements

FRIDAY = date(2026, 11, 27)
FIVE_ON_THURSDAY = datetime(2026, 11, 26, 17, tzinfo=UTC)
FIVE_ON_SATURDAY = datetime(2026, 11, 28, 17, tzinfo=UTC)


class Pair:
    """Ann and Sam with one goal and a step, and the dues about them."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.ann = self.sam = self.match = self.goal = self.step = 0

    async def begin(self) -> None:
        """Make them."""
        self.ann = await self.school.person("Ann", Role.YOUNG_PERSON)
        self.sam = await self.school.person("Sam", Role.MENTOR)
        async with self.school.store.write() as conn:
            self.match = await matched(conn, self.sam, self.ann)
            now = self.school.now
            self.goal = await goals.add(conn, self.match, "Write a CV", None, self.ann, now)
            self.step = await goals.add_step(conn, self.goal, "Show it to Sam", None, now)

    async def dated(self, by: date = FRIDAY, *, whole: bool = False) -> None:
        """Set the day of the step, or of the goal, and plan what is said of it."""
        async with self.school.store.write() as conn:
            if whole:
                await goals.set_by(conn, self.goal, by)
                await happened(conn, Event.GOAL_DATED, self.goal, self.school.now)
            else:
                await goals.set_step_by(conn, self.step, by)
                await happened(conn, Event.STEP_DATED, self.step, self.school.now)

    async def due(self, now: datetime) -> list[DueRow]:
        """Return the dues whose time has come."""
        async with self.school.store.write() as conn:
            return [row for row in await dues.claim(conn, now, 50) if row.purpose == GOALS.purpose]

    async def answers(self, now: datetime) -> list[Answer]:
        """Return what becomes of the dues whose time has come, in their order."""
        rows = await self.due(now)
        async with self.school.store.read() as conn:
            said: Mapping[int, Answer] = await GOALS.answers(conn, rows, now)
        assert set(said) == {row.id for row in rows}
        return [said[row.id] for row in rows]

    async def reasons(self, now: datetime) -> list[str]:
        """Return why nothing is said of the dues whose time has come."""
        answers = await self.answers(now)
        assert all(answer.reply is None for answer in answers)
        return [answer.reason for answer in answers]


@pytest.fixture
async def pair(school: School) -> Pair:
    """Give a pair with a goal and a step that have no day."""
    made = Pair(school)
    await made.begin()
    return made


async def test_a_step_is_named_on_the_day_before_and_asked_about_on_the_day_after(pair: Pair) -> None:
    await pair.dated()

    assert await pair.due(FIVE_ON_THURSDAY - timedelta(seconds=1)) == []
    near, after = await pair.due(FIVE_ON_SATURDAY)
    assert (near.at, after.at) == (FIVE_ON_THURSDAY, FIVE_ON_SATURDAY)
    assert (near.person_id, near.wall, near.zone) == (pair.ann, "2026-11-26T17:00:00", "Europe/London")
    assert near.not_after == near.at + timedelta(days=2)
    assert near.occurrence == f"{pair.step}:step:2026-11-27:near"
    assert [answer.reason for answer in await pair.answers(FIVE_ON_SATURDAY)] == ["the day has come", ""]


async def test_a_goal_and_a_step_of_one_number_are_both_said(pair: Pair) -> None:
    await pair.dated()
    await pair.dated(whole=True)
    assert pair.goal == pair.step

    rows = await pair.due(FIVE_ON_THURSDAY)
    async with pair.school.store.read() as conn:
        told = await decided(conn, GOALS, rows, {}, FIVE_ON_THURSDAY)

    assert [one.answer.reason for one in told] == ["", ""]


@pytest.mark.parametrize(
    ("whole", "done", "later", "label"),
    [
        (False, "/goals {goal} done {step}", "/goals {goal} later {step}", "step"),
        (True, "/goals {goal} reached", "/goals {goal} later", "goal"),
    ],
    ids=["step", "goal"],
)
async def test_what_is_said_has_the_buttons_to_act_on_it(
    pair: Pair, whole: bool, done: str, later: str, label: str
) -> None:
    await pair.dated(whole=whole)

    [near] = await pair.answers(FIVE_ON_THURSDAY)
    assert near.reply is not None
    named = {"goal": pair.goal, "step": pair.step}
    assert [choice.value for choice in near.reply.choices] == [
        *(command.format(**named) for command in (done, later)),
        f"/goals {pair.goal}",
    ]
    assert [choice.label for choice in near.reply.choices] == [
        *(f"goal_nudge.{label}_done", "goal_nudge.move", "goals.open")
    ]
    [part] = near.reply.parts
    assert part.prompt == "goal_near"
    assert part.values == {"title": "Write a CV", "step": "" if whole else "Show it to Sam"}
    assert near.reply.order is Order.REMINDER
    assert (near.then, near.news) == ((), ())


async def test_how_it_went_is_asked_on_the_day_after(pair: Pair) -> None:
    await pair.dated(FRIDAY - timedelta(4))

    [after] = await pair.answers(datetime(2026, 11, 24, 17, tzinfo=UTC))
    assert after.reply is not None
    assert after.reply.parts[0].prompt == "goal_after"
    assert after.reply.choices[1].label == "goal_nudge.later"


async def test_what_is_done_by_then_is_not_mentioned(pair: Pair) -> None:
    await pair.dated()
    async with pair.school.store.write() as conn:
        await goals.do_step(conn, pair.step, pair.ann, pair.school.now)

    assert await pair.reasons(FIVE_ON_SATURDAY) == ["done or let go"] * 2


@pytest.mark.parametrize("status", ["reached", "dropped"])
@pytest.mark.parametrize("whole", [False, True], ids=["step", "goal"])
async def test_what_has_ended_is_not_mentioned(pair: Pair, status: str, whole: bool) -> None:
    await pair.dated(whole=whole)
    async with pair.school.store.write() as conn:
        await goals.end(conn, pair.goal, status, pair.school.now)

    assert await pair.reasons(FIVE_ON_SATURDAY) == ["done or let go"] * 2


@pytest.mark.parametrize("whole", [False, True], ids=["step", "goal"])
async def test_another_day_is_another_occurrence(pair: Pair, whole: bool) -> None:
    await pair.dated(whole=whole)
    await pair.dated(FRIDAY + timedelta(7), whole=whole)

    assert await pair.reasons(FIVE_ON_SATURDAY) == ["it has another day now"] * 2
    answers = await pair.answers(FIVE_ON_THURSDAY + timedelta(7))
    assert answers[2].reply is not None


async def test_a_day_that_was_taken_away_is_not_mentioned(pair: Pair) -> None:
    await pair.dated()
    async with pair.school.store.write() as conn:
        await goals.set_step_by(conn, pair.step, None)

    assert await pair.reasons(FIVE_ON_THURSDAY) == ["it has another day now"]


async def test_the_same_day_again_is_planned_once(pair: Pair) -> None:
    await pair.dated()
    await pair.dated()

    assert len(await pair.due(FIVE_ON_SATURDAY)) == 2


async def test_when_the_match_is_over_nothing_is_said(pair: Pair) -> None:
    await pair.dated()
    async with pair.school.store.write() as conn:
        await matches.close(conn, pair.match, "moved", None, pair.school.now)

    assert await pair.reasons(FIVE_ON_SATURDAY) == ["the match is over"] * 2


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 11, 24)], ids=["today", "tomorrow"])
async def test_a_day_so_near_has_its_word_before_it_only_while_there_is_time(pair: Pair, day: date) -> None:
    pair.school.now = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
    await pair.dated(day)

    rows = await pair.due(datetime(2026, 12, 1, tzinfo=UTC))
    assert [Occasion.of(row.occurrence).when for row in rows] == ["after"]


async def test_it_is_said_on_the_young_person_s_own_clock(pair: Pair) -> None:
    async with pair.school.store.write() as conn:
        await conn.execute(update(person).where(person.c.id == pair.ann).values(zone="Pacific/Auckland"))
    await pair.dated()

    near, _ = await pair.due(FIVE_ON_SATURDAY)
    assert (near.at, near.zone) == (datetime(2026, 11, 26, 4, tzinfo=UTC), "Pacific/Auckland")
    [told] = await pair.answers(near.at)
    assert told.reply is not None


async def test_both_changes_of_the_clock_keep_it_at_five(pair: Pair) -> None:
    await pair.dated(date(2027, 3, 28))
    await pair.dated(date(2027, 10, 31))

    rows = await pair.due(datetime(2027, 12, 1, tzinfo=UTC))
    assert [row.at.hour for row in rows] == [17, 16, 16, 17]


async def test_nobody_is_told_of_what_is_not_there(pair: Pair) -> None:
    async with pair.school.store.write() as conn:
        await happened(conn, Event.STEP_DATED, 999, pair.school.now)
        await happened(conn, Event.GOAL_DATED, 999, pair.school.now)
        await happened(conn, Event.GOAL_DATED, pair.goal, pair.school.now)
        await happened(conn, Event.STEP_DATED, pair.step, pair.school.now)

    assert await pair.due(datetime(2027, 12, 1, tzinfo=UTC)) == []


async def test_where_the_young_person_is_forgotten_nothing_is_planned(pair: Pair) -> None:
    async with pair.school.store.write() as conn:
        await erasure.forget_person(conn, pair.ann)
    await pair.dated()

    assert await pair.due(datetime(2027, 12, 1, tzinfo=UTC)) == []


async def test_what_many_dues_are_about_is_read_in_one_go(school: School) -> None:
    pairs = [Pair(school) for _ in range(5)]
    for number, pair in enumerate(pairs):
        await pair.begin()
        await pair.dated(whole=number % 2 == 0)
    rows = await pairs[0].due(FIVE_ON_THURSDAY)
    steps = [row for row in rows if ":step:" in row.occurrence]

    async with school.store.read() as conn:
        with statements(conn) as one:
            await GOALS.answers(conn, steps[:1], FIVE_ON_THURSDAY)
        with statements(conn) as many:
            answers = await GOALS.answers(conn, rows, FIVE_ON_THURSDAY)
    assert len(many) == len(one) == 3
    assert [answers[row.id].reply is not None for row in rows] == [True] * 5
