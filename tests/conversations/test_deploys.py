"""A flow that changes while somebody is in it: nothing is lost, and nobody is stuck."""

from __future__ import annotations

from conversations.check import Check, Rejected
from conversations.checks import first_name, free_text
from conversations.facts import Facts
from conversations.flow import Flow
from conversations.heard import Kind, TurnToken
from conversations.reply import Json
from conversations.talk import Talk
from tests.conversations.small_flows import LOOPING, YES_NO, looping, talk_of
from tests.dialogues.dialogue import Conversation


def deployed(talk: Conversation, flow: Flow) -> None:
    """Put a new version of a flow in place between two turns."""
    talk.flows[flow.name] = flow


def two(talk: Talk) -> None:
    talk.ask("name", first_name)
    talk.ask("town", free_text(50))
    talk.say("bye")


def test_a_deploy_that_inserts_a_question_asks_it_and_loses_no_answer() -> None:
    def inserted(talk: Talk) -> None:
        talk.ask("name", first_name)
        talk.ask("street", free_text(50))
        talk.ask("town", free_text(50))
        talk.say("bye")

    talk = talk_of(Flow("two", two))
    talk.begin("two")
    talk.say("Ann")
    deployed(talk, Flow("two", inserted))
    assert talk.say("Leeds") == ["question_gone", "street"]
    assert talk.say("High Street") == ["bye"]


def test_a_deploy_that_removes_the_question_goes_on_without_it() -> None:
    def removed(talk: Talk) -> None:
        talk.ask("name", first_name)
        talk.say("bye")

    talk = talk_of(Flow("two", two))
    talk.begin("two")
    talk.say("Ann")
    deployed(talk, Flow("two", removed))
    assert talk.say("Leeds") == ["bye", "question_gone"]


def test_a_deploy_that_renames_a_question_keeps_its_answer() -> None:
    def renamed(talk: Talk) -> None:
        talk.ask("first_name", first_name)
        talk.ask("home", free_text(50))
        talk.say("bye")

    talk = talk_of(Flow("two", two))
    talk.begin("two")
    talk.say("Ann")
    deployed(talk, Flow("two", renamed, renames={"name": "first_name", "town": "home"}))
    assert talk.say("Leeds") == ["bye"]


def test_a_deploy_is_met_by_help_a_sticker_and_an_old_button_too() -> None:
    def renamed(talk: Talk) -> None:
        talk.ask("first_name", first_name, prompt="renamed")
        talk.say("bye")

    for meet in ("help", "[sticker]", "[old]"):
        talk = talk_of(Flow("two", two))
        talk.begin("two")
        deployed(talk, Flow("two", renamed, renames={"name": "first_name"}))
        if meet == "[sticker]":
            assert talk.hear(Kind.MEDIA) == ["not_words", "renamed"]
        elif meet == "[old]":
            assert talk.press("yes", TurnToken("gone", 1)) == ["stale_button", "renamed"]
        else:
            assert talk.say(meet) == ["help", "renamed"]
        assert talk.say("Ann") == ["bye"]


def test_a_deploy_that_inserts_a_question_makes_the_buttons_of_the_later_one_old() -> None:
    def inserted(talk: Talk) -> None:
        talk.choose("sure", YES_NO)
        looping(talk)

    talk = talk_of(LOOPING)
    talk.begin("looping")
    assert talk.run is not None
    assert talk.run.pending is not None
    old = TurnToken(talk.run.id, talk.run.pending.turn)
    deployed(talk, Flow("looping", inserted))
    assert talk.say("help") == ["help", "sure"]
    assert talk.press("yes", old) == ["stale_button", "sure"]


def test_a_removed_flow_is_met_by_help_with_a_kind_message() -> None:
    talk = talk_of(Flow("two", two))
    talk.begin("two")
    del talk.flows["two"]
    assert talk.say("help") == ["help", "flow_gone"]


def test_a_removed_flow_ends_the_run_with_a_kind_message() -> None:
    talk = talk_of(Flow("two", two))
    talk.begin("two")
    del talk.flows["two"]
    assert talk.say("Ann") == ["flow_gone"]
    assert talk.run is None


class _Strict(Check[str]):
    """Takes only capital letters, now and when an answer is looked at again."""

    def parse(self, text: str, facts: Facts) -> str:
        if not text.isupper():
            raise Rejected("not_capitals")
        return text

    def dump(self, value: str) -> Json:
        return value

    def load(self, stored: Json, facts: Facts) -> str:
        return self.parse(str(stored), facts)


def test_a_stored_answer_that_no_longer_fits_is_asked_again_and_charged_to_its_own_key() -> None:
    def tightened(talk: Talk) -> None:
        talk.ask("name", _Strict())
        talk.ask("town", free_text(50))
        talk.say("bye")

    talk = talk_of(Flow("two", two))
    talk.begin("two")
    talk.say("Ann")
    deployed(talk, Flow("two", tightened))
    assert talk.say("Leeds") == ["question_gone", "name"]
    assert talk.say("ANN") == ["bye"]
