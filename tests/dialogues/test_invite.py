"""A coordinator invites people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.effects import Invite
from conversations.facts import Role
from tests.dialogues.dialogue import Conversation
from tests.dialogues.people import coordinator
from tests.dialogues.words import spoken


@pytest.mark.parametrize(
    ("pressed", "role"),
    [
        ("young_person", Role.YOUNG_PERSON),
        ("mentor", Role.MENTOR),
        ("coordinator", Role.COORDINATOR),
    ],
)
def test_a_role_and_how_many(pressed: str, role: Role) -> None:
    talk = Conversation(facts=coordinator())

    assert talk.say("/invite") == ["invite_role"]
    assert talk.buttons == ["young_person", "mentor", "coordinator"]
    assert talk.say(f"[{pressed}]") == ["invite_uses"]
    assert talk.buttons == ["1", "30"]
    assert talk.say("[30]") == ["invite_made"]
    assert talk.effects == [Invite(role, 30)]
    assert talk.run is None
    assert spoken(talk)


@pytest.mark.parametrize("typed", ["mentor", "Mentors", "a mentor", "mentr"])
def test_the_role_may_follow_the_command(typed: str) -> None:
    talk = Conversation(facts=coordinator())

    said = talk.say(f"/invite {typed}")

    assert said == ["invite_uses"]


def test_a_role_that_is_none_is_asked_for() -> None:
    talk = Conversation(facts=coordinator())

    assert talk.say("/invite zebra") == ["not_a_choice", "invite_role"]
    assert talk.say("mentor") == ["invite_uses"]


def test_a_role_that_was_given_can_be_taken_back() -> None:
    talk = Conversation(facts=coordinator())
    talk.say("/invite mentor")

    assert talk.say("/back") == ["invite_role"]
    assert talk.say("[coordinator]") == ["invite_uses"]
    talk.say("[1]")
    assert talk.effects == [Invite(Role.COORDINATOR, 1)]


@pytest.mark.parametrize(
    ("typed", "uses"),
    [("1", 1), ("12 people", 12), ("twenty-five", 25), ("1,000", 1000)],
)
def test_any_number_may_be_typed(typed: str, uses: int) -> None:
    talk = Conversation(facts=coordinator())
    talk.say("/invite mentor")

    assert talk.say(typed) == ["invite_made"]
    assert talk.effects == [Invite(Role.MENTOR, uses)]


@pytest.mark.parametrize("typed", ["0", "1001", "-5", "some", "2 or 3"])
def test_what_is_no_number_of_people_is_asked_again(typed: str) -> None:
    talk = Conversation(facts=coordinator())
    talk.say("/invite mentor")

    assert talk.say(typed) == ["not_a_number", "invite_uses"]
    assert talk.effects == []


def test_who_invites_a_coordinator_is_told_to_be_careful() -> None:
    talk = Conversation(facts=coordinator())
    talk.say("/invite coordinator")
    talk.say("[1]")

    assert "only to people whom you know" in spoken(talk)[-1]


@pytest.mark.parametrize("role", [Role.YOUNG_PERSON, Role.MENTOR, Role.SAFEGUARDING_LEAD])
def test_nobody_else_invites(role: Role) -> None:
    talk = Conversation(facts=replace(coordinator(), roles=frozenset({role})))

    assert talk.say("/invite mentor") == ["not_for_you"]
    assert talk.press("/invite", None) == ["not_for_you"]
    assert talk.effects == []
