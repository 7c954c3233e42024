"""A young person joins: the whole way, its exits, and what a change or a slip does to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from conversations.effects import Forget, Register
from conversations.facts import Programme
from conversations.flows.fields import FIELDS
from conversations.reply import Json
from tests.dialogues.dialogue import JOINING, Conversation, dialogue
from tests.dialogues.words import picked, played, spoken

BORN = "14 March 2009"
TO_RULES = (
    "[yes]",
    "Ann",
    BORN,
    "[london]",
    *picked("art", "music"),
    *picked("cv", "interviews"),
    "I want to be an illustrator",
    *picked("weekday_evening"),
    *picked("english"),
    "[skip]",
    "[skip]",
)
TO_SUMMARY = (*TO_RULES, "[yes]")

AGREED = {"privacy notice": "2026-11", "programme rules": JOINING.programme.rules_version}

PROFILE: dict[str, Json] = {
    "first_name": "Ann",
    "date_of_birth": "2009-03-14",
    "region": "london",
    "interests": ["art", "music"],
    "help_with": ["interviews", "cv"],
    "hopes": "I want to be an illustrator",
    "free_times": ["weekday_evening"],
    "languages": ["english"],
    "ease": None,
    "mentor_wish": None,
}


def joined(*said: str) -> Conversation:
    talk = Conversation()
    played(talk, "join", *said)
    return talk


def said_after(so_far: tuple[str, ...], *said: str) -> list[list[str]]:
    """Return what comes back to ``said``, after all that was said so far."""
    return dialogue("join", *so_far, *said)[-len(said) :]


def test_the_shortest_way_asks_one_question_at_a_time() -> None:
    assert dialogue("join", *TO_SUMMARY, "[fine]") == [
        ["welcome", "privacy"],
        ["first_name"],
        ["date_of_birth"],
        ["region"],
        ["interests"],
        *([], [], ["help_with"]),
        *([], [], ["hopes"]),
        ["free_times"],
        *([], ["languages"]),
        *([], ["ease"]),
        ["mentor_wish"],
        ["rules"],
        ["summary"],
        ["all_set"],
    ]


def test_the_answers_are_registered_once_with_the_rules_agreed_to() -> None:
    talk = joined(*TO_SUMMARY, "[fine]")

    assert talk.effects == [Register(profile=PROFILE, agreed=AGREED)]
    assert talk.run is None


def test_nothing_is_registered_before_the_summary_is_fine() -> None:
    assert joined(*TO_SUMMARY).effects == []


def test_whoever_picks_something_else_types_it() -> None:
    said = (
        *TO_RULES[:4],
        *picked("art", "other"),
        "drumming",
        *picked("cv"),
        "Not sure yet",
        *picked("weekend_morning"),
        *picked("english", "other"),
        "Tigrinya",
        *picked("quiet", "other"),
        "a dog with me",
        *picked("listens"),
        "[yes]",
        "[fine]",
    )
    talk = joined(*said)

    registered = talk.effects[0]
    assert isinstance(registered, Register)
    assert registered.profile["interests"] == ["art", "other"]
    assert registered.profile["interests_other"] == "drumming"
    assert registered.profile["languages_other"] == "Tigrinya"
    assert registered.profile["ease_other"] == "a dog with me"
    assert registered.profile["mentor_wish"] == ["listens"]
    assert any("Art and design, drumming" in text for text in spoken(talk))


def test_everything_that_is_said_can_be_said() -> None:
    texts = spoken(joined(*TO_SUMMARY, "[change]", "[region]", "[wales]", "[fine]"))

    assert any("14 March 2009" in text for text in texts)
    assert texts[-1].startswith("That's it, Ann.")


@pytest.mark.parametrize("field", FIELDS)
def test_any_answer_can_be_changed_from_the_summary(field: str) -> None:
    assert said_after(TO_SUMMARY, "[change]", f"[{field}]") == [["change"], [field]]


def test_a_change_leads_back_to_the_summary_and_is_what_is_kept() -> None:
    talk = joined(
        *TO_SUMMARY, "[change]", "[first_name]", "Annie", "[change]", "[region]", "[wales]", "[fine]"
    )

    assert talk.effects == [
        Register(profile={**PROFILE, "first_name": "Annie", "region": "wales"}, agreed=AGREED)
    ]


def test_a_list_without_something_else_drops_what_was_typed_before() -> None:
    other = (*TO_RULES[:4], *picked("other"), "drumming", *TO_RULES[7:], "[yes]")
    talk = joined(*other, "[change]", "[interests]", *picked("art"), "[fine]")

    registered = talk.effects[0]
    assert isinstance(registered, Register)
    assert registered.profile["interests"] == ["art"]
    assert "interests_other" not in registered.profile


def test_no_to_privacy_ends_kindly_and_keeps_nothing() -> None:
    talk = joined("[no]")

    assert dialogue("join", "[no]")[-1] == ["privacy_no"]
    assert talk.effects == [Forget("privacy_no")]
    assert talk.run is None


def test_no_to_the_rules_ends_kindly_and_keeps_nothing() -> None:
    talk = joined(*TO_RULES, "[no]")

    assert said_after(TO_RULES, "[no]") == [["rules_no"]]
    assert talk.effects == [Forget("rules_no")]


@pytest.mark.parametrize(
    ("born", "goodbye"),
    [("24 November 2010", "too_young"), ("23 November 2000", "too_old")],
    ids=["sixteen tomorrow", "twenty-six today"],
)
def test_outside_the_ages_is_confirmed_and_then_a_kind_goodbye(born: str, goodbye: str) -> None:
    talk = Conversation()

    assert played(talk, "join", "[yes]", "Ann", born, "[yes]")[-2:] == [["age_right"], [goodbye]]
    assert talk.effects == [Forget(goodbye)]
    assert talk.run is None
    assert "Priya" in spoken(talk)[-1]


@pytest.mark.parametrize(
    "born", ["23 November 2010", "24 November 2000"], ids=["sixteen today", "still twenty-five"]
)
def test_the_first_and_the_last_day_are_inside(born: str) -> None:
    assert dialogue("join", "[yes]", "Ann", born)[-1] == ["region"]


def test_a_slip_in_the_date_throws_nobody_out() -> None:
    slips = ("[yes]", "Ann", "14 March 2019", "[no]", "14 March 2018", "no", BORN)

    assert dialogue("join", *slips)[3:] == [
        ["age_right"],
        ["date_of_birth"],
        ["age_right"],
        ["date_of_birth"],
        ["region"],
    ]
    talk = joined(*slips, *TO_SUMMARY[3:], "[fine]")
    assert talk.effects == [Register(profile=PROFILE, agreed=AGREED)]


def test_a_date_changed_at_the_summary_meets_the_age_gate_too() -> None:
    change = ("[change]", "[date_of_birth]", "14 March 2012")

    assert said_after(TO_SUMMARY, *change, "[no]", BORN) == [
        ["change"],
        ["date_of_birth"],
        ["age_right"],
        ["date_of_birth"],
        ["summary"],
    ]
    assert joined(*TO_SUMMARY, *change, "[yes]").effects == [Forget("too_young")]


def test_the_programme_sets_the_ages() -> None:
    facts = replace(JOINING, programme=Programme(minimum_age=18, maximum_age=20))

    assert dialogue("join", "[yes]", "Ann", BORN, facts=facts)[-1] == ["age_right"]


def test_a_birthday_in_the_middle_of_joining_opens_the_gate() -> None:
    talk = Conversation()
    played(talk, "join", "[yes]", "Ann", "24 November 2010")
    assert talk.said[-1][-1].parts[-1].prompt == "age_right"

    talk.facts = replace(JOINING, now=JOINING.now.replace(day=24))

    assert talk.say("[yes]") == ["question_gone", "region"]
    assert talk.facts.today == date(2026, 11, 24)


def test_back_asks_the_question_before() -> None:
    assert said_after(TO_RULES[:3], "/back", "15 March 2009") == [["date_of_birth"], ["region"]]
    assert dialogue("join", "/back")[-1] == ["back_at_start", "privacy"]


def test_help_in_the_middle_leaves_the_question() -> None:
    assert said_after(TO_RULES[:2], "help", BORN) == [["help", "date_of_birth"], ["region"]]


def test_only_what_is_optional_can_be_skipped() -> None:
    assert said_after(TO_RULES[:1], "skip") == [["cannot_skip", "first_name"]]
    assert said_after(TO_RULES[:-2], "skip", "skip") == [["mentor_wish"], ["rules"]]


def test_done_with_nothing_picked_is_an_answer_where_that_may_be() -> None:
    assert said_after(TO_RULES[:-2], "[done]", "none of these") == [["mentor_wish"], ["rules"]]
    assert said_after(TO_RULES[:4], "[done]") == [["too_few_choices", "interests"]]


def test_cancel_keeps_the_place() -> None:
    assert said_after(TO_RULES[:3], "/cancel", "/start") == [["cancelled_joining"], ["region"]]
