"""What every flow withstands, at each of its questions: odd texts, stickers, help, back, stop."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping

import pytest

from conversations.facts import Facts
from conversations.flows import FLOWS
from conversations.heard import Kind, TurnToken
from tests.dialogues.desk import CALL, LIBRARY, MATCHES, MATCHING
from tests.dialogues.dialogue import JOINING, Conversation
from tests.dialogues.following import AFTER, CATCHING_UP, FIRST, SECOND, mentor, young_person
from tests.dialogues.goals import SAM, young
from tests.dialogues.meetings import CONFIRMED, THURSDAY, of_ann, press
from tests.dialogues.people import ANN, ANNA, LISTED, coordinator
from tests.dialogues.test_calendar import UNSUBSCRIBED
from tests.dialogues.test_concern_flow import OPEN
from tests.dialogues.test_free import AWAY
from tests.dialogues.test_join import TO_SUMMARY
from tests.dialogues.test_me import KNOWN
from tests.dialogues.test_mentor import MENTOR, WAITING
from tests.dialogues.test_mentor import TO_SUMMARY as TO_SUMMARY_OF_MENTOR
from tests.dialogues.test_nudges import CHOOSY
from tests.dialogues.test_survey import ASKED
from tests.dialogues.test_team import COORDINATOR
from tests.dialogues.words import spoken

SCRIPTS: Mapping[str, tuple[Facts, tuple[str, ...]]] = {
    "join": (JOINING, (*TO_SUMMARY, "[change]", "[interests]", "[other]", "[done]", "drumming", "[fine]")),
    "mentor": (MENTOR, (*TO_SUMMARY_OF_MENTOR, "[change]", "[capacity]", "[2]", "[fine]")),
    "team": (COORDINATOR, ("Sam", "[lead]")),
    "report": (KNOWN, ("my coach said odd things", "and he texts me", "[unsure]")),
    "link": (KNOWN, ()),
    "free": (
        AWAY,
        (
            *("[week]", "[weekday_day]", "[done]", "mon 16-18, not fri", "[away]", "next week", "[return]"),
            *("[2026-12-01/2026-12-01]", "[zone]", "Paris", "[close]"),
        ),
    ),
    "meet": (
        of_ann(CONFIRMED),
        ("[cannot]", "[else]", "A trip", "[move]", *press(THURSDAY), "[place]", "[5]", "[send]"),
    ),
    "calendar": (UNSUBSCRIBED, ("[get]",)),
    "nudges": (
        CHOOSY,
        (
            *("[resume]", "[switch]", "[goals]", "[done]", "[remind]", "[week]", "[done]"),
            *("[pause]", "two weeks", "[close]"),
        ),
    ),
    "goals": (
        young(SAM),
        (
            *("[goal:17]", "[add:5]", "Read it aloud", "[week]", "[enough]", "[step:5]", "[undo:5]"),
            *(
                "[day]",
                "[step:6]",
                "friday",
                "[back]",
                "[new]",
                "[interview]",
                "14 feb",
                "[enough]",
                "[close]",
            ),
        ),
    ),
    "log": (
        mentor(FIRST, SECOND),
        ("[17]", "[held]", "[45]", "[done]", "She liked it", "Write a CV"),
    ),
    "checkin": (young_person(AFTER), ("[not_good]", "[no_time]", "It was too short", "[yes]")),
    "catchup": (young_person(CATCHING_UP), ("[goals]", "[a_bit]", "[yes]", "[4]", "[5]")),
    "survey": (ASKED, ("[2]", "[5]", "[4]")),
    "impact": (coordinator(), ()),
    "refer": (WAITING, ()),
    "invite": (coordinator(), ("[mentor]", "[30]")),
    "see": (
        coordinator(ANN, ANNA),
        ("ann", "[12]", "[decline]", "[fit]", "skip", "[back]", "[approve]", "[approve]"),
    ),
    "concern": (coordinator(concern=OPEN), ("5", "[note]", "I rang them", "[close]", "All is well")),
    "match": (coordinator(matching=MATCHING), ("[12]", "max", "skip", "[make]")),
    "pair": (coordinator(matches=MATCHES), ("[17]", "[end]", "[fit]", "skip", "[back]", "[close]")),
    "adult": (coordinator(matches=MATCHES), ("[17]", "Mr Evans, tutor")),
    "places": (
        coordinator(places=(LIBRARY, CALL)),
        ("[room]", "Video rooms", "https://meet.example.org/{room}"),
    ),
    "safeguarding": (coordinator(duties=LISTED), ("[lead]",)),
    "me": (KNOWN, ("[change]", "[region]", "[wales]", "[change]", "[date_of_birth]", "[close]")),
}

ODD_TEXTS = ["", " ", "x" * 5000, "🎉🎉🎉", "<b>{{ 7*7 }}</b>", "\u202e\u0000", "0", "99", ",,,"]


def stops(flow: str) -> Iterator[Conversation]:
    """Give the conversation at each of the script's questions, ready to be spoilt."""
    facts, said = SCRIPTS[flow]
    talk = Conversation(facts=facts)
    talk.begin(flow)
    for text in said:
        yield copy.deepcopy(talk)
        talk.say(text)
    assert talk.run is None


def key(talk: Conversation) -> str:
    assert talk.run is not None
    assert talk.run.pending is not None
    return talk.run.pending.key


def asked_again(talk: Conversation, before: str) -> bool:
    """Return whether the same question waits, and stands beneath what was just said."""
    return key(talk) == before and talk.said[-1][-1].parts[-1].prompt in prompts_of(before)


def prompts_of(key: str) -> tuple[str, ...]:
    """Return the prompts that the question of a step key is asked with, by one flow or another."""
    question = key.partition(":")[0]
    return (question, {"first_name": "team_name", "privacy": "mentor_privacy"}.get(question, question))


def test_every_flow_has_a_script() -> None:
    assert set(SCRIPTS) == set(FLOWS)


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("text", ODD_TEXTS, ids=lambda text: ascii(text[:12]))
def test_an_odd_text_is_taken_or_asked_again(flow: str, text: str) -> None:
    for talk in stops(flow):
        before = key(talk)
        done = len(talk.effects)
        assert talk.say(text)
        if talk.run is None:
            assert len(talk.effects) > done
        else:
            assert key(talk) != before or asked_again(talk, before)
        assert spoken(talk)


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize(
    ("kind", "prompt"), [(Kind.MEDIA, "not_words"), (Kind.EDITED, "edited")], ids=["sticker", "edited"]
)
def test_what_cannot_be_read_leaves_the_question(flow: str, kind: Kind, prompt: str) -> None:
    for talk in stops(flow):
        before = key(talk)
        assert talk.hear(kind, text="")[0] == prompt
        assert key(talk) == before


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("said", ["/help", "help", "/mydata", "/nonsense"])
def test_help_answers_and_leaves_the_question(flow: str, said: str) -> None:
    for talk in stops(flow):
        before = key(talk)
        assert talk.say(said)[0] in ("help", "known", "known_nothing")
        assert asked_again(talk, before)
        assert spoken(talk)


@pytest.mark.parametrize("flow", FLOWS)
def test_an_old_button_changes_nothing(flow: str) -> None:
    for talk in stops(flow):
        assert talk.run is not None
        before, answers = key(talk), dict(talk.run.answers)
        for token in (TurnToken("another", 1), TurnToken(talk.run.id, 0), None):
            assert talk.press("yes", token)[0] == "stale_button"
            assert talk.run is not None
            assert (key(talk), talk.run.answers) == (before, answers)


@pytest.mark.parametrize("flow", FLOWS)
def test_back_and_the_same_answer_lead_to_the_same_place(flow: str) -> None:
    talks = list(stops(flow))
    for talk in talks[1:]:
        assert talk.run is not None
        before, newest = key(talk), talk.run.trail[-1]
        if talk.say("/back")[0] not in ("back_sealed", "back_at_start"):
            assert key(talk) != before
            assert newest not in talk.run.trail
        assert spoken(talk)


@pytest.mark.parametrize("flow", FLOWS)
def test_stop_ends_at_once_and_a_kept_flow_goes_on_later(flow: str) -> None:
    for talk in stops(flow):
        before = key(talk)
        assert talk.say("stop")[0] in ("stopped", "stopped_joining")
        assert len(talk.effects) >= 1
        if FLOWS[flow].kept:
            assert talk.say("/start")[-1] in prompts_of(before)
            assert key(talk) == before
        else:
            assert talk.run is None
