"""A pair works on a goal through the turns that everybody takes: what one does is there for the other."""

from __future__ import annotations

import pytest

from conversations.facts import Role, Seek
from conversations.pairs import Goal, Step
from storage import matches
from storage.store import Store
from storage.tables import due
from tests.bot.house import WORDS, House
from tests.mentoring.school import School
from tests.storage.matched import matched

ANN, SAM = "1001", "1002"


class Two:
    """Ann and Sam, who are matched, each with a chat."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.school = School(house.store, house.clock.now())
        self.ann = self.sam = self.match = 0

    async def begin(self) -> None:
        """Make them and match them."""
        self.ann = await self.school.person("Ann", Role.YOUNG_PERSON, at=[f"telegram::{ANN}"])
        self.sam = await self.school.person("Sam", Role.MENTOR, at=[f"telegram::{SAM}"])
        async with self.house.store.write() as conn:
            self.match = await matched(conn, self.sam, self.ann)

    async def goals(self, person: int) -> tuple[Goal, ...]:
        """Return the goals as one of them sees them."""
        [pair] = (await self.school.sees(person, Seek(pairs=True, goals=True)))["pairs"]
        found: tuple[Goal, ...] = pair.goals
        return found


@pytest.fixture
async def two(store: Store) -> Two:
    """Give a pair in a house."""
    house = House(store)
    house.words = WORDS
    made = Two(house)
    await made.begin()
    return made


async def test_a_goal_is_set_by_one_ticked_by_the_other_and_reached(two: Two) -> None:
    say = two.house.say
    assert await say(ANN, "/goals", "[new]", "Cook for six", "14 feb") == ["goal_set", "step_title"]
    assert await say(ANN, "Buy a pan", "friday") == ["step_added", "step_title"]
    assert await say(ANN, "Find a recipe", "skip", "[enough]") == ["goal"]
    [goal] = await two.goals(two.ann)
    assert [step.title for step in goal.steps] == ["Buy a pan", "Find a recipe"]
    assert (await two.house.prompts(SAM))[-1] == "goal_new"

    first, second = (step.id for step in goal.steps)
    assert await say(SAM, f"/goals {goal.id} done {first}") == ["step_done", "goal"]
    assert await say(SAM, f"[step:{second}]") == ["step_done", "goal"]
    assert await say(SAM, f"[undo:{second}]") == ["step_undone", "goal"]
    assert [step.done for step in (await two.goals(two.ann))[0].steps] == [True, False]

    assert await say(ANN, f"[step:{second}]") == ["step_done", "goal"]
    assert await say(ANN, "[reach]", "[close]") == ["goals_close"]
    assert (await two.house.prompts(SAM))[-1] == "goal_reached_news"
    assert await two.goals(two.ann) == await two.goals(two.sam)
    assert (await two.goals(two.sam))[0].status == "reached"
    assert len(await two.house.rows(due, purpose="goal", person_id=two.ann)) == 4


async def test_what_was_reached_is_there_when_the_match_is_over(two: Two) -> None:
    await two.house.say(
        ANN, "/goals new", "[cv]", "skip", "[cv_list]", "skip", "[enough]", "[reach]", "[close]"
    )
    async with two.house.store.write() as conn:
        await matches.close(conn, two.match, "year_done", None, two.house.clock.now())

    assert await two.house.say(ANN, "/goals") == ["goals_earlier"]
    assert await two.house.say(SAM, "/goals") == ["goals_earlier"]
    [goal] = await two.goals(two.ann)
    assert goal.steps == (Step(goal.steps[0].id, "List what I have done so far"),)
