"""A coordinator asks what mentoring has come to; the numbers follow from the store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.effects import ShowImpact
from conversations.facts import Role
from tests.dialogues.dialogue import Conversation
from tests.dialogues.people import coordinator


def test_a_coordinator_has_the_numbers_sent() -> None:
    talk = Conversation(facts=coordinator())

    assert talk.say("/impact") == []
    assert talk.effects == [ShowImpact()]
    assert talk.run is None


@pytest.mark.parametrize("role", [Role.YOUNG_PERSON, Role.MENTOR, Role.SAFEGUARDING_LEAD])
def test_nobody_else_has(role: Role) -> None:
    talk = Conversation(facts=replace(coordinator(), roles=frozenset({role})))

    assert talk.say("/impact") == ["not_for_you"]
    assert talk.effects == []
