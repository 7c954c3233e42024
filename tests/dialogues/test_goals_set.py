"""A pair sets a goal in its own words or from an idea, in small steps, each with a day or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from conversations.effects import (
    AddGoal,
    AddStep,
    DateGoal,
    DateStep,
)
from conversations.flows.goal_acts import IDEAS
from conversations.goals import LONGEST_TITLE, MOST_GOALS, MOST_STEPS
from conversations.pairs import Goal, MeetingCard, Step
from tests.dialogues.dialogue import NOON
from tests.dialogues.goals import (
    BARE,
    CALM,
    NEXT,
    PAST,
    SAM,
    TODAY,
    Living,
    talk_of,
    young,
)
from tests.dialogues.words import spoken


def test_a_goal_in_ones_own_words_with_a_day_and_steps() -> None:
    talk = Living(facts=BARE)
    talk.say("/goals")

    assert talk.say("[new]") == ["goal_title"]
    assert talk.buttons == [*IDEAS, "back"]
    assert talk.say("  Cook   for six ") == ["goal_by"]
    assert talk.buttons == ["month", "quarter", "skip"]
    assert talk.say("14 feb") == ["goal_set", "step_title"]
    assert talk.effects == [AddGoal(3, "Cook for six", date(2027, 2, 14))]
    assert talk.buttons == ["enough"]
    assert talk.say("Buy a pan") == ["step_by"]
    assert talk.buttons == ["week", "fortnight", "skip"]
    assert talk.say("by friday") == ["step_added", "step_title"]
    assert talk.say("Ask Gran for a recipe") == ["step_by"]
    assert talk.say("skip") == ["step_added", "step_title"]
    assert talk.say("[enough]") == ["goal"]
    assert talk.effects[1:] == [
        AddStep(100, "Buy a pan", date(2026, 11, 27)),
        AddStep(100, "Ask Gran for a recipe"),
    ]
    assert talk.buttons[:2] == ["step:100000", "step:100001"]
    assert spoken(talk)


def test_an_idea_brings_steps_to_begin_with() -> None:
    talk = talk_of("/goals new", "[interview]", "[month]", facts=BARE)

    assert talk.effects == [AddGoal(3, "Get ready for an interview", TODAY + timedelta(30))]
    assert talk.buttons == [*IDEAS["interview"], "enough"]
    talk.say("[interview_questions]")
    assert talk.say("[week]") == ["step_added", "step_title"]
    assert talk.effects[1:] == [AddStep(100, "Write down three likely questions", TODAY + timedelta(7))]
    assert talk.buttons == ["interview_place", "interview_practise", "enough"]
    assert spoken(talk)


@pytest.mark.parametrize("idea", IDEAS)
def test_every_idea_becomes_a_goal_and_its_steps_steps(idea: str) -> None:
    talk = talk_of("/goals new", f"[{idea}]", "skip", facts=BARE)

    for step in IDEAS[idea]:
        talk.say(f"[{step}]")
        talk.say("skip")
    assert talk.buttons == ["enough"]
    assert len(talk.effects) == 1 + len(IDEAS[idea])
    assert spoken(talk)


def test_an_idea_that_is_a_goal_already_is_not_offered() -> None:
    assert talk_of("/goals new").buttons == [*(idea for idea in IDEAS if idea != "cv"), "back"]


def test_a_step_by_the_next_session() -> None:
    talk = talk_of("/goals 18", "[add:8]", "Breathe", facts=young(replace(SAM, meeting=NEXT)))

    assert talk.buttons == ["meeting", "week", "fortnight", "skip"]
    talk.say("[meeting]")
    assert talk.effects == [AddStep(18, "Breathe", TODAY + timedelta(9))]


@pytest.mark.parametrize("meeting", [replace(NEXT, starts=None), replace(NEXT, starts=NOON - timedelta(1))])
def test_a_session_without_a_time_to_come_is_no_day(meeting: MeetingCard) -> None:
    facts = young(replace(SAM, meeting=meeting))

    assert talk_of("/goals 18", "[add:8]", "Breathe", facts=facts).buttons == ["week", "fortnight", "skip"]


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("yesterday", "day_in_past"),
        ("3 May 2020", "day_in_past"),
        ("in 3 years", "day_too_far"),
        ("1 January 2031", "day_too_far"),
        ("31 April", "not_that_many_days"),
        ("29 February 2027", "not_a_leap_year"),
        ("whenever", "not_a_day"),
        ("🎉", "not_a_day"),
        ("Monday 24 November", "not_that_weekday"),
        ("x" * 300, "not_a_day"),
    ],
)
def test_a_day_that_cannot_be_is_asked_for_again(typed: str, refused: str) -> None:
    talk = talk_of("/goals 18", "[add:8]", "Breathe")

    assert talk.say(typed) == [refused, "step_by"]
    assert talk.say("before 1 dec") == ["step_added", "step_title"]
    assert talk.effects == [AddStep(18, "Breathe", date(2026, 12, 1))]
    assert spoken(talk)


@pytest.mark.parametrize("typed", ["2026-12-04", "in 11 days", "Friday week", "4/12", "not later than 4 Dec"])
def test_a_day_in_everyday_words(typed: str) -> None:
    assert talk_of("/goals 18", "[add:8]", "Breathe", typed).effects == [
        AddStep(18, "Breathe", date(2026, 12, 4))
    ]


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("", "not_text"),
        (" \u200b ", "not_text"),
        ("x" * (LONGEST_TITLE + 1), "too_long"),
        ("Add me: @ann.b", "contact_in_words"),
    ],
)
@pytest.mark.parametrize("said", [("/goals new",), ("/goals 18", "[add:8]")], ids=["goal", "step"])
def test_a_title_that_cannot_be_kept(said: tuple[str, ...], typed: str, refused: str) -> None:
    talk = talk_of(*said)

    assert talk.say(typed)[0] == refused
    assert talk.effects == []


@pytest.mark.parametrize("typed", ["write a cv", "Write a CV!", " FEEL CALM in exams"])
def test_a_goal_that_is_there_already_is_not_set_twice(typed: str) -> None:
    assert talk_of("/goals new").say(typed) == ["title_known", "goal_title"]


def test_a_goal_that_was_reached_can_be_set_anew() -> None:
    assert talk_of("/goals new").say(PAST.title) == ["goal_by"]


def test_a_step_that_is_there_already_is_not_added_twice() -> None:
    talk = talk_of("/goals 17", "[add:5]")

    assert talk.say("show it to SAM") == ["title_known", "step_title"]
    assert spoken(talk)


def test_thinking_again_at_a_new_goal_leads_back() -> None:
    talk = talk_of("/goals", "[new]")

    assert talk.say("[back]") == ["goals"]
    assert talk.effects == []


def test_words_of_a_goal_are_data() -> None:
    talk = talk_of("/goals new", "<b>{{ 7*7 }}</b> *x*", "skip", facts=BARE)

    assert "&lt;b&gt;{{ 7*7 }}&lt;/b&gt; *x*" in spoken(talk)[-2]


def test_no_more_goals_than_a_pair_works_on() -> None:
    many = tuple(Goal(number, f"Goal {number}") for number in range(MOST_GOALS))
    talk = talk_of("/goals", facts=young(replace(SAM, goals=many)))

    assert "new" not in talk.buttons
    assert talk_of("/goals new", facts=young(replace(SAM, goals=many))).effects == []


def test_a_goal_has_room_for_so_many_steps() -> None:
    full = replace(CALM, steps=tuple(Step(number, f"Step {number}") for number in range(1, MOST_STEPS)))
    talk = talk_of("/goals 18", facts=young(replace(SAM, goals=(full,))))

    assert "add:1" in talk.buttons
    talk.say("[add:1]")
    talk.say("The last one")
    assert talk.say("skip") == ["step_added", "steps_full", "goals"]
    talk.say("[goal:18]")
    assert [value for value in talk.buttons if value.startswith("add")] == []
    assert spoken(talk)


@pytest.mark.parametrize(
    ("which", "effect"), [("step:5", DateStep(5, TODAY)), ("whole", DateGoal(17, TODAY))]
)
def test_a_day_is_changed(which: str, effect: object) -> None:
    talk = talk_of("/goals 17")

    assert talk.say("[day]") == ["goal_day"]
    assert talk.buttons == ["whole", "step:5", "step:6", "back"]
    talk.say(f"[{which}]")
    assert talk.say("today") == ["day_set", "goal"]
    assert talk.effects == [effect]
    assert spoken(talk)


def test_a_day_is_taken_away() -> None:
    talk = talk_of("/goals 17", "[day]", "[whole]", "skip")

    assert talk.effects == [DateGoal(17, None)]
    assert "no set day" in spoken(talk)[-2]


def test_a_day_is_left_as_it_is() -> None:
    talk = talk_of("/goals 17", "[day]")

    assert talk.say("[back]") == ["goal"]
    assert talk.effects == []
