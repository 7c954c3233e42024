"""Goals and their steps, as they are kept."""

from __future__ import annotations

from datetime import date

from storage import erasure, goals
from storage.goals import GoalRow, StepRow
from storage.store import Store
from tests.storage.matched import DAY, matched
from tests.storage.rows import HOUR, NOW, count, member

FRIDAY = date(2026, 11, 27)
YOUNG, MENTOR = "telegram::1", "telegram::2"


async def test_goals_and_steps_come_in_the_order_in_which_they_were_added(store: Store) -> None:
    async with store.write() as conn:
        ann, sam = await member(conn, YOUNG), await member(conn, MENTOR)
        match = await matched(conn, sam, ann, zone="Europe/Paris")
        other = await matched(conn, sam, await member(conn, "telegram::3"))
        first = await goals.add(conn, match, "Write a CV", FRIDAY, ann, NOW)
        second = await goals.add(conn, match, "Feel calm", None, sam, NOW + HOUR)
        elsewhere = await goals.add(conn, other, "Drive", None, sam, NOW)
        late = await goals.add_step(conn, second, "Breathe", None, NOW)
        early = await goals.add_step(conn, first, "List it", FRIDAY, NOW + DAY)
        one = GoalRow(first, match, "Write a CV", FRIDAY, "open", ann, NOW, None, "Europe/Paris")
        two = GoalRow(second, match, "Feel calm", None, "open", sam, NOW + HOUR, None, "Europe/Paris")
        assert await goals.of_matches(conn, [match]) == [one, two]
        assert await goals.by_ids(conn, [second, 99]) == {second: two}
        assert [row.id for row in await goals.of_matches(conn, [other, match])] == [first, second, elsewhere]
        assert await goals.steps_of(conn, [first, second]) == [
            StepRow(late, second, "Breathe", None, NOW, None, None),
            StepRow(early, first, "List it", FRIDAY, NOW + DAY, None, None),
        ]
        assert set(await goals.steps_by_ids(conn, [early, 99])) == {early}
        assert (await goals.open_goals(conn, match), await goals.step_count(conn, first)) == (2, 1)
        assert not await goals.of_matches(conn, [])
        assert not await goals.steps_of(conn, [])


async def test_a_goal_ends_once_and_is_opened_from_how_it_ended(store: Store) -> None:
    async with store.write() as conn:
        match = await matched(conn, await member(conn, MENTOR), await member(conn, YOUNG))
        goal = await goals.add(conn, match, "Write a CV", None, 1, NOW)
        assert await goals.end(conn, goal, "reached", NOW)
        assert not await goals.end(conn, goal, "dropped", NOW + HOUR)
        row = (await goals.by_ids(conn, [goal]))[goal]
        assert (row.status, row.ended_at) == ("reached", NOW)
        assert not await goals.reopen(conn, goal, "dropped")
        assert await goals.reopen(conn, goal, "reached")
        row = (await goals.by_ids(conn, [goal]))[goal]
        assert (row.status, row.ended_at) == ("open", None)


async def test_a_step_is_done_once_and_undone_once(store: Store) -> None:
    async with store.write() as conn:
        match = await matched(conn, await member(conn, MENTOR), await member(conn, YOUNG))
        step = await goals.add_step(conn, await goals.add(conn, match, "A", None, 1, NOW), "B", None, NOW)
        assert not await goals.undo_step(conn, step)
        assert await goals.do_step(conn, step, 7, NOW)
        assert not await goals.do_step(conn, step, 8, NOW + HOUR)
        row = (await goals.steps_by_ids(conn, [step]))[step]
        assert (row.done_at, row.done_by) == (NOW, 7)
        assert await goals.undo_step(conn, step)
        row = (await goals.steps_by_ids(conn, [step]))[step]
        assert (row.done_at, row.done_by) == (None, None)


async def test_a_young_person_who_is_forgotten_takes_their_goals_along(store: Store) -> None:
    async with store.write() as conn:
        ann, mia, sam = [await member(conn, f"telegram::{n}") for n in (1, 2, 3)]
        for young in (ann, mia):
            goal = await goals.add(conn, await matched(conn, sam, young), "A", None, sam, NOW)
            await goals.add_step(conn, goal, "B", None, NOW)
        await erasure.forget_person(conn, ann)
    assert (await count(store, "goal"), await count(store, "goal_step")) == (1, 1)
    async with store.write() as conn:
        await erasure.forget_person(conn, sam)
    assert (await count(store, "goal"), await count(store, "goal_step")) == (1, 1)
