"""Goals by the button of a nudge, by number, of one young person among several, and of long ago."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.effects import (
    DateGoal,
    DateStep,
    GoalReached,
    ReopenGoal,
    StepDone,
)
from conversations.facts import Facts, Role
from conversations.flows.goal_board import Wish, wish_in
from conversations.flows.goals import MOST_EARLIER
from conversations.goals import DROPPED
from conversations.pairs import Goal, Pair
from conversations.programme import Side
from tests.dialogues.goals import (
    ANN,
    MIA,
    SAM,
    TODAY,
    Living,
    mentor,
    talk_of,
    young,
)
from tests.dialogues.words import spoken


def test_a_nudge_s_first_tap_ticks_the_step() -> None:
    talk = Living(facts=ANN)

    assert talk.press("/goals 17 done 5", None) == ["step_done", "goal"]
    assert talk.effects == [StepDone(5)]
    assert "undo:5" in talk.buttons
    assert talk.say("[undo:5]") == ["step_undone", "goal"]
    assert spoken(talk)


def test_a_tap_on_an_old_nudge_changes_nothing_more() -> None:
    talk = talk_of("/goals 17 done 5", "/goals 17 done 5")

    assert talk.effects == [StepDone(5), StepDone(5)]
    assert "2 of 3" in spoken(talk)[-2]


@pytest.mark.parametrize(
    ("said", "asked", "effect"),
    [
        ("/goals 17 later 5", "step_by", DateStep(5, TODAY + timedelta(7))),
        ("/goals 17 later", "goal_by", DateGoal(17, TODAY + timedelta(7))),
    ],
)
def test_a_nudge_s_later_asks_for_another_day(said: str, asked: str, effect: object) -> None:
    talk = Living(facts=ANN)

    assert talk.say(said) == [asked]
    assert talk.say("in a week") == ["day_set", "goal"]
    assert talk.effects == [effect]


def test_a_nudge_s_reached_celebrates_once() -> None:
    talk = Living(facts=ANN)

    assert talk.say("/goals 17 reached") == ["goal_reached", "goals"]
    assert "You got there" in spoken(talk)[0]
    assert talk.say("/goals 17 reached") == ["goal_reached", "goals"]
    assert "marked as reached before" in spoken(talk)[-2]


@pytest.mark.parametrize("given", ["17 done 5", "17 later 5", "17 later", "17 reached"])
def test_an_old_button_of_a_goal_that_was_let_go_only_shows_it(given: str) -> None:
    talk = Living(facts=ANN)
    talk.say("/goals 17")
    talk.say("[drop]")
    before = talk.effects

    assert talk.say(f"/goals {given}") == ["goal_ended"]
    assert talk.effects == before
    assert spoken(talk)


@pytest.mark.parametrize("given", ["17 done 99", "17 done", "17 later 99"])
def test_a_step_that_is_not_there_shows_the_goal(given: str) -> None:
    talk = Living(facts=ANN)

    assert talk.say(f"/goals {given}") == ["goal"]
    assert talk.effects == []


@pytest.mark.parametrize("given", ["99", "99 done 5", "30 reached"])
def test_a_goal_that_is_not_theirs_is_not_found(given: str) -> None:
    talk = Living(facts=ANN)

    assert talk.say(f"/goals {given}") == ["goals_gone", "goals"]
    assert talk.effects == []
    assert spoken(talk)


@pytest.mark.parametrize("given", ["cv", "17 dance", "9" * 40, "-1", "🎉"])
def test_what_follows_the_command_and_means_nothing_is_passed_over(given: str) -> None:
    assert Living(facts=ANN).say(f"/goals {given}") == ["goals"]


@pytest.mark.parametrize(
    ("given", "wish"),
    [
        ("#17", Wish(17)),
        ("17 DONE 4", Wish(17, "done", 4)),
        (" 17   reached ", Wish(17, "reached")),
        ("new", Wish(act="new")),
        ("17 done 4 5", Wish()),
        ("", Wish()),
    ],
)
def test_what_the_command_may_be_followed_by(given: str, wish: Wish) -> None:
    assert wish_in(given) == wish


def test_a_goal_that_ended_is_shown_and_can_be_opened_again() -> None:
    talk = Living(facts=ANN)

    assert talk.say("/goals 9") == ["goal_ended"]
    assert talk.buttons == ["reopen", "back"]
    assert talk.say("[reopen]") == ["goal_reopened", "goal"]
    assert talk.effects == [ReopenGoal(9)]
    assert talk.say("[back]") == ["goals"]
    assert spoken(talk)


def test_a_mentor_of_several_says_whose_goals_are_meant() -> None:
    talk = Living(facts=mentor(replace(SAM, other="Ann"), MIA))

    assert talk.say("/goals") == ["goals_whom"]
    assert talk.buttons == ["pair:3", "pair:4"]
    assert talk.say("Mia") == ["goals"]
    assert talk.buttons == ["goal:30", "new", "earlier", "close"]
    talk.say("[goal:30]")
    talk.say("[reach]")
    assert talk.effects == [GoalReached(30)]
    assert spoken(talk)


def test_a_goal_s_number_says_whose_it_is() -> None:
    assert Living(facts=mentor(replace(SAM, other="Ann"), MIA)).say("/goals 30") == ["goal"]


@pytest.mark.parametrize("facts", [young(), mentor()], ids=["young person", "mentor"])
def test_without_a_match_there_is_nothing_to_set(facts: Facts) -> None:
    talk = Living(facts=facts)

    assert talk.say("/goals") == ["goals_no_match"]
    assert talk.run is None
    assert spoken(talk)


def test_what_was_worked_on_before_is_shown_and_the_talk_goes_on() -> None:
    old = Pair(1, Side.YOUNG_PERSON, "Lee", TODAY, active=False, goals=(Goal(2, "Read more"),))
    talk = talk_of("/goals", facts=young(old, SAM))

    assert talk.say("[earlier]") == ["goals_earlier", "goals"]
    text = spoken(talk)[-2]
    assert "Get a Saturday job: reached on 3 November 2026, with Sam" in text
    assert "Read more: open, with Lee" in text
    assert talk.say("[earlier]") == ["goals_earlier", "goals"]


def test_history_stays_when_the_match_is_over() -> None:
    over = replace(SAM, active=False)
    talk = Living(facts=young(over))

    assert talk.say("/goals") == ["goals_earlier"]
    assert talk.run is None
    assert talk.say("/goals 17 done 5") == ["goals_gone", "goals_earlier"]
    assert talk.effects == []
    assert "a match that is over" in spoken(talk)[1]


def test_only_the_newest_of_a_long_history_is_shown() -> None:
    many = tuple(Goal(n, f"Goal {n}", status=DROPPED, ended=TODAY - timedelta(n)) for n in range(1, 30))
    talk = talk_of("/goals", "[earlier]", facts=young(replace(SAM, goals=many)))
    text = spoken(talk)[-2]

    assert text.count("let go on") == MOST_EARLIER
    assert "Goal 1:" in text
    assert "Goal 29:" not in text
    assert "And 14 more" in text


def test_a_match_that_closes_in_between_ends_it_kindly() -> None:
    talk = talk_of("/goals 17")
    talk.facts = young(replace(SAM, active=False))

    assert talk.say("[step:5]")[:2] == ["goals_gone", "goals_earlier"]
    assert talk.effects == []
    assert talk.run is None


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SAFEGUARDING_LEAD])
def test_goals_are_the_pair_s_own(role: Role) -> None:
    assert Living(facts=replace(ANN, roles=frozenset({role}))).say("/goals 17") == ["not_for_you"]
