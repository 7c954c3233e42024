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


def test_a_mentor_who_had_applied_comes_back_to_wait() -> None:
    away = replace(ACTIVE, status=Status.LEFT, roles=frozenset({Role.MENTOR}))
    talk = talk_of(SMALL, facts=away)

    assert talk.say("/start") == ["welcome_back", "still_waiting"]
    assert talk.effects == [Return(applied=True)]


def test_who_has_joined_is_told_so_and_who_waits_is_not() -> None:
    assert talk_of(SMALL, facts=ACTIVE).say("/start") == ["already_in"]
    assert talk_of(SMALL, facts=replace(ACTIVE, status=Status.WAITING)).say("/start") == ["still_waiting"]


def test_who_was_turned_down_is_not_let_back_in() -> None:
    declined = replace(ACTIVE, status=Status.DECLINED)
    talk = talk_of(SMALL, facts=declined)

    assert talk.say("/start") == ["declined"]
    assert talk.say("stop") == ["stopped"]
    assert talk.effects == []


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (Role.YOUNG_PERSON, {"first_name", "hopes", "interests_other"}),
        (Role.MENTOR, {"first_name", "job", "industries_other", "referee_name"}),
        (Role.COORDINATOR, {"first_name"}),
    ],
)
def test_what_is_known_is_what_a_role_was_asked(role: Role, shown: set[str]) -> None:
    young = {"hopes": "to learn", "interests_other": "chess"}
    mentor = {"job": "Engineer", "industries_other": "chess", "referee_name": "Jo Bell"}
    profile = {"first_name": "Ann", "else": "secret", "secret_other": "x", **young, **mentor}
    talk = talk_of(SMALL, facts=replace(ACTIVE, roles=frozenset({role}), profile=profile))
    talk.say("/mydata")

    known = talk.said[-1][0].parts[0].values["profile"]
    assert isinstance(known, dict)
    assert set(known) == shown
