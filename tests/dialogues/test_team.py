"""A coordinator or a safeguarding lead joins by chat."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.effects import Register, TakeDuty
from conversations.facts import Facts, Place, Role
from tests.dialogues.dialogue import JOINING, Conversation
from tests.dialogues.words import played, spoken

COORDINATOR: Facts = replace(JOINING, roles=frozenset({Role.COORDINATOR}))
LEAD: Facts = replace(JOINING, roles=frozenset({Role.SAFEGUARDING_LEAD}))
REGISTERED = Register(profile={"first_name": "Sam"}, agreed={})


@pytest.mark.parametrize(
    ("pressed", "place"),
    [("[lead]", Place.LEAD), ("[deputy]", Place.DEPUTY), ("[board]", Place.BOARD), ("[none]", None)],
)
@pytest.mark.parametrize(
    ("facts", "told"),
    [
        pytest.param(COORDINATOR, "coordinator_next", id="coordinator"),
        pytest.param(LEAD, "lead_next", id="lead"),
    ],
)
def test_a_name_a_place_on_the_list_and_what_comes_next(
    facts: Facts, told: str, pressed: str, place: Place | None
) -> None:
    talk = Conversation(facts=facts)

    assert played(talk, "team", "Sam", pressed) == [["team_welcome", "team_name"], ["team_duty"], [told]]
    assert talk.effects == [REGISTERED, *([TakeDuty(place)] if place else [])]
    assert talk.run is None
    assert "Sam" in spoken(talk)[-1]
    assert "Northside College" in spoken(talk)[0]


def test_who_has_both_roles_hears_what_a_coordinator_does() -> None:
    both = replace(JOINING, roles=frozenset({Role.COORDINATOR, Role.SAFEGUARDING_LEAD}))
    talk = Conversation(facts=both)

    assert played(talk, "team", "Sam", "[lead]")[-1] == ["coordinator_next"]
    assert "safeguarding lead" in spoken(talk)[-1]


def test_a_name_that_is_none_is_asked_again() -> None:
    assert played(Conversation(facts=COORDINATOR), "team", "12345", "Sam")[1:] == [
        ["not_a_name", "team_name"],
        ["team_duty"],
    ]


def test_a_mentor_who_began_before_mentors_had_a_flow_does_not_slip_past_the_checks() -> None:
    talk = Conversation(facts=replace(JOINING, roles=frozenset({Role.MENTOR})))
    talk.begin("team")

    assert talk.effects == []
    assert [part.prompt for reply in talk.said[0] for part in reply.parts] == [
        "mentor_welcome",
        "mentor_privacy",
    ]
