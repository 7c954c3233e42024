"""Somebody gets the link by which their calendar shows when they meet, changes it, or switches it off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.effects import Effect, MakeFeed, RevokeFeed
from conversations.facts import Facts, Role, Status
from tests.dialogues.dialogue import Conversation, dialogue
from tests.dialogues.people import coordinator
from tests.dialogues.test_me import KNOWN
from tests.dialogues.words import WORDS, spoken

UNSUBSCRIBED: Facts = replace(KNOWN, feeds_on=True, labels=WORDS.labels["en"])
SUBSCRIBED: Facts = replace(UNSUBSCRIBED, has_feed=True)


@pytest.mark.parametrize("status", [Status.ACTIVE, Status.PAUSED])
@pytest.mark.parametrize("role", [Role.YOUNG_PERSON, Role.MENTOR])
def test_who_sees_it_is_told_before_there_is_a_link(status: Status, role: Role) -> None:
    talk = Conversation(facts=replace(UNSUBSCRIBED, status=status, roles=frozenset({role})))

    assert talk.say("/calendar") == ["calendar"]
    assert talk.effects == []
    seen = "Whoever has the link can see when you meet: the day, the first name and the place."
    assert seen in spoken(talk)[-1]
    assert talk.say("[get]") == []
    assert talk.effects == [MakeFeed()]
    assert talk.run is None


@pytest.mark.parametrize(
    ("wish", "said", "effects"),
    [
        ("get", [], [MakeFeed()]),
        ("new", ["calendar_new"], [MakeFeed(fresh=True)]),
        ("off", ["calendar_off"], [RevokeFeed()]),
        ("close", ["calendar_closed"], []),
    ],
)
def test_whoever_has_a_link_chooses(wish: str, said: list[str], effects: list[Effect]) -> None:
    talk = Conversation(facts=SUBSCRIBED)

    assert talk.say("/calendar") == ["calendar_again"]
    assert talk.buttons == ["get", "new", "off", "close"]
    assert talk.say(f"[{wish}]") == said
    assert talk.effects == effects
    assert talk.run is None
    assert spoken(talk)


@pytest.mark.parametrize("typed", ["/calendar off", "/calendar OFF", "/calendar switch it off"])
def test_the_wish_can_be_typed_with_the_command(typed: str) -> None:
    talk = Conversation(facts=SUBSCRIBED)

    assert talk.say(typed) == ["calendar_off"]
    assert talk.effects == [RevokeFeed()]


@pytest.mark.parametrize(
    "facts", [replace(UNSUBSCRIBED, feeds_on=False), replace(SUBSCRIBED, feeds_on=False)]
)
def test_where_links_are_not_switched_on_it_says_so(facts: Facts) -> None:
    talk = Conversation(facts=facts)

    assert talk.say("/calendar") == ["calendar_not_on"]
    assert talk.effects == []
    assert "a file for your calendar" in spoken(talk)[-1]


@pytest.mark.parametrize("wish", ["new", "off"])
def test_a_link_that_was_switched_off_elsewhere_meanwhile_is_not_made_by_accident(wish: str) -> None:
    talk = Conversation(facts=SUBSCRIBED)
    talk.say("/calendar")
    talk.facts = UNSUBSCRIBED

    assert talk.say(f"[{wish}]") == ["not_a_choice", "calendar"]
    assert talk.effects == []
    assert talk.buttons == ["get", "close"]


def test_a_coordinator_has_no_meetings_to_show() -> None:
    talk = Conversation(facts=coordinator(feeds_on=True))

    assert talk.say("/calendar") == ["not_for_you"]


@pytest.mark.parametrize(
    ("status", "answer"),
    [(Status.JOINING, "join_first"), (Status.WAITING, "decision_first"), (Status.LEFT, "still_away")],
)
def test_it_is_for_those_who_take_part(status: Status, answer: str) -> None:
    talk = Conversation(facts=replace(UNSUBSCRIBED, status=status))

    assert talk.say("/calendar")[0] == answer


def test_what_is_no_answer_is_asked_again() -> None:
    assert dialogue("calendar", "what", "close", facts=SUBSCRIBED) == [
        ["calendar_again"],
        ["not_a_choice", "calendar_again"],
        ["calendar_closed"],
    ]
