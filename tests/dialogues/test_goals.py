"""A pair sees its goals, ticks a step by a button, and celebrates plainly."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from conversations.effects import (
    DropGoal,
    GoalReached,
    ReopenGoal,
    StepDone,
)
from conversations.facts import Facts
from conversations.flows.goals import MOST_ROUNDS
from conversations.goals import OPEN
from tests.dialogues.goals import (
    ANN,
    BARE,
    CALM,
    CV,
    MIA,
    NEXT,
    PAST,
    SAM,
    Living,
    mentor,
    talk_of,
    young,
)
from tests.dialogues.words import spoken


def test_goals_are_shown_with_how_far_they_are() -> None:
    talk = Living(facts=ANN)

    assert talk.say("/goals") == ["goals"]
    assert talk.buttons == ["goal:17", "goal:18", "new", "earlier", "close"]
    [text] = spoken(talk)
    assert "1. Write a CV: 1 of 3 steps done, by 23 December 2026" in text
    assert "2. Feel calm in exams: no steps yet" in text
    assert "Saturday job" not in text


@pytest.mark.parametrize("facts", [BARE, mentor(replace(MIA, goals=()))], ids=["young person", "mentor"])
def test_who_has_no_goals_is_asked_for_one(facts: Facts) -> None:
    talk = talk_of("/goals", facts=facts)

    assert talk.buttons == ["new", "close"]
    assert "no goals" in spoken(talk)[0]


def test_closing_changes_nothing() -> None:
    talk = Living(facts=ANN)
    talk.say("/goals")

    assert talk.say("[close]") == ["goals_close"]
    assert (talk.run, talk.effects) == (None, [])


def test_a_goal_is_opened_and_a_step_ticked() -> None:
    talk = Living(facts=ANN)
    talk.say("/goals")

    assert talk.say("[goal:17]") == ["goal"]
    assert talk.buttons == ["step:5", "step:6", "add:5", "reach", "day", "drop", "back"]
    assert "○ Show it to Sam (by 26 November 2026)" in spoken(talk)[-1]
    assert "● List what I have done, done" in spoken(talk)[-1]
    assert talk.say("[step:5]") == ["step_done", "goal"]
    assert "That makes 2 of 3" in spoken(talk)[-2]
    assert talk.effects == [StepDone(5)]
    assert talk.buttons == ["step:6", "undo:5", "add:5", "reach", "day", "drop", "back"]


@pytest.mark.parametrize("typed", ["show it to sam", "Show it to Sam!", "1"])
def test_a_step_is_ticked_by_its_words_or_number(typed: str) -> None:
    assert talk_of("/goals 17", typed).effects == [StepDone(5)]


def test_a_slip_is_undone_within_the_talk() -> None:
    talk = talk_of("/goals 17", "[step:5]")

    assert talk.say("[undo:5]") == ["step_undone", "goal"]
    assert talk.effects == [StepDone(5), StepDone(5, done=False)]
    assert "undo:5" not in talk.buttons
    assert not talk.goal(17).steps[1].done
    assert spoken(talk)


def test_the_last_step_asks_whether_they_are_there() -> None:
    talk = talk_of("/goals 17", "[step:5]")

    assert talk.say("[step:6]") == ["step_done", "goal"]
    assert talk.buttons[:4] == ["reach", "undo:5", "undo:6", "add:5"]
    assert "That was the last step" in spoken(talk)[-2]
    assert "Are you there yet?" in spoken(talk)[-1]
    assert talk.say("[reach]") == ["goal_reached", "goals"]
    assert talk.effects[-1] == GoalReached(17)
    assert talk.buttons == ["goal:18", "reopen:17", "new", "earlier", "close"]


@pytest.mark.parametrize(
    ("act", "said", "effect"),
    [("reach", "goal_reached", GoalReached(17)), ("drop", "goal_dropped", DropGoal(17))],
)
def test_a_goal_that_ended_by_a_slip_is_opened_again(act: str, said: str, effect: object) -> None:
    talk = talk_of("/goals 17")

    assert talk.say(f"[{act}]") == [said, "goals"]
    assert talk.say("[reopen:17]") == ["goal_reopened", "goal"]
    assert talk.effects == [effect, ReopenGoal(17)]
    assert talk.say("[back]") == ["goals"]
    assert talk.buttons == ["goal:17", "goal:18", "new", "earlier", "close"]
    assert spoken(talk)


def test_a_step_that_the_other_ticked_in_between_is_done() -> None:
    talk = talk_of("/goals 17")
    done = replace(CV, steps=(CV.steps[0], replace(CV.steps[1], done=True), CV.steps[2]))
    talk.facts = young(replace(SAM, goals=(PAST, done, CALM)))

    assert talk.say("[step:5]")[-1] == "goal"
    assert spoken(talk)


def test_back_undoes_an_answer_and_stops_at_what_was_done() -> None:
    talk = talk_of("/goals 17", "[add:5]")

    assert talk.say("/back") == ["goal"]
    talk.say("[step:5]")
    assert talk.say("/back")[0] == "back_sealed"


def test_a_talk_without_end_ends() -> None:
    talk = talk_of("/goals 17")

    for _ in range(MOST_ROUNDS // 2):
        talk.say("[back]")
        talk.say("[goal:17]")
    assert talk.run is None
    assert talk.said[-1][-1].parts[-1].prompt == "goals_close"


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_pressed_every_answer_is_for_what_was_asked(seed: int) -> None:
    """A replay over newer facts asks what was asked before: nothing is asked twice, or set aside."""
    dice = random.Random(seed)
    talk = Living(facts=young(replace(SAM, meeting=NEXT)))
    talk.say("/goals")
    for number in range(40):
        value = dice.choice([value for value in talk.buttons if value != "close"])
        typed = dice.random() < 0.2 and "enough" in talk.buttons
        said = talk.say(f"Step number {number}" if typed else f"[{value}]")
        assert not {"question_gone", "stale_button", "not_a_choice"} & set(said)
    while "close" not in talk.buttons:
        talk.say(f"[{next(value for value in ('back', 'enough', 'skip') if value in talk.buttons)}]")
    shown = [value for value in talk.buttons if value.startswith("goal:")]
    assert shown == [f"goal:{goal.id}" for goal in talk.goals if goal.status == OPEN]
    assert spoken(talk)
