"""A mentor invites colleagues with a code of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.effects import Refer
from conversations.facts import Role, Status
from tests.dialogues.dialogue import Conversation
from tests.dialogues.test_me import KNOWN
from tests.dialogues.test_mentor import MENTOR, WAITING


@pytest.mark.parametrize("status", [Status.WAITING, Status.ACTIVE, Status.PAUSED])
def test_a_mentor_gets_a_code(status: Status) -> None:
    talk = Conversation(facts=replace(WAITING, status=status))

    assert talk.say("/refer") == []
    assert talk.effects == [Refer()]
    assert talk.run is None


def test_whoever_is_still_applying_joins_first() -> None:
    talk = Conversation(facts=MENTOR)
    talk.begin("mentor")

    assert talk.say("/refer") == ["join_first", "mentor_privacy"]
    assert talk.effects == []


@pytest.mark.parametrize("role", [Role.YOUNG_PERSON, Role.COORDINATOR])
def test_it_is_for_mentors_only(role: Role) -> None:
    talk = Conversation(facts=replace(KNOWN, roles=frozenset({role})))

    assert talk.say("/refer") == ["not_for_you"]
    assert talk.effects == []
