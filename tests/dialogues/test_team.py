"""A mentor, a coordinator or a safeguarding lead joins by chat."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.effects import Register
from conversations.facts import Role
from tests.dialogues.dialogue import JOINING, Conversation
from tests.dialogues.words import played, spoken


@pytest.mark.parametrize(
    ("role", "told"),
    [
        (Role.MENTOR, "mentor_next"),
        (Role.COORDINATOR, "coordinator_next"),
        (Role.SAFEGUARDING_LEAD, "lead_next"),
    ],
)
def test_a_name_and_what_comes_next(role: Role, told: str) -> None:
    talk = Conversation(facts=replace(JOINING, roles=frozenset({role})))

    assert played(talk, "team", "Sam") == [["team_welcome", "team_name"], [told]]
    assert talk.effects == [Register(profile={"first_name": "Sam"}, agreed={})]
    assert talk.run is None
    assert "Sam" in spoken(talk)[-1]


def test_who_has_several_roles_hears_of_the_gravest() -> None:
    both = frozenset({Role.MENTOR, Role.COORDINATOR, Role.SAFEGUARDING_LEAD})

    assert played(Conversation(facts=replace(JOINING, roles=both)), "team", "Sam")[-1] == ["lead_next"]


def test_a_name_that_is_none_is_asked_again() -> None:
    assert played(Conversation(), "team", "12345", "Sam")[1:] == [
        ["not_a_name", "team_name"],
        ["mentor_next"],
    ]
