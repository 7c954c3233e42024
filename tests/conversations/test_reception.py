"""Who has not joined yet: codes, wrong guesses, and anything else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from conversations.effects import RaiseConcern, Redeem, TakeLink, WrongGuess
from conversations.facts import Facts, Invitation, InvitationState, LinkCode, Role
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


@pytest.mark.parametrize(
    ("role", "flow"),
    [(Role.MENTOR, "mentor"), (Role.COORDINATOR, "team"), (Role.SAFEGUARDING_LEAD, "team")],
)
def test_every_role_joins_with_its_own_flow(role: Role, flow: str) -> None:
    talk = Conversation(facts=replace(STRANGER, invitation=Invitation(InvitationState.GOOD, 7, 3, 4, role)))
    talk.say("/start ABCD1234")
    assert talk.run is not None
    assert talk.run.flow == flow


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


def with_link(state: InvitationState, held_until: datetime | None = None) -> Conversation:
    link = LinkCode("ABCD1234", state, "Ann")
    return Conversation(facts=replace(STRANGER, link=link, held_until=held_until))


def test_a_link_code_joins_the_account_to_a_person() -> None:
    talk = with_link(InvitationState.GOOD)

    assert talk.say("ABCD1234") == ["linked"]
    assert talk.said[-1][0].parts[0].values == {"first_name": "Ann"}
    assert talk.effects == [TakeLink("ABCD1234")]


@pytest.mark.parametrize("state", [InvitationState.EXPIRED, InvitationState.USED_UP])
def test_an_old_link_code_opens_nothing_and_is_no_guess(state: InvitationState) -> None:
    talk = with_link(state)

    assert talk.say("ABCD1234") == ["link_over"]
    assert talk.effects == []


def test_while_held_even_a_good_link_code_waits() -> None:
    talk = with_link(InvitationState.GOOD, held_until=NOON + timedelta(minutes=30))

    assert talk.say("ABCD1234") == ["code_held"]
    assert talk.effects == []


@pytest.mark.parametrize("said", ["/see 12", "/report", "/concern 5", "/refer"])
def test_a_command_opens_nothing_to_a_stranger(said: str) -> None:
    talk = Conversation(facts=STRANGER)

    assert talk.say(said) == ["stranger"]
    assert (talk.run, talk.effects) == (None, [])


@pytest.mark.parametrize("command", ["report", "concern"])
def test_what_a_stranger_reports_is_passed_on(command: str) -> None:
    talk = Conversation(facts=STRANGER)

    assert talk.say(f"/{command} he sends me odd things") == ["crisis_stranger"]
    assert talk.effects == [RaiseConcern(None, "he sends me odd things", "report")]


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
