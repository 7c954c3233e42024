"""Somebody looks at what is known about them, changes it, or asks how to leave."""

from __future__ import annotations

from dataclasses import replace

from conversations.effects import Amend
from conversations.facts import Facts, Role, Status
from conversations.flows.fields import MENTOR_FIELDS
from conversations.flows.mentor import REFEREE, REFEREE_2, SAFEGUARDING
from tests.dialogues.dialogue import JOINING, Conversation, dialogue
from tests.dialogues.test_join import PROFILE
from tests.dialogues.test_mentor import WAITING
from tests.dialogues.words import picked, played, spoken

KNOWN: Facts = replace(JOINING, status=Status.ACTIVE, first_name="Ann", profile=PROFILE)


def test_one_change_and_close() -> None:
    talk = Conversation(facts=KNOWN)

    assert played(talk, "me", "[change]", "[first_name]", "Annie", "[close]") == [
        ["me"],
        ["change"],
        ["first_name"],
        ["me"],
        ["me_closed"],
    ]
    assert talk.effects == [Amend("first_name", "Annie")]
    assert any("<b>Name:</b> Annie" in text for text in spoken(talk))


def test_several_changes_of_the_same_field_are_several_amendments() -> None:
    talk = Conversation(facts=KNOWN)

    played(talk, "me", "[change]", "[region]", "[wales]", "[change]", "[region]", "[london]", "[close]")

    assert talk.effects == [Amend("region", "wales"), Amend("region", "london")]


def test_a_list_is_changed_with_what_was_typed_for_something_else() -> None:
    talk = Conversation(facts=KNOWN)
    said = (
        "[change]",
        "[interests]",
        *picked("other"),
        "drumming",
        "[change]",
        "[interests]",
        *picked("art"),
    )

    played(talk, "me", *said)

    assert talk.effects == [
        Amend("interests", ["other"]),
        Amend("interests_other", "drumming"),
        Amend("interests", ["art"]),
        Amend("interests_other", None),
    ]


def test_what_is_optional_can_be_taken_away() -> None:
    talk = Conversation(facts=replace(KNOWN, profile={**PROFILE, "mentor_wish": ["listens"]}))

    played(talk, "me", "[change]", "[mentor_wish]", "[skip]")

    assert talk.effects == [Amend("mentor_wish", None), Amend("mentor_wish_other", None)]


def test_the_date_of_birth_is_for_a_coordinator_to_change() -> None:
    assert dialogue("me", "[change]", "[date_of_birth]", "[change]", "[date_of_birth]", facts=KNOWN)[2:] == [
        ["birth_fixed", "me"],
        ["change"],
        ["birth_fixed", "me"],
    ]


def test_thinking_again_changes_nothing() -> None:
    talk = Conversation(facts=KNOWN)

    assert played(talk, "me", "[change]", "[nothing]", "[close]")[2:] == [["me"], ["me_closed"]]
    assert talk.effects == []


def test_how_to_leave_is_said_and_nothing_is_done() -> None:
    talk = Conversation(facts=KNOWN)

    assert played(talk, "me", "[leave]")[-1] == ["leaving"]
    assert talk.effects == []
    assert talk.run is None
    assert "/stop" in spoken(talk)[-1]
    assert "Priya" in spoken(talk)[-1]


def test_a_change_that_is_made_is_not_taken_back() -> None:
    assert dialogue("me", "[change]", "[region]", "[wales]", "/back", facts=KNOWN)[-1] == [
        "back_sealed",
        "me",
    ]


def test_a_change_shows_even_where_the_facts_already_have_it() -> None:
    talk = Conversation(facts=KNOWN)
    played(talk, "me", "[change]", "[first_name]", "Annie")
    talk.facts = replace(KNOWN, first_name="Annie", profile={**PROFILE, "first_name": "Annie"})

    assert talk.say("[change]") == ["change"]
    assert talk.effects == [Amend("first_name", "Annie")]


def test_a_mentor_changes_what_was_told_but_not_what_a_person_decides_by() -> None:
    talk = Conversation(facts=replace(WAITING, status=Status.ACTIVE))
    played(talk, "me", "[change]")

    decided = {*REFEREE, *REFEREE_2, *SAFEGUARDING}
    assert talk.buttons == [*(name for name in MENTOR_FIELDS if name not in decided), "nothing"]
    assert decided <= set(MENTOR_FIELDS)

    talk.say("[capacity]")
    talk.say("[2]")
    talk.say("[change]")
    talk.say("[industries]")
    for press in picked("law"):
        talk.say(press)
    assert talk.effects == [
        Amend("capacity", 2),
        Amend("industries", ["law"]),
        Amend("industries_other", None),
    ]
    assert "Law and justice" in spoken(talk)[-1]


def test_a_coordinator_changes_a_name_and_nothing_else() -> None:
    coordinator = replace(KNOWN, roles=frozenset({Role.COORDINATOR}), profile={"first_name": "Sam"})
    talk = Conversation(facts=coordinator)

    played(talk, "me", "[change]")

    assert talk.buttons == ["first_name", "nothing"]
