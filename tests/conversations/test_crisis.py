"""A word of crisis is answered before anything else, wherever it is written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.effects import RaiseConcern
from conversations.facts import Facts, Role, Status
from conversations.heard import Kind
from conversations.reply import Order
from tests.conversations.small_flows import ACTIVE, LOOPING, SMALL, talk_of


def test_a_word_of_crisis_is_answered_first_and_leaves_the_question() -> None:
    talk = talk_of(SMALL)
    talk.begin("small")
    assert talk.say("i want to kill myself") == ["crisis"]
    assert [reply.order for reply in talk.said[-1]] == [Order.SAFETY]
    assert [effect.words for effect in talk.effects if isinstance(effect, RaiseConcern)] == [
        "i want to kill myself"
    ]
    assert talk.say("ok thanks") == ["here_again", "name"]
    assert talk.say("Ann") == ["colours"]


def test_what_is_said_after_a_word_of_crisis_is_no_consent() -> None:
    talk = talk_of(LOOPING)
    talk.begin("looping")
    assert talk.say("my dad hits me") == ["crisis"]
    assert talk.say("yes") == ["here_again", "again"]
    assert talk.run is not None
    assert talk.run.answers == {}
    assert talk.say("[yes]") == ["day"]


@pytest.mark.parametrize(
    ("facts", "words", "prompt"),
    [
        pytest.param(ACTIVE, "my dad hits me", "crisis", id="a young person"),
        pytest.param(ACTIVE, "im going to stab him tonight", "crisis_violence", id="a threat to others"),
        pytest.param(
            replace(ACTIVE, roles=frozenset({Role.MENTOR})), "my dad hits me", "crisis_team", id="the team"
        ),
        pytest.param(replace(ACTIVE, status=Status.LEFT), "my dad hits me", "crisis", id="who has left"),
        pytest.param(replace(ACTIVE, status=Status.PAUSED), "my dad hits me", "crisis", id="who pauses"),
    ],
)
def test_the_answer_to_a_word_of_crisis_fits_who_wrote_it(facts: Facts, words: str, prompt: str) -> None:
    talk = talk_of(SMALL, facts=facts)
    assert talk.say(words) == [prompt]


def test_a_crisis_in_the_name_of_a_command_is_seen() -> None:
    talk = talk_of(SMALL, facts=ACTIVE)
    assert talk.say("/kms") == ["crisis"]


@pytest.mark.parametrize("kind", [Kind.EDITED, Kind.MEDIA], ids=["edited", "caption"])
def test_a_word_of_crisis_is_seen_wherever_it_is_written(kind: Kind) -> None:
    talk = talk_of(SMALL)
    talk.begin("small")
    assert talk.hear(kind, text="i want to kill myself") == ["crisis"]


def test_what_cannot_wait_is_answered_as_urgent() -> None:
    talk = talk_of(SMALL, facts=ACTIVE)
    talk.say("i took 30 paracetamol")
    talk.say("my dad hits me")
    assert [replies[0].parts[0].values for replies in talk.said] == [{"urgent": True}, {"urgent": False}]
