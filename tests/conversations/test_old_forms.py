"""Forms that come late, twice, for nothing, after a deploy, or with a word of crisis in them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.checks import short_text
from conversations.effects import Amend, RaiseConcern
from conversations.flow import Flow
from conversations.heard import TurnToken
from conversations.reply import OPEN_FORM
from conversations.talk import Talk
from tests.conversations.small_flows import SMALL, talk_of
from tests.conversations.test_forms import CHECKS, FORMED, GOOD, STORED, answers_of, at_the_form, token_of


def test_a_form_of_an_older_question_gives_what_was_not_answered_since() -> None:
    """Somebody who types one answer while the form is open must not lose all the others."""
    talk = at_the_form()
    old = token_of(talk)
    talk.say("Ann")

    assert talk.hand_in_for(old, {**GOOD, "name": "Bea"}) == ["kept", "more"]
    assert answers_of(talk) == STORED


def test_a_form_handed_in_twice_is_taken_once() -> None:
    talk = at_the_form()
    old = token_of(talk)
    talk.hand_in_for(old, GOOD)

    assert talk.hand_in_for(old, {**GOOD, "name": "Bea"}) == ["form_stale", "more"]
    assert answers_of(talk) == STORED
    assert talk.effects == [Amend("first_name", "Ann")]


def test_a_form_after_the_end_is_not_used() -> None:
    talk = at_the_form()
    old = token_of(talk)
    talk.hand_in(**GOOD)
    talk.say("nothing")

    assert talk.hand_in_for(old, GOOD) == ["form_stale"]


@pytest.mark.parametrize("token", [None, TurnToken("another", 1)], ids=["none", "of another run"])
def test_a_form_of_no_question_is_not_used(token: TurnToken | None) -> None:
    talk = at_the_form()

    assert talk.hand_in_for(token, GOOD) == ["form_stale", "name"]
    assert answers_of(talk) == {}


def test_a_question_without_a_form_takes_none() -> None:
    talk = talk_of(SMALL)
    talk.begin("small")

    assert talk.hand_in(name="Ann") == ["form_stale", "name"]
    assert talk.say(f"[{OPEN_FORM}]") == ["stale_button", "name"]
    assert talk.run is not None
    assert talk.run.answers == {}


def test_fields_that_nobody_asked_for_are_ignored() -> None:
    talk = at_the_form()

    assert talk.hand_in(**GOOD, more="sneaked in", town="York") == ["kept", "more"]
    assert talk.run is not None
    assert talk.run.answers["town"] == "Leeds"
    assert "more" not in talk.run.answers


def test_a_form_that_was_set_aside_is_not_used() -> None:
    talk = talk_of(replace(FORMED, kept=True))
    talk.begin("formed")
    talk.say("Leeds")
    old = token_of(talk)
    talk.say("cancel")

    assert talk.hand_in_for(old, GOOD) == ["form_stale"]
    assert talk.say("/start") == ["name"]


def test_a_form_of_a_removed_flow_ends_kindly() -> None:
    talk = at_the_form()
    del talk.flows["formed"]

    assert talk.hand_in(**GOOD) == ["flow_gone"]
    assert talk.run is None


def test_a_deploy_that_takes_a_question_out_of_a_form_uses_the_rest() -> None:
    def fewer(talk: Talk) -> None:
        talk.ask("town", short_text(50))
        talk.form("all", {key: CHECKS[key] for key in ("name", "way")})
        talk.say("bye")

    talk = at_the_form()
    talk.flows["formed"] = Flow("formed", fewer)

    assert talk.hand_in(**GOOD) == ["bye"]


def test_a_deploy_that_puts_a_question_before_a_form_asks_it_and_keeps_the_form() -> None:
    def longer(talk: Talk) -> None:
        talk.ask("town", short_text(50))
        talk.ask("street", short_text(50))
        talk.form("all", CHECKS, town="Leeds")
        talk.say("bye")

    talk = at_the_form()
    talk.flows["formed"] = Flow("formed", longer)

    assert talk.hand_in(**GOOD) == ["street"]
    assert talk.say("High Street") == ["bye"]


def test_a_word_of_crisis_in_a_form_is_answered_and_the_form_is_taken() -> None:
    talk = at_the_form()

    assert talk.hand_in(**{**GOOD, "wish": "i want to kill myself"}) == ["crisis", "kept", "more"]
    [raised, kept] = talk.effects
    assert isinstance(raised, RaiseConcern)
    assert "i want to kill myself" in raised.words
    assert kept == Amend("first_name", "Ann")


@pytest.mark.parametrize(
    ("field", "then"), [("name", ["form_stale", "born"]), ("wish", ["born"])], ids=["answered", "open"]
)
def test_a_word_of_crisis_in_an_old_form_is_answered_too(field: str, then: list[str]) -> None:
    talk = at_the_form()
    old = token_of(talk)
    talk.say("Ann")

    assert talk.hand_in_for(old, {field: "i want to kill myself"}) == ["crisis", *then]
    assert len(talk.effects) == 1
