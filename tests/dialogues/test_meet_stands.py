"""Somebody looks at a meeting that is agreed, moves it, calls it off, or ends the monthly time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.effects import CancelMeeting, EndRhythm, ProposeMeeting
from conversations.meetings import REASONS, Standing, standing
from conversations.pairs import MeetingCard
from tests.dialogues.dialogue import NOON, Conversation
from tests.dialogues.meetings import (
    AGREED,
    ANN,
    ASKED,
    ASKING,
    CONFIRMED,
    HIS_TIMES,
    LIBRARY,
    SAM,
    SATURDAY,
    THURSDAY,
    of_ann,
    of_sam,
    press,
    talk_of,
)
from tests.dialogues.words import WORDS, spoken


def last(talk: Conversation) -> str:
    return spoken(talk)[-1]


def test_when_are_we_meeting() -> None:
    talk = Conversation(facts=of_ann(CONFIRMED))

    assert talk.say("/meet") == ["meet_next"]
    assert talk.buttons == ["fine", "move", "cannot"]
    for words in (
        "You meet Sam on <b>Tuesday 1 December at 17:00</b>, for 60 minutes.",
        "Where: Video room",
        "Join here: https://rooms.example/k7qf",
        "Comes along: Ms Lee",
        "Topic: Your CV",
    ):
        assert words in last(talk)
    assert talk.say("[fine]") == ["meet_fine"]
    assert (talk.run, talk.effects) == (None, [])
    assert spoken(talk)


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(CONFIRMED, place="", room="", adult="", topic="gone")

    assert last(talk_of("/meet", facts=of_ann(bare))).splitlines() == [
        "You meet Sam on <b>Tuesday 1 December at 17:00</b>, for 60 minutes.",
        "",
        "Is that still fine?",
    ]


def test_the_adult_of_the_match_comes_along_where_the_meeting_names_none() -> None:
    assert "Comes along: Mr Hill" in last(
        talk_of("/meet", facts=of_ann(replace(CONFIRMED, adult=""), adult="Mr Hill"))
    )


def test_moving_keeps_place_and_length_and_names_what_was_seen() -> None:
    talk = talk_of("/meet", facts=of_ann(replace(CONFIRMED, minutes=45)))

    assert talk.say("[move]") == ["meet_when"]
    assert "When would suit you better?" in last(talk)
    talk.say(press(THURSDAY)[0])
    assert talk.say("[done]") == ["meet_summary"]
    assert "45 minutes, Video room (online)" in last(talk)
    # A move is for this once: what is to come each month stays as it is.
    assert talk.buttons == ["send", "place", "times", "leave"]
    assert "of the month" not in last(talk)
    talk.say("[send]")
    assert talk.effects == [ProposeMeeting(17, (THURSDAY,), 45, place=6, meeting=41, sequence=3)]


def test_a_place_that_is_approved_no_longer_is_asked_anew() -> None:
    talk = talk_of("/meet", "[move]", press(THURSDAY)[0], facts=of_ann(replace(CONFIRMED, place="Old hall")))

    assert talk.say("[done]") == ["meet_place"]


def test_calling_off_asks_why_and_whether_another_time_would_do() -> None:
    talk = talk_of("/meet", facts=of_ann(CONFIRMED))

    assert talk.say("[cannot]") == ["meet_reason"]
    assert talk.say("[exam]") == ["meet_sure"]
    assert talk.buttons == ["off", "move", "keep"]
    assert "Tuesday 1 December at 17:00" in last(talk)
    assert talk.say("[off]") == []
    assert talk.effects == [CancelMeeting(41, 3, "exam")]
    assert talk.run is None


def test_thinking_again_keeps_it() -> None:
    talk = talk_of("/meet", "[cannot]", "[ill]", facts=of_ann(CONFIRMED))

    assert talk.say("[keep]") == ["meet_left"]
    assert (talk.run, talk.effects) == (None, [])


def test_another_time_instead_of_calling_it_off() -> None:
    talk = talk_of("/meet", "[cannot]", "[ill]", "[move]", *press(SATURDAY), facts=of_ann(CONFIRMED))

    talk.say("[send]")
    assert talk.effects == [ProposeMeeting(17, (SATURDAY,), 60, place=6, meeting=41, sequence=3)]


@pytest.mark.parametrize("typed", ["cant make it", "I can't make it"])
def test_it_may_be_typed_that_they_cannot_come(typed: str) -> None:
    assert talk_of("/meet", facts=of_ann(CONFIRMED)).say(typed) == ["meet_reason"]


@pytest.mark.parametrize(
    ("given", "asked"),
    [("17 cancel", "meet_reason"), ("17 move", "meet_when"), ("17 other", "meet_next")],
)
@pytest.mark.parametrize("meeting", [CONFIRMED, AGREED])
def test_a_reminder_s_button_goes_straight_there(given: str, asked: str, meeting: MeetingCard) -> None:
    talk = Conversation(facts=of_ann(meeting))

    said = talk.press(f"/meet {given}", None)
    assert said == ["meet_agreed" if meeting is AGREED and asked == "meet_next" else asked]


def test_a_time_that_waits_for_an_adult_says_so() -> None:
    talk = Conversation(facts=of_ann(AGREED, needs_adult=True))

    assert talk.say("/meet") == ["meet_agreed"]
    assert talk.buttons == ["fine", "move", "cannot"]
    assert "It is fixed once Priya has named an adult who comes along." in last(talk)
    talk.say("[cannot]")
    talk.say("[unsaid]")
    talk.say("[off]")
    assert talk.effects == [CancelMeeting(41, 3, "")]


def test_the_monthly_time_is_shown_and_may_end() -> None:
    talk = talk_of("/meet", facts=of_ann(CONFIRMED, rhythm="1TU 17:00"))

    assert "Each month: the first Tuesday of the month at 17:00" in last(talk)
    assert talk.buttons == ["fine", "move", "cannot", "end_rhythm"]
    assert talk.say("[end_rhythm]") == []
    assert talk.effects == [EndRhythm(17)]
    assert talk.run is None


def test_a_meeting_that_is_on_now_is_only_shown() -> None:
    talk = Conversation(facts=of_ann(replace(CONFIRMED, starts=NOON - timedelta(minutes=10))))

    assert talk.say("/meet 17 cancel") == ["meet_running"]
    assert "Join here: https://rooms.example/k7qf" in last(talk)
    assert (talk.run, talk.effects) == (None, [])


def test_after_a_meeting_the_next_one_is_arranged() -> None:
    talk = Conversation(facts=of_ann(replace(CONFIRMED, starts=NOON - timedelta(hours=1))))

    assert talk.say("/meet") == ["meet_when"]
    for said in (*press(THURSDAY), "[6]", "[send]"):
        talk.say(said)
    assert talk.effects == [ProposeMeeting(17, (THURSDAY,), 60, place=6)]


def test_a_time_that_went_by_before_an_adult_was_named_is_replaced() -> None:
    talk = Conversation(facts=of_ann(replace(AGREED, starts=NOON)))

    assert talk.say("/meet") == ["meet_when"]
    for said in (*press(THURSDAY), "[send]"):
        talk.say(said)
    assert talk.effects == [ProposeMeeting(17, (THURSDAY,), 60, place=6, meeting=41, sequence=3)]


@pytest.mark.parametrize(
    ("meeting", "stands"),
    [
        (None, Standing.NONE),
        (ASKED, Standing.ASKED),
        (ASKING, Standing.ASKING),
        (replace(ASKED, proposal=None), Standing.NONE),
        (replace(ASKED, proposal=replace(HIS_TIMES, starts=(NOON,))), Standing.NONE),
        (AGREED, Standing.AGREED),
        (replace(AGREED, starts=NOON), Standing.NONE),
        (CONFIRMED, Standing.CONFIRMED),
        (replace(CONFIRMED, proposal=HIS_TIMES), Standing.ASKED),
        (replace(CONFIRMED, starts=NOON), Standing.RUNNING),
        (replace(CONFIRMED, starts=NOON, proposal=HIS_TIMES), Standing.RUNNING),
        (replace(CONFIRMED, starts=NOON - timedelta(minutes=60)), Standing.NONE),
        (replace(CONFIRMED, starts=NOON - timedelta(minutes=59)), Standing.RUNNING),
    ],
)
def test_where_a_meeting_stands(meeting: MeetingCard | None, stands: Standing) -> None:
    assert standing(replace(SAM, meeting=meeting), NOON) is stands


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_its_words(reason: str) -> None:
    assert WORDS.labels["en"][f"meet_reason.{reason}"]


def test_a_mentor_sees_the_same_of_a_young_person() -> None:
    talk = talk_of("/meet", facts=of_sam(replace(ANN, meeting=CONFIRMED, places=(LIBRARY,))))

    assert "You meet Ann on" in last(talk)
