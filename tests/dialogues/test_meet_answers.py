"""Somebody answers the times that the other proposed, or changes and takes back their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.effects import (
    AcceptProposal,
    CancelMeeting,
    Effect,
    ProposeMeeting,
    WithdrawProposal,
)
from conversations.meetings import LONGEST_REASON
from tests.dialogues.dialogue import NOON, Conversation
from tests.dialogues.meetings import (
    ANN,
    ASKED,
    ASKING,
    CONFIRMED,
    HER_TIMES,
    HIS_TIMES,
    THURSDAY,
    TUESDAY,
    at,
    of_ann,
    of_sam,
    press,
    talk_of,
    values,
)
from tests.dialogues.words import spoken

MOVED = replace(CONFIRMED, proposal=HIS_TIMES)
MOVING = replace(CONFIRMED, proposal=HER_TIMES)


def last(talk: Conversation) -> str:
    return spoken(talk)[-1]


def test_one_tap_accepts_a_time() -> None:
    talk = Conversation(facts=of_ann(ASKED))

    assert talk.say("/meet") == ["meet_answer"]
    assert talk.buttons == [*values(HIS_TIMES.starts), "other", "cannot"]
    for words in ("Sam would like to meet you", "Tuesday 1 December at 17:00", "Video room (online)"):
        assert words in last(talk)
    assert talk.say(f"[{HIS_TIMES.starts[1].isoformat()}]") == []
    assert talk.effects == [AcceptProposal(88, HIS_TIMES.starts[1])]
    assert talk.run is None


@pytest.mark.parametrize(
    ("typed", "which"),
    [
        ("1", 0),
        ("2", 1),
        ("thursday", 1),
        ("tue 1 december, 17:00", 0),
        ("the 3rd at 4", 1),
        ("tuesday please", 0),
        ("4pm", 1),
    ],
)
def test_a_time_may_be_typed(typed: str, which: int) -> None:
    assert talk_of("/meet", typed, facts=of_ann(ASKED)).effects == [
        AcceptProposal(88, HIS_TIMES.starts[which])
    ]


@pytest.mark.parametrize("typed", ["yes", "OK!", "sure"])
def test_a_yes_accepts_the_only_time(typed: str) -> None:
    one = replace(ASKED, proposal=replace(HIS_TIMES, starts=(TUESDAY,)))
    talk = talk_of("/meet", facts=of_ann(one))

    assert "Does this time suit you?" in last(talk)
    talk.say(typed)
    assert talk.effects == [AcceptProposal(88, TUESDAY)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("yes", "not_a_choice"),
        ("friday at 5", "meet_not_among"),
        ("3am on the 3rd", "meet_not_among"),
        ("the 14th of may 2027", "meet_not_among"),
        ("after 3", "meet_which_time"),
        ("31 april", "not_that_many_days"),
        ("29 february", "meet_not_among"),
        ("29 february 2027", "not_a_leap_year"),
        ("yesterday at 5", "date_in_past"),
        ("whatever", "not_a_choice"),
    ],
)
def test_what_is_none_of_the_times_is_asked_again(typed: str, said: str) -> None:
    talk = talk_of("/meet", facts=of_ann(ASKED))

    assert talk.say(typed) == [said, "meet_answer"]
    assert talk.effects == []
    assert spoken(talk)


def test_a_promise_for_each_month_is_named_before_it_is_accepted() -> None:
    monthly = replace(ASKED, proposal=replace(HIS_TIMES, starts=(TUESDAY,), rhythm="1TU 16:00"))

    assert "the same each month: the first Tuesday of the month at 16:00." in last(
        talk_of("/meet", facts=of_ann(monthly))
    )


def test_whoever_needs_an_adult_is_told_before_it_is_accepted() -> None:
    talk = talk_of("/meet", facts=of_ann(ASKED, needs_adult=True))

    assert "It is fixed once Priya has named an adult who comes along." in last(talk)


def test_other_times_answer_the_proposal_that_was_seen() -> None:
    talk = talk_of("/meet", facts=of_ann(ASKED))

    assert talk.say("[other]") == ["meet_when"]
    assert "Which other times suit you?" in last(talk)
    talk.say(press(THURSDAY)[0])
    # The place is as Sam proposed it: it is not asked again.
    assert talk.say("[done]") == ["meet_summary"]
    assert "Video room" in last(talk)
    talk.say("[send]")
    assert talk.effects == [ProposeMeeting(17, (THURSDAY,), 60, place=6, meeting=40, seen=88)]


def test_a_place_of_a_proposal_that_is_approved_no_longer_is_asked_for() -> None:
    talk = talk_of("/meet", "[other]", facts=of_ann(replace(ASKED, proposal=replace(HIS_TIMES, place=None))))
    talk.say(press(THURSDAY)[0])

    assert talk.say("[done]") == ["meet_place"]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (("[ill]",), "ill"),
        (("[exam]",), "exam"),
        (("[travel]",), "travel"),
        (("[unsaid]",), ""),
        (("My gran is visiting",), "My gran is visiting"),
        (("[else]", "We move house"), "We move house"),
        (("I'm away",), "travel"),
    ],
)
def test_not_this_month_is_said_lightly_and_kindly(said: tuple[str, ...], reason: str) -> None:
    talk = talk_of("/meet", facts=of_ann(ASKED))

    assert talk.say("[cannot]") == ["meet_reason"]
    for text in said:
        talk.say(text)
    assert talk.effects == [CancelMeeting(40, 0, reason)]
    assert talk.run is None
    assert spoken(talk)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "not_text"),
        ("x" * (LONGEST_REASON + 1), "too_long"),
        ("text me on 07700 900123", "contact_in_words"),
    ],
)
def test_a_reason_that_cannot_be_passed_on(typed: str, said: str) -> None:
    talk = talk_of("/meet", "[cannot]", facts=of_ann(ASKED))

    assert talk.say(typed) == [said, "meet_reason"]
    talk.say("[else]")
    assert talk.say(typed) == [said, "meet_reason_words"]
    assert talk.effects == []


def test_a_mentor_has_work_and_a_young_person_exams() -> None:
    asked = replace(ANN, meeting=ASKED)

    assert talk_of("/meet", "[cannot]", facts=of_sam(asked)).buttons == [
        "ill",
        "work",
        "travel",
        "else",
        "unsaid",
    ]
    assert "exam" in talk_of("/meet", "[cannot]", facts=of_ann(ASKED)).buttons


def test_times_that_are_over_are_not_shown() -> None:
    past = replace(ASKED, proposal=replace(HIS_TIMES, starts=(NOON, at(1, 17))))
    talk = talk_of("/meet", facts=of_ann(past))

    assert talk.buttons == [at(1, 17).isoformat(), "other", "cannot"]
    assert "Does this time suit you?" in last(talk)


@pytest.mark.parametrize(("mine", "whose"), [(False, "Sam suggested"), (True, "you suggested")])
def test_a_proposal_whose_times_are_all_over_is_replaced(mine: bool, whose: str) -> None:
    past = replace(ASKED, proposal=replace(HIS_TIMES, mine=mine, starts=(NOON,)))
    talk = Conversation(facts=of_ann(past))

    assert talk.say("/meet") == ["meet_lapsed", "meet_when"]
    assert whose in spoken(talk)[0]
    for said in (*press(THURSDAY), "[send]"):
        talk.say(said)
    assert talk.effects == [ProposeMeeting(17, (THURSDAY,), 60, place=6, meeting=40, seen=88)]


def test_a_move_that_the_other_wants_is_answered_beside_the_time_that_is_set() -> None:
    talk = talk_of("/meet", facts=of_ann(MOVED))

    assert talk.buttons == [*values(HIS_TIMES.starts), "other", "keep", "cannot"]
    assert "You are set to meet Sam on Tuesday 1 December at 17:00. Sam would like another time." in last(
        talk
    )
    assert talk.say("[keep]") == []
    assert talk.effects == [WithdrawProposal(88)]


def test_calling_off_instead_of_moving_is_asked_twice() -> None:
    talk = talk_of("/meet", "[cannot]", "[ill]", facts=of_ann(MOVED))

    assert talk.buttons == ["off", "move", "keep"]
    talk.say("[off]")
    assert talk.effects == [CancelMeeting(41, 3, "ill")]


def test_another_move_is_proposed_against_the_one_that_was_seen() -> None:
    talk = talk_of("/meet", "[other]", *press(THURSDAY), "[send]", facts=of_ann(MOVED))

    assert talk.effects == [ProposeMeeting(17, (THURSDAY,), 60, place=6, meeting=41, sequence=3, seen=88)]


def test_what_one_has_asked_for_oneself_is_shown() -> None:
    talk = Conversation(facts=of_ann(ASKING))

    assert talk.say("/meet") == ["meet_own"]
    assert talk.buttons == ["change", "withdraw", "leave"]
    assert "You asked Sam to meet" in last(talk)
    assert talk.say("[leave]") == ["meet_left"]
    assert talk.effects == []


@pytest.mark.parametrize(
    ("meeting", "said", "effect"),
    [
        (ASKING, ("[withdraw]",), WithdrawProposal(89)),
        (
            ASKING,
            ("[change]", *press(THURSDAY), "[send]"),
            ProposeMeeting(17, (THURSDAY,), 60, place=6, meeting=40, seen=89),
        ),
        (MOVING, ("[withdraw]",), WithdrawProposal(89)),
        (MOVING, ("[cannot]", "[unsaid]", "[off]"), CancelMeeting(41, 3, "")),
    ],
)
def test_own_times_are_changed_or_taken_back(meeting: object, said: tuple[str, ...], effect: Effect) -> None:
    talk = talk_of("/meet", *said, facts=of_ann(meeting))  # type: ignore[arg-type]

    assert talk.effects == [effect]
    assert talk.run is None
    assert spoken(talk)


def test_own_wish_to_move_is_shown_beside_the_time_that_is_set() -> None:
    talk = talk_of("/meet", facts=of_ann(MOVING))

    assert "You are set to meet Sam on Tuesday 1 December at 17:00. You asked for another time:" in last(talk)


@pytest.mark.parametrize(("number", "start"), [(1, at(1, 17)), (2, at(3, 16))])
def test_a_button_of_the_news_accepts_at_one_tap(number: int, start: object) -> None:
    talk = Conversation(facts=of_ann(ASKED))

    assert talk.press(f"/meet 17 take 88 {number}", None) == []
    assert talk.effects == [AcceptProposal(88, start)]  # type: ignore[arg-type]
    assert talk.run is None


@pytest.mark.parametrize("given", ["17 take 87 1", "17 take 88 3", "17 take 88 9"])
def test_a_button_of_old_news_shows_how_things_are(given: str) -> None:
    talk = Conversation(facts=of_ann(ASKED))

    assert talk.press(f"/meet {given}", None) == ["meet_not_there", "meet_answer"]
    assert talk.effects == []


def test_a_button_of_news_that_was_answered_shows_what_is_set() -> None:
    assert Conversation(facts=of_ann(CONFIRMED)).press("/meet 17 take 88 1", None) == [
        "meet_not_there",
        "meet_next",
    ]


def test_a_time_of_the_news_that_is_over_is_not_accepted() -> None:
    past = replace(ASKED, proposal=replace(HIS_TIMES, starts=(NOON, at(1, 17))))
    talk = Conversation(facts=of_ann(past))

    assert talk.press("/meet 17 take 88 1", None) == ["meet_not_there", "meet_answer"]
    assert talk.press("/meet 17 take 88 2", None) == []
    assert talk.effects == [AcceptProposal(88, at(1, 17))]


@pytest.mark.parametrize(
    ("meeting", "given", "asked"),
    [
        (ASKED, "17 other", "meet_when"),
        (ASKING, "17 other", "meet_when"),
        (ASKED, "17 cancel", "meet_reason"),
        (ASKED, "17 move", "meet_answer"),
        (ASKING, "17 cancel", "meet_own"),
    ],
)
def test_a_button_goes_straight_to_what_it_says_where_it_applies(
    meeting: object, given: str, asked: str
) -> None:
    talk = Conversation(facts=of_ann(meeting))  # type: ignore[arg-type]

    assert talk.press(f"/meet {given}", None) == [asked]
    assert talk.effects == []
