"""Who has not joined yet: codes, wrong guesses, and anything else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from conversations.effects import Redeem, WrongGuess
from conversations.facts import Facts, Invitation, InvitationState, Role
from conversations.heard import Heard, Kind
from conversations.invitations import code_in
from tests.dialogues.dialogue import ADDRESS, NOON, Conversation

STRANGER = Facts(now=NOON)


def tried(state: InvitationState, wrong_guesses: int = 0, held_until: datetime | None = None) -> Conversation:
    invitation = Invitation(state, 7, 3, 4, Role.YOUNG_PERSON, "Northside College")
    facts = replace(STRANGER, invitation=invitation, wrong_guesses=wrong_guesses, held_until=held_until)
    return Conversation(facts=facts)


def test_a_good_code_takes_a_place_and_begins_to_join() -> None:
    talk = tried(InvitationState.GOOD)
    assert talk.say("/start ABCD1234")
    assert talk.effects == [Redeem(7, 3, 4, Role.YOUNG_PERSON)]
    assert talk.run is not None
    assert talk.run.flow == "join"


@pytest.mark.parametrize("role", [Role.MENTOR, Role.COORDINATOR])
def test_a_mentor_and_a_coordinator_join_the_team(role: Role) -> None:
    talk = Conversation(facts=replace(STRANGER, invitation=Invitation(InvitationState.GOOD, 7, 3, 4, role)))
    talk.say("/start ABCD1234")
    assert talk.run is not None
    assert talk.run.flow == "team"


@pytest.mark.parametrize(
    ("state", "answer", "effects"),
    [
        (InvitationState.UNKNOWN, "code_unknown", [WrongGuess()]),
        (InvitationState.EXPIRED, "code_expired", []),
        (InvitationState.USED_UP, "code_used_up", []),
    ],
)
def test_a_code_that_is_no_good_says_why(state: InvitationState, answer: str, effects: list[object]) -> None:
    talk = tried(state)
    assert talk.say("ABCD1234") == [answer]
    assert talk.effects == effects


def test_the_sixth_wrong_guess_in_an_hour_is_held() -> None:
    assert tried(InvitationState.UNKNOWN, wrong_guesses=4).say("ABCD1234") == ["code_unknown"]
    assert tried(InvitationState.UNKNOWN, wrong_guesses=5).say("ABCD1234") == ["code_held"]


def test_while_held_even_a_good_code_waits() -> None:
    talk = tried(InvitationState.GOOD, held_until=NOON + timedelta(minutes=30))
    assert talk.say("ABCD1234") == ["code_held"]
    assert talk.said[-1][0].parts[0].values == {"minutes": 30}
    assert talk.effects == []


def test_a_stranger_without_a_code_is_told_how_to_get_one() -> None:
    assert Conversation(facts=STRANGER).say("hello there") == ["stranger"]


def test_a_stranger_in_crisis_gets_helplines() -> None:
    assert Conversation(facts=STRANGER).say("i want to kill myself") == ["crisis_stranger"]


@pytest.mark.parametrize(
    ("kind", "command", "text", "code"),
    [
        pytest.param(Kind.COMMAND, "start", "ABCD1234", "ABCD1234", id="deep link"),
        pytest.param(Kind.COMMAND, "start", "whatever", "WHATEVER", id="any start argument"),
        pytest.param(Kind.COMMAND, "start", "", None, id="bare start"),
        pytest.param(Kind.TEXT, "", "abcd-1234", "ABCD1234", id="typed with a dash"),
        pytest.param(Kind.TEXT, "", "ab cd 12 34", "ABCD1234", id="typed with spaces"),
        pytest.param(Kind.TEXT, "", "ABCDo1l2", "ABCD0112", id="look-alikes"),
        pytest.param(Kind.TEXT, "", "aaaa-bbbb", "AAAABBBB", id="shown like a code"),
        pytest.param(Kind.TEXT, "", "goodbye", None, id="a word is no code"),
        pytest.param(Kind.TEXT, "", "I am 17 and I want to join in", None, id="a sentence is no code"),
        pytest.param(Kind.COMMAND, "help", "ABCD1234", None, id="another command"),
    ],
)
def test_what_looks_like_a_code(kind: Kind, command: str, text: str, code: str | None) -> None:
    assert code_in(Heard(ADDRESS, kind, "1:1", NOON, text=text, command=command)) == code
