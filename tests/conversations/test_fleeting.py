"""Words of a concern are a message of their own that is not kept, and never part of a question."""

from __future__ import annotations

import pytest

from conversations.checks import free_text
from conversations.flow import Flow
from conversations.flows import FLOWS
from conversations.replay import FlowError
from conversations.reply import FLEETING, Act, Part, Reply
from conversations.talk import Talk
from conversations.turn import said, told
from tests.conversations.small_flows import talk_of
from tests.dialogues.words import WORDS

CARD = Part("concern_card", {"words": "what was said"})
HELLO, BYE = Part("hello"), Part("bye")


@pytest.mark.parametrize("prompt", sorted(FLEETING))
def test_a_reply_with_such_words_is_fleeting_however_it_is_made(prompt: str) -> None:
    assert said(prompt).fleeting
    assert Reply(parts=(Part(prompt),)).fleeting
    assert Reply(Act.SETTLE, (HELLO, Part(prompt))).fleeting
    assert not said("hello").fleeting


def test_they_are_a_reply_of_their_own_in_the_order_in_which_they_are_said() -> None:
    replies = told(HELLO, HELLO, CARD, CARD, BYE)

    assert [reply.parts for reply in replies] == [(HELLO, HELLO), (CARD,), (CARD,), (BYE,)]
    assert [reply.fleeting for reply in replies] == [False, True, True, False]
    assert told() == ()


def test_a_flow_that_says_them_does_not_mix_them_with_its_question() -> None:
    def tells(talk: Talk) -> None:
        talk.say("hello")
        talk.say("concern_card", words="what was said")
        talk.ask("name", free_text(50))

    talk = talk_of(Flow("tells", tells))
    talk.begin("tells")

    assert [reply.fleeting for reply in talk.said[0]] == [False, True, False]
    assert talk.run is not None
    assert "what was said" not in str(talk.run.to_json())


def test_a_flow_that_ends_with_them_keeps_them_apart_too() -> None:
    def ends(talk: Talk) -> None:
        talk.say("hello")
        talk.say("concern_card", words="what was said")

    talk = talk_of(Flow("ends", ends))
    talk.begin("ends")

    assert [reply.fleeting for reply in talk.said[0]] == [False, True]


@pytest.mark.parametrize("form", [False, True], ids=["question", "form"])
def test_a_flow_that_asks_with_them_fails_loudly(form: bool) -> None:
    def asks(talk: Talk) -> None:
        if form:
            talk.form("both", {"name": free_text(50), "concern_card": free_text(50)})
        talk.ask("concern_card:1", free_text(50))

    talk = talk_of(Flow("asks", asks))
    with pytest.raises(FlowError, match="concern_card"):
        talk.begin("asks")
        talk.say("Ann")


def test_every_such_prompt_exists_and_is_said_by_the_flow_about_concerns() -> None:
    assert set(WORDS.sources["en"]) >= FLEETING
    assert FLOWS["concern"].candid
