"""Words and commands that come before any flow: help, back, stop, and the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.effects import AskForPerson, Leave, Return
from conversations.facts import Invitation, InvitationState, Role, Status
from conversations.flow import Flow
from conversations.reply import Choice
from conversations.talk import Talk
from tests.conversations.small_flows import ACTIVE, SMALL, talk_of
from tests.dialogues.dialogue import JOINING, Conversation, dialogue


def test_back_undoes_the_newest_answer() -> None:
    assert dialogue(SMALL, "Ann", "back", "Bea", "red", "back", "green") == [
        ["hello", "name"],
        ["colours"],
        ["name"],
        ["colours"],
        ["wish"],
        ["colours"],
        ["wish"],
    ]


def test_back_at_the_first_question_stays_there() -> None:
    assert dialogue(SMALL, "back")[-1] == ["back_at_start", "name"]


def test_an_effect_seals_the_answers_before_it() -> None:
    answers = dialogue(SMALL, "Ann", "red", "skip", "[yes]", "back")
    assert answers[-1] == ["back_sealed", "more"]


def test_help_answers_and_leaves_the_question() -> None:
    assert dialogue(SMALL, "help", "Ann")[1:] == [["help", "name"], ["colours"]]


def test_skip_is_only_for_questions_that_allow_it() -> None:
    assert dialogue(SMALL, "skip")[-1] == ["cannot_skip", "name"]


def test_cancel_ends_the_run() -> None:
    talk = talk_of(SMALL, facts=ACTIVE)
    talk.begin("small")
    assert talk.say("cancel") == ["cancelled"]
    assert talk.say("hello") == ["nothing_pending"]
    assert talk.say("cancel") == ["nothing_to_cancel"]


def test_stop_leaves_at_once_and_start_goes_on_where_it_was() -> None:
    talk = talk_of(replace(SMALL, kept=True))
    talk.begin("small")
    talk.say("Ann")
    assert talk.say("stop") == ["stopped_joining"]
    assert talk.effects == [Leave()]
    talk.facts = replace(JOINING, status=Status.LEFT)
    assert talk.say("hello?") == ["still_away"]
    assert talk.say("/start") == ["welcome_back", "colours"]
    assert talk.effects == [Leave(), Return()]


def test_the_name_of_a_button_wins_over_a_word_that_interrupts() -> None:
    def asks(talk: Talk) -> None:
        talk.choose("way", [Choice("help", words="Help me"), Choice("stop", words="Stop")])
        talk.say("bye")

    assert dialogue(Flow("asks", asks), "stop") == [["way"], ["bye"]]


def test_a_code_of_another_organisation_brings_nobody_back() -> None:
    other = Invitation(InvitationState.GOOD, 7, 3, 4, Role.YOUNG_PERSON, "Southside College")
    away = replace(ACTIVE, status=Status.LEFT, invitation=other)
    talk = talk_of(SMALL, facts=away)
    assert talk.say("/start ABCD1234") == ["other_organisation"]
    assert talk.effects == []
    talk.facts = replace(away, invitation=replace(other, organisation=JOINING.organisation))
    assert talk.say("/start ABCD1234") == ["welcome_back"]


def test_nothing_is_known_of_somebody_who_only_agreed() -> None:
    talk = Conversation()
    talk.begin("join")
    talk.say("yes")
    assert talk.say("/mydata")[0] == "known_nothing"


def test_what_is_known_is_told_and_leaves_the_question() -> None:
    talk = talk_of(SMALL, facts=ACTIVE)
    talk.begin("small")
    assert talk.say("/me") == ["known", "name"]
    assert talk.say("/mydata") == ["known", "name"]


def test_an_unknown_command_gets_help() -> None:
    assert dialogue(SMALL, "/dance")[-1] == ["help", "name"]


@pytest.mark.parametrize("words", ["/person", "person"])
def test_a_person_can_be_asked_for_at_any_time(words: str) -> None:
    talk = talk_of(SMALL, facts=ACTIVE)
    assert talk.say(words) == ["person_told"]
    talk.begin("small")
    assert talk.say(words) == ["person_told", "name"]
    assert talk.effects == [AskForPerson("", "Ann"), AskForPerson("name", "Ann")]
