"""A concern is read by somebody on the safeguarding list, and what is done about it is noted."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.effects import NoteConcern, RaiseConcern, ReadConcern
from conversations.facts import ConcernCard, ConcernEvent, Facts, Role
from conversations.flows.concern import LONGEST_NOTE, MOST_EVENTS
from tests.dialogues.dialogue import NOON, Conversation
from tests.dialogues.people import coordinator
from tests.dialogues.words import spoken

WORDS = "He said he would hit me again tonight"
TOLD = ConcernEvent(NOON - timedelta(minutes=20), "told", "Sam")
OPEN = ConcernCard(
    id=5,
    at=NOON - timedelta(minutes=25),
    category="abuse",
    severity="high",
    source="words",
    words=WORDS,
    first_name="Ann",
    person=12,
    events=(TOLD,),
)
CLOSED = replace(OPEN, events=(TOLD, ConcernEvent(NOON, "closed", "Sam", "Spoke with the school")))
LEAD = coordinator(concern=OPEN)


def read(*said: str, facts: Facts = LEAD) -> Conversation:
    """Return the talk in which concern 5 was read, and then this was said."""
    talk = Conversation(facts=facts)
    for text in ("/concern 5", *said):
        talk.say(text)
    return talk


def test_the_words_and_the_timeline_are_shown_and_that_is_recorded() -> None:
    talk = Conversation(facts=LEAD)

    assert talk.say("/concern 5") == ["concern_card", "concern_timeline", "concern_next"]
    assert talk.effects == [ReadConcern(5)]
    card, timeline, _ = spoken(talk)
    for words in ("Concern 5", "23 November 2026, 11:35", "abuse", "said in a chat", "Ann", "/see 12", WORDS):
        assert words in card
    assert "23 November 2026, 11:40: told (Sam)" in timeline


def test_the_button_of_an_alert_shows_it() -> None:
    talk = Conversation(facts=LEAD)

    assert talk.press("/concern 5", None)[0] == "concern_card"
    assert talk.effects == [ReadConcern(5)]


def test_the_words_are_fleeting_replies_of_their_own_and_never_stored() -> None:
    talk = read("[note]", "I rang the school about it", "[close]")

    card, timeline, question = talk.said[0]
    assert (card.fleeting, timeline.fleeting, question.fleeting) == (True, True, False)
    assert [len(reply.parts) for reply in talk.said[0]] == [1, 1, 1]
    assert talk.run is not None
    assert WORDS not in json.dumps(talk.run.to_json())
    assert all(WORDS not in str(reply) for replies in talk.said for reply in replies if not reply.fleeting)


@pytest.mark.parametrize("typed", ["5", "#5", "concern 5"])
def test_without_a_number_it_is_asked_for(typed: str) -> None:
    talk = Conversation(facts=LEAD)

    assert talk.say("/concern") == ["concern_number"]
    assert talk.say(typed)[0] == "concern_card"


@pytest.mark.parametrize("typed", ["6", "0", "99999999999", "#"])
def test_what_is_not_there_or_not_theirs_is_not_shown(typed: str) -> None:
    talk = Conversation(facts=LEAD)

    assert talk.say(f"/concern {typed}")[0] in ("concern_none", "concern_no_number")
    assert talk.effects == []
    assert talk.say("5")[0] == "concern_card"


@pytest.mark.parametrize("words", ["my mentee says he hits her", "I want to kill myself"])
def test_words_in_place_of_a_number_are_a_report(words: str) -> None:
    talk = Conversation(facts=LEAD)

    assert talk.say(f"/concern {words}")[0] == "report_kept"
    assert talk.effects == [RaiseConcern(None, words, "report")]


def test_notes_are_added_until_it_is_enough() -> None:
    talk = read()

    assert talk.buttons == ["note", "close", "leave"]
    for number in (1, 2):
        assert talk.say("[note]") == ["concern_note"]
        assert talk.say(f"Step {number}") == ["concern_noted", "concern_next"]
    assert talk.say("[leave]") == ["concern_left"]
    assert talk.effects == [ReadConcern(5), NoteConcern(5, "Step 1"), NoteConcern(5, "Step 2")]
    assert talk.run is None
    assert spoken(talk)


def test_closing_says_what_was_done() -> None:
    talk = read("[close]")

    assert talk.say("They are with their aunt, and safe") == ["concern_closed"]
    assert talk.effects[1:] == [NoteConcern(5, "They are with their aunt, and safe", closes=True)]
    assert talk.run is None


def test_words_of_crisis_in_a_note_are_a_note() -> None:
    talk = read("[note]")

    assert talk.say("She told me that she wants to kill herself") == ["concern_noted", "concern_next"]
    assert talk.effects[1:] == [NoteConcern(5, "She told me that she wants to kill herself")]


@pytest.mark.parametrize("text", ["", "x" * (LONGEST_NOTE + 1)], ids=["nothing", "too much"])
def test_a_note_that_cannot_be_kept_is_asked_again(text: str) -> None:
    talk = read("[note]")

    assert talk.say(text)[-1] == "concern_note"
    assert talk.effects == [ReadConcern(5)]


def test_a_closed_concern_can_still_be_noted_and_not_closed_again() -> None:
    talk = read(facts=coordinator(concern=CLOSED))

    assert talk.buttons == ["note", "leave"]
    assert "closed (Sam): Spoke with the school" in spoken(talk)[1]


def test_the_newest_of_a_long_timeline_is_shown() -> None:
    steps = tuple(replace(TOLD, note=f"Step {number}") for number in range(MOST_EVENTS + 2))
    timeline = spoken(read(facts=coordinator(concern=replace(OPEN, events=steps))))[1]

    assert "2 earlier steps" in timeline
    assert "Step 1\n" not in timeline
    assert f"Step {MOST_EVENTS + 1}" in timeline


def test_a_strangers_concern_names_nobody() -> None:
    stranger = replace(OPEN, first_name="", person=0, events=())
    talk = Conversation(facts=coordinator(concern=stranger))

    assert talk.say("/concern 5") == ["concern_card", "concern_next"]
    assert "who has not joined" in spoken(talk)[0]


def test_whoever_may_see_it_no_longer_sees_and_notes_nothing_more() -> None:
    talk = read("[note]")
    talk.facts = coordinator()

    assert talk.say("One more thing")[0] == "concern_none"
    assert talk.effects == [ReadConcern(5)]
    assert talk.run is None


def test_a_safeguarding_lead_who_is_no_coordinator_reads_it_too() -> None:
    lead = replace(LEAD, roles=frozenset({Role.SAFEGUARDING_LEAD}))

    assert Conversation(facts=lead).say("/concern 5")[0] == "concern_card"


@pytest.mark.parametrize("role", [Role.YOUNG_PERSON, Role.MENTOR])
def test_nobody_else_reads_one(role: Role) -> None:
    talk = Conversation(facts=replace(LEAD, roles=frozenset({role})))

    assert talk.say("/concern 5") == ["not_for_you"]
    assert talk.press("/concern 5", None) == ["not_for_you"]
    assert talk.effects == []
