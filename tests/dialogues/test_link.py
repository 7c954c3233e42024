"""Somebody joins another account of theirs to the same person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.effects import MakeLink
from conversations.facts import Status
from tests.dialogues.dialogue import JOINING, Conversation
from tests.dialogues.test_me import KNOWN
from tests.dialogues.words import spoken


@pytest.mark.parametrize("status", [Status.ACTIVE, Status.PAUSED, Status.WAITING, Status.JOINING])
def test_a_code_is_asked_for_and_explained(status: Status) -> None:
    talk = Conversation(facts=replace(KNOWN, status=status))

    assert talk.say("/link") == ["link"]
    assert talk.effects == [MakeLink()]
    assert talk.run is None
    assert "nobody else" in spoken(talk)[-1]


@pytest.mark.parametrize("status", [Status.LEFT, Status.DECLINED])
def test_whoever_is_away_gets_none(status: Status) -> None:
    talk = Conversation(facts=replace(KNOWN, status=status))
    talk.say("/link")

    assert talk.effects == []


def test_the_question_that_waits_goes_on_waiting() -> None:
    talk = Conversation(facts=JOINING)
    talk.begin("join")
    talk.say("[yes]")

    assert talk.say("/link") == ["link"]
    assert talk.effects == [MakeLink()]
    assert talk.say("Ann") == ["date_of_birth"]
