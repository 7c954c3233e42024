"""Commands begin flows, for those whom they are for; what somebody was in ends or is set aside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.checks import free_text, short_text
from conversations.effects import Amend, RaiseConcern
from conversations.facts import Facts, Role, Status
from conversations.flow import ANYBODY, Flow
from conversations.heard import Kind
from conversations.reply import Act
from conversations.run import Progress
from conversations.talk import Talk
from tests.conversations.small_flows import ACTIVE, SMALL, talk_of
from tests.dialogues.dialogue import JOINING, Conversation

MENTORS = frozenset({Role.MENTOR})
MENTOR: Facts = replace(ACTIVE, roles=MENTORS)


def look(talk: Talk) -> None:
    """Ask what to look at, and say it."""
    talk.say("look", given=talk.given)
    talk.ask("what", short_text(50))
    talk.say("bye")


def once(talk: Talk) -> None:
    """Do one thing and ask nothing."""
    talk.do("keep", Amend("first_name", talk.given or "nobody"))
    talk.say("once")


def open_up(talk: Talk) -> None:
    """Hear of trouble."""
    words = talk.ask("words", free_text(200))
    talk.do("raise", RaiseConcern(None, words, source="report"))
    talk.ask("more", short_text(5))
    talk.say("bye")


LOOK = Flow("look", look, command="look")
ONCE = Flow("once", once, command="once")
OPEN_UP = Flow("open_up", open_up, command="report", statuses=ANYBODY, candid=True, first="words")
KEPT = replace(SMALL, kept=True)


def with_flows(*flows: Flow, facts: Facts = ACTIVE) -> Conversation:
    return talk_of(*flows, facts=facts)


def test_a_command_begins_its_flow_with_what_followed_it() -> None:
    talk = with_flows(LOOK)

    assert talk.say("/look Ann in Leeds") == ["look", "what"]
    assert talk.said[-1][0].parts[0].values == {"given": "Ann in Leeds"}
    assert talk.run is not None
    assert (talk.run.flow, talk.run.given) == ("look", "Ann in Leeds")


def test_words_that_stand_for_a_command_begin_it_with_nothing() -> None:
    talk = with_flows(OPEN_UP)

    assert talk.say("report") == ["words"]
    assert talk.effects == []
    assert talk.run is not None
    assert talk.run.given == ""


def test_a_flow_without_a_command_is_begun_by_none() -> None:
    talk = with_flows(SMALL)

    assert talk.say("/small") == ["help"]
    assert talk.hear(Kind.COMMAND, command="") == ["help"]


@pytest.mark.parametrize("value", ["/look 12", "/LOOK 12", "/look  12 "])
def test_a_button_can_stand_for_a_command(value: str) -> None:
    talk = with_flows(LOOK)

    assert talk.press(value, None) == ["look", "what"]
    assert talk.run is not None
    assert talk.run.given == "12"


def test_a_press_that_is_a_command_is_answered_and_its_message_stays() -> None:
    talk = with_flows(LOOK)
    talk.press("/look 12", None)

    settle = talk.said[-1][0]
    assert (settle.act, settle.press, settle.message, settle.parts) == (Act.SETTLE, "p1", "", ())


def test_a_press_that_is_a_command_can_be_made_again() -> None:
    talk = with_flows(ONCE)

    assert talk.press("/once Ann", None) == ["once"]
    assert talk.press("/once Bea", None) == ["once"]
    assert talk.effects == [Amend("first_name", "Ann"), Amend("first_name", "Bea")]


def test_an_interrupt_can_be_a_button_too() -> None:
    assert with_flows(LOOK).press("/help", None) == ["help"]
    assert with_flows(LOOK).press("/", None) == ["help"]


@pytest.mark.parametrize("press", [False, True], ids=["typed", "a forwarded button"])
def test_a_command_of_another_role_is_kindly_refused_and_leaves_the_question(press: bool) -> None:
    coordinators = replace(LOOK, roles=frozenset({Role.COORDINATOR}))
    talk = with_flows(SMALL, coordinators, facts=MENTOR)
    talk.begin("small")

    said = talk.press("/look 12", None) if press else talk.say("/look 12")
    assert said == ["not_for_you", "name"]
    assert talk.run is not None
    assert talk.run.flow == "small"
    assert talk.say("Ann") == ["colours"]


def test_who_has_one_of_the_roles_may() -> None:
    either = replace(LOOK, roles=frozenset({Role.COORDINATOR, Role.MENTOR}))

    assert with_flows(either, facts=MENTOR).say("/look") == ["look", "what"]


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (Status.JOINING, "join_first"),
        (Status.WAITING, "decision_first"),
        (Status.LEFT, "still_away"),
        (Status.DECLINED, "declined"),
        (Status.INVITED, "not_for_you"),
    ],
)
def test_a_command_for_members_says_why_it_is_not_for_others(status: Status, answer: str) -> None:
    talk = with_flows(LOOK, facts=replace(ACTIVE, status=status))

    assert talk.say("/look") == [answer]
    assert talk.run is None


@pytest.mark.parametrize("status", [Status.ACTIVE, Status.PAUSED])
def test_members_may(status: Status) -> None:
    assert with_flows(LOOK, facts=replace(ACTIVE, status=status)).say("/look") == ["look", "what"]


def test_a_command_ends_the_talk_that_is_not_kept() -> None:
    talk = with_flows(SMALL, LOOK)
    talk.begin("small")

    assert talk.say("/look") == ["look", "what"]
    assert talk.aside is None
    assert talk.say("a tree") == ["bye"]
    assert talk.run is None


def test_a_command_sets_a_kept_talk_aside_and_start_goes_on_with_it() -> None:
    talk = with_flows(KEPT, OPEN_UP, facts=JOINING)
    talk.begin("small")
    talk.say("Ann")

    assert talk.say("/report a story") == ["more"]
    assert talk.aside is not None
    assert (talk.aside.flow, talk.aside.progress) == ("small", Progress.ASIDE)
    assert talk.say("x") == ["bye"]
    assert talk.say("red") == ["nothing_pending"]
    assert talk.say("/start") == ["colours"]
    assert talk.say("red") == ["wish"]
    assert talk.aside is None


def test_a_flow_that_asks_nothing_leaves_the_question_that_waits() -> None:
    talk = with_flows(SMALL, ONCE)
    talk.begin("small")

    assert talk.say("/once Ann") == ["once"]
    assert talk.effects == [Amend("first_name", "Ann")]
    assert talk.run is not None
    assert (talk.run.flow, talk.run.progress) == ("small", Progress.OPEN)
    assert talk.say("Ann") == ["colours"]


def test_an_old_button_of_the_talk_that_was_left_is_old() -> None:
    talk = with_flows(SMALL, LOOK)
    talk.begin("small")
    token = talk.said[-1][-1].token
    talk.say("/look")

    assert talk.press("red", token) == ["stale_button", "what"]


def test_the_same_command_again_begins_anew() -> None:
    talk = with_flows(LOOK)
    talk.say("/look 1")
    first = talk.run

    assert talk.say("/look 2") == ["look", "what"]
    assert first is not None
    assert talk.run is not None
    assert (talk.run.id != first.id, talk.run.given) == (True, "2")


def test_a_candid_talk_takes_words_of_crisis_for_answers() -> None:
    talk = with_flows(OPEN_UP)
    talk.say("/report")

    assert talk.say("my dad hits me") == ["more"]
    assert talk.effects == [RaiseConcern(None, "my dad hits me", source="report")]


def test_a_candid_command_takes_words_of_crisis_that_follow_it() -> None:
    talk = with_flows(OPEN_UP)

    assert talk.say("/report my dad hits me") == ["more"]
    assert talk.effects == [RaiseConcern(None, "my dad hits me", source="report")]


def test_what_a_candid_talk_refuses_is_answered_and_recorded() -> None:
    talk = with_flows(OPEN_UP)
    talk.say("/report a story")

    assert talk.say("my dad hits me") == ["crisis", "too_long", "more"]
    raised = [effect.words for effect in talk.effects if isinstance(effect, RaiseConcern)]
    assert raised == ["a story", "my dad hits me"]


def test_a_candid_command_that_is_not_for_somebody_loses_no_words() -> None:
    talk = with_flows(replace(OPEN_UP, roles=MENTORS), facts=ACTIVE)

    assert talk.say("/report my dad hits me") == ["crisis", "not_for_you"]
    [raised] = talk.effects
    assert isinstance(raised, RaiseConcern)
    assert raised.words == "/report my dad hits me"
