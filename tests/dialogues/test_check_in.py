"""A young person says how a session was: four taps at most, and a person where it was not good."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.effects import AnswerCheckIn, AskForPerson, RaiseConcern, Urgent
from conversations.facts import Role
from conversations.flows.asking import SOURCE, UNSAFE
from conversations.flows.check_in import WHY_NO_MEETING, WHY_NOT_GOOD
from conversations.reply import Json
from tests.dialogues.dialogue import Conversation
from tests.dialogues.following import AFTER, CATCHING_UP, mentor, young_person
from tests.dialogues.words import spoken


def answered(**answers: Json) -> AnswerCheckIn:
    return AnswerCheckIn(5, answers)


def told(*said: str) -> Conversation:
    """Return the talk of a young person who said this."""
    talk = Conversation(facts=young_person(AFTER))
    for text in said:
        talk.say(text)
    return talk


def test_a_good_session_is_four_taps() -> None:
    talk = Conversation(facts=young_person(AFTER))

    assert talk.press("/checkin 5 great", None) == ["check_in_talked"]
    assert talk.effects == [answered(how="great", rating=5)]
    assert talk.say("[partly]") == ["check_in_words"]
    assert talk.say("[skip]") == ["check_in_next"]
    assert talk.say("[no]") == ["check_in_end"]
    assert talk.effects[1:] == [answered(how="great", rating=5, talked="partly", words=None, next=False)]
    assert "/meet" in spoken(talk)[-1]
    assert talk.run is None


def test_what_they_type_is_kept() -> None:
    talk = told("/checkin 5 fine", "[yes]", "Sam is funny", "[yes]")

    assert talk.effects[-1] == answered(how="fine", rating=4, talked="yes", words="Sam is funny", next=True)
    assert "/meet" not in spoken(talk)[-1]


def test_the_question_that_waits_is_meant_without_a_number() -> None:
    talk = Conversation(facts=young_person(AFTER))

    assert talk.say("/checkin") == ["check_in_how"]
    assert talk.buttons == ["great", "fine", "not_good", "no_meeting"]
    assert "Monday 23 November at 10:00" in spoken(talk)[-1]
    assert talk.say("great") == ["check_in_talked"]
    talk.facts = young_person(replace(AFTER, answered=True))
    assert talk.say("[yes]") == ["check_in_words"]
    assert talk.effects == [answered(how="great", rating=5)]


@pytest.mark.parametrize("why", [why for why in WHY_NOT_GOOD if why != "not_safe"])
def test_one_that_was_not_good_is_asked_about_gently(why: str) -> None:
    talk = told("/checkin 5 not_good")

    assert talk.effects == [answered(how="not_good", rating=2)]
    assert talk.say(f"[{why}]") == ["check_in_words"]
    assert talk.say("[skip]") == ["check_in_person"]
    assert talk.say("[yes]") == ["check_in_sorry"]
    assert talk.effects[1:] == [
        answered(how="not_good", rating=2, why=why, words=None),
        AskForPerson("check_in", "Max"),
    ]


def test_a_person_is_offered_and_not_forced_on_anybody() -> None:
    talk = told("/checkin 5 not_good", "[other]", "[skip]")

    assert talk.say("no") == ["check_in_sorry"]
    assert not [effect for effect in talk.effects if isinstance(effect, AskForPerson)]
    assert "get in touch" not in spoken(talk)[-1]


def test_whoever_did_not_feel_safe_is_helped_before_anything_else_is_asked() -> None:
    talk = told("/checkin 5 not_good")

    assert talk.say("[not_safe]") == ["check_in_unsafe", "danger"]
    kept, raised = talk.effects[1:]
    assert kept == answered(how="not_good", rating=2, why="not_safe", safe="no")
    assert isinstance(raised, RaiseConcern)
    assert (raised.concern, raised.source) == (UNSAFE, SOURCE)
    assert "I did not feel safe" in raised.words
    for number in ("999", "0800 1111", "116 123", "85258"):
        assert number in spoken(talk)[-2]
    assert talk.say("[no]") == ["check_in_safe_end"]
    assert talk.run is None


def test_danger_now_hurries_that_very_concern() -> None:
    talk = told("/checkin 5 not_good", "[not_safe]")

    assert talk.say("[yes]") == ["danger_yes", "check_in_safe_end"]
    assert talk.effects[-1] == Urgent(SOURCE)


def test_what_they_write_then_is_passed_on_too() -> None:
    talk = told("/checkin 5 not_good", "[not_safe]")

    assert talk.say("it was the way he looked at me") == ["report_more", "danger"]
    assert talk.effects[-1] == RaiseConcern(None, "it was the way he looked at me", SOURCE)


@pytest.mark.parametrize("why", WHY_NO_MEETING)
def test_no_meeting_is_two_taps_and_a_person_if_they_like(why: str) -> None:
    talk = told("/checkin 5 no_meeting")

    assert talk.effects == [answered(how="no_meeting")]
    assert talk.say(f"[{why}]") == ["check_in_person"]
    assert talk.say("[no]") == ["check_in_sorry"]
    assert talk.effects[1:] == [answered(how="no_meeting", why=why)]
    assert "/meet" in spoken(talk)[-1]


def test_another_button_of_the_same_question_takes_the_first_back() -> None:
    talk = told("/checkin 5 not_good")

    assert talk.say("/checkin 5 great") == ["check_in_talked"]
    assert talk.effects[-1] == answered(how="great", rating=5)


@pytest.mark.parametrize(
    ("said", "prompt"),
    [
        ("/checkin 99 great", "check_in_gone"),
        ("/checkin 99", "check_in_gone"),
        ("/checkin x", "check_in_how"),
    ],
)
def test_one_that_is_not_theirs_is_not_found(said: str, prompt: str) -> None:
    talk = Conversation(facts=young_person(AFTER))

    assert talk.say(said) == [prompt]
    assert talk.effects == []


@pytest.mark.parametrize("asked", [None, CATCHING_UP, replace(AFTER, answered=True)])
def test_nothing_to_answer_is_said(asked: None) -> None:
    talk = Conversation(facts=young_person(asked))

    assert talk.say("/checkin") == ["check_in_none"]
    assert talk.run is None


def test_a_catch_up_is_answered_by_its_own_questions_only() -> None:
    talk = Conversation(facts=young_person(CATCHING_UP))

    assert talk.say("/checkin 8 great") == ["check_in_gone"]
    assert talk.effects == []


@pytest.mark.parametrize("said", ["meh meh", "5 stars", "🎉"])
def test_what_is_no_answer_is_asked_again(said: str) -> None:
    talk = told("/checkin")

    assert talk.say(said) == ["not_a_choice", "check_in_how"]


def test_words_of_crisis_are_answered_at_once_and_the_question_stays() -> None:
    talk = told("/checkin 5 fine", "[yes]")

    assert talk.say("I want to die") == ["crisis"]
    assert isinstance(talk.effects[-1], RaiseConcern)
    assert talk.say("sorry") == ["here_again", "check_in_words"]


def test_it_is_the_young_persons_only() -> None:
    talk = Conversation(facts=mentor(asked=AFTER))

    assert talk.say("/checkin 5 great") == ["not_for_you"]
    assert Role.MENTOR in talk.facts.roles
