"""A coordinator keeps the list of places where pairs may meet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.effects import AddPlace, RemovePlace
from conversations.facts import Facts
from conversations.flows.places import MOST_PLACES
from tests.dialogues.desk import CALL, LIBRARY
from tests.dialogues.dialogue import Conversation
from tests.dialogues.people import coordinator
from tests.dialogues.words import spoken

LISTED = coordinator(places=(LIBRARY, CALL))
ROOMS = "https://meet.example.org/{room}"


def kept(*said: str, facts: Facts = LISTED) -> Conversation:
    """Return the talk in which this was said."""
    talk = Conversation(facts=facts)
    for text in said:
        talk.say(text)
    return talk


def test_the_list_is_shown() -> None:
    talk = Conversation(facts=LISTED)

    assert talk.say("/places") == ["places_next"]
    assert talk.buttons == ["place", "room", "remove", "close"]
    assert "• Library\n• Video call (online)" in spoken(talk)[-1]
    assert talk.say("[close]") == ["places_closed"]
    assert talk.effects == []


def test_where_there_is_none_nothing_can_be_removed() -> None:
    talk = kept("/places", facts=coordinator())

    assert talk.buttons == ["place", "room", "close"]
    assert "no place on your list yet" in spoken(talk)[-1]


def test_a_place_is_added() -> None:
    talk = kept("/places", "[place]")

    assert talk.say("  Northside College,   library ") == ["place_added"]
    assert talk.effects == [AddPlace("Northside College, library")]
    assert talk.run is None
    assert spoken(talk)


@pytest.mark.parametrize("name", ["Library", "library", " LIBRARY! "])
def test_one_that_is_there_is_not_added_again(name: str) -> None:
    talk = kept("/places", "[place]")

    assert talk.say(name) == ["place_there", "place_name"]
    assert talk.say("x" * 61) == ["too_long", "place_name"]
    assert talk.say("Town hall") == ["place_added"]
    assert spoken(talk)


def test_rooms_online_are_added_by_their_link() -> None:
    talk = kept("/places", "[room]")

    assert talk.said[-1][-1].parts[-1].prompt == "place_room_name"
    assert talk.say("Video rooms") == ["place_link"]
    assert talk.say(ROOMS) == ["place_added"]
    assert talk.effects == [AddPlace("Video rooms", ROOMS)]
    assert "a room of its own" in spoken(talk)[-1]


@pytest.mark.parametrize("link", ["meet.example.org/{room}", "https://meet.example.org/", "{room}", "a call"])
def test_a_link_that_opens_no_room_is_asked_for_again(link: str) -> None:
    talk = kept("/places", "[room]", "Video rooms")

    assert talk.say(link) == ["not_a_room_link", "place_link"]
    assert talk.say(ROOMS) == ["place_added"]
    assert spoken(talk)


def test_a_place_is_removed_once_it_is_sure() -> None:
    talk = kept("/places", "[remove]")

    assert talk.buttons == ["7", "8"]
    assert talk.say("[8]") == ["place_sure"]
    assert "Sessions that are arranged there stay" in spoken(talk)[-1]
    assert talk.say("[remove]") == ["place_removed"]
    assert talk.effects == [RemovePlace(8)]


def test_thinking_again_changes_nothing() -> None:
    talk = kept("/places", "[remove]", "library")

    assert talk.say("[back]") == ["places_closed"]
    assert talk.effects == []


def test_one_that_was_removed_meanwhile_is_told() -> None:
    talk = kept("/places", "[remove]", "[7]")
    talk.facts = coordinator(places=(CALL,))
    assert talk.say("[remove]")[0] == "place_gone"

    talk = kept("/places", "[remove]")
    talk.facts = coordinator()
    assert talk.say("[7]")[0] == "place_gone"
    assert talk.effects == []
    assert spoken(talk)


def test_a_full_list_takes_no_more() -> None:
    full = tuple(replace(LIBRARY, id=n, name=f"Room {n}") for n in range(MOST_PLACES))
    talk = kept("/places", facts=coordinator(places=full))

    assert talk.buttons == ["remove", "close"]
    assert "The list is full" in spoken(talk)[-1]
    talk.say("[remove]")
    assert len(talk.buttons) == MOST_PLACES
