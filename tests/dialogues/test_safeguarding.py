"""Who is told of a concern: a coordinator sees the list, takes a place on it or lays it down."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.effects import TakeDuty
from conversations.facts import Duty, Place, Role
from tests.dialogues.dialogue import Conversation
from tests.dialogues.people import LISTED, coordinator
from tests.dialogues.words import spoken


def test_the_list_is_shown_in_order_with_what_can_be_done() -> None:
    talk = Conversation(facts=coordinator(duties=LISTED))

    assert talk.say("/safeguarding") == ["duties"]
    assert talk.buttons == ["lead", "board", "lay_down", "leave_it"]
    assert "1. Sam, lead\n2. Priya (you), deputy" in spoken(talk)[-1]


@pytest.mark.parametrize(
    ("pressed", "place"), [("lead", Place.LEAD), ("deputy", Place.DEPUTY), ("board", Place.BOARD)]
)
def test_a_place_is_taken(pressed: str, place: Place) -> None:
    talk = Conversation(facts=coordinator())
    talk.say("/safeguarding")

    assert talk.buttons == ["lead", "deputy", "board", "leave_it"]
    assert talk.say(f"[{pressed}]") == ["duty_yours"]
    assert talk.effects == [TakeDuty(place)]
    assert talk.run is None


def test_a_place_is_laid_down() -> None:
    talk = Conversation(facts=coordinator(duties=LISTED))
    talk.say("/safeguarding")

    assert talk.say("[lay_down]") == ["duty_laid_down"]
    assert talk.effects == [TakeDuty(Place.NONE)]
    assert "nobody is on it" not in spoken(talk)[-1]


def test_the_last_to_go_hears_that_nobody_is_left() -> None:
    talk = Conversation(facts=coordinator(duties=(Duty(Place.LEAD, "Priya", mine=True),)))
    talk.say("/safeguarding")
    talk.say("[lay_down]")

    assert "nobody is on it" in spoken(talk)[-1]


def test_leaving_the_list_as_it_is_changes_nothing() -> None:
    talk = Conversation(facts=coordinator(duties=LISTED))
    talk.say("/safeguarding")

    assert talk.say("[leave_it]") == ["duties_left"]
    assert talk.effects == []


def test_a_list_that_changed_since_is_shown_anew() -> None:
    talk = Conversation(facts=coordinator(duties=LISTED))
    talk.say("/safeguarding")
    talk.facts = coordinator(duties=(Duty(Place.LEAD, "Priya", mine=True),))

    assert talk.say("[lead]") == ["not_a_choice", "duties"]
    assert talk.effects == []
    assert talk.buttons == ["deputy", "board", "lay_down", "leave_it"]


@pytest.mark.parametrize("role", [Role.YOUNG_PERSON, Role.MENTOR])
def test_the_list_is_not_for_everybody(role: Role) -> None:
    talk = Conversation(facts=replace(coordinator(duties=LISTED), roles=frozenset({role})))

    assert talk.say("/safeguarding") == ["not_for_you"]
