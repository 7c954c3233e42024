"""One of a pair proposes when they meet: free times as buttons or in words, a place, once or each month."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.checks.meeting_times import MOST_BUTTONS
from conversations.effects import AskForPerson, ProposeMeeting
from conversations.facts import Facts, Status
from conversations.flows.meet import Wish, wish_in
from conversations.flows.meeting_asks import MOST_CHANGES
from conversations.flows.meeting_when import MOST_PAGES
from conversations.reply import DONE, MORE
from tests.dialogues.dialogue import Conversation, dialogue
from tests.dialogues.goals import mentor, young
from tests.dialogues.meetings import (
    ANN,
    ASKED,
    CONFIRMED,
    FIRST_PAGE,
    HIS_TIMES,
    LIBRARY,
    OFFERS,
    SAM,
    SATURDAY,
    THURSDAY,
    TUESDAY,
    at,
    half_hours,
    of_ann,
    of_sam,
    press,
    talk_of,
    values,
)
from tests.dialogues.people import coordinator
from tests.dialogues.words import WORDS, spoken

MIA = replace(ANN, id=18, other="Mia")
TO_SUMMARY = ("/meet", *press(THURSDAY), "[6]")


def last(talk: Conversation) -> str:
    """Return the words of the newest part."""
    return spoken(talk)[-1]


def test_a_young_person_at_midnight_finds_a_time_in_a_few_taps() -> None:
    talk = Conversation(facts=of_ann())

    assert talk.say("/meet") == ["meet_when"]
    assert talk.buttons == [*values(FIRST_PAGE), MORE, DONE]
    assert [choice.words for choice in talk.said[-1][-1].choices[:2]] == [
        "Thu 26 November, 16:00",
        "Sat 28 November, 10:30",
    ]
    assert talk.say(f"[{THURSDAY.isoformat()}]") == []
    assert talk.say("[done]") == ["meet_place"]
    assert talk.buttons == ["5", "6"]
    assert talk.say("[6]") == ["meet_summary"]
    assert talk.buttons == ["send", "monthly", "place", "times", "leave"]
    assert "Shall I send this to Sam?" in last(talk)
    assert "• Thursday 26 November at 16:00" in last(talk)
    assert "• 60 minutes, Video room (online)" in last(talk)
    assert talk.say("[send]") == []
    assert talk.effects == [ProposeMeeting(17, (THURSDAY,), 60, place=6)]
    assert talk.run is None


def test_a_mentor_with_two_minutes_may_change_the_length() -> None:
    talk = talk_of(*TO_SUMMARY, facts=of_sam())

    assert talk.buttons == ["send", "monthly", "length", "place", "times", "leave"]
    assert talk.say("[length]") == ["meet_length"]
    assert talk.buttons == ["30", "60", "90"]
    assert talk.say("[90]") == ["meet_summary"]
    assert "• 90 minutes" in last(talk)
    talk.say("[length]")
    assert talk.say("an hour and a quarter") == ["meet_summary"]
    talk.say("[send]")
    assert talk.effects == [ProposeMeeting(17, (THURSDAY,), 75, place=6)]


@pytest.mark.parametrize("typed", ["10", "181", "4 hours", "long", "🎉"])
def test_a_length_that_is_no_meeting_is_asked_again(typed: str) -> None:
    talk = talk_of(*TO_SUMMARY, "[length]", facts=of_sam())

    assert talk.say(typed) == ["not_a_length", "meet_length"]
    assert talk.say("15") == ["meet_summary"]
    assert spoken(talk)


def test_the_programme_says_how_long_a_meeting_is() -> None:
    talk = talk_of(*TO_SUMMARY, "[send]", facts=of_ann(minutes=45))

    assert talk.effects == [ProposeMeeting(17, (THURSDAY,), 45, place=6)]


def test_up_to_three_times_are_proposed_soonest_first() -> None:
    talk = talk_of("/meet", *press(TUESDAY, THURSDAY, SATURDAY), "[5]")

    assert talk.buttons == ["send", "place", "times", "leave"]
    assert last(talk).index("26 November") < last(talk).index("28 November") < last(talk).index("1 December")
    talk.say("[send]")
    assert talk.effects == [ProposeMeeting(17, (THURSDAY, SATURDAY, TUESDAY), 60, place=5)]


def test_a_fourth_time_is_one_too_many_and_can_be_unpicked() -> None:
    talk = talk_of("/meet", *(f"[{time.isoformat()}]" for time in FIRST_PAGE[:4]))

    assert talk.say("[done]") == ["meet_too_many", "meet_when"]
    assert [choice.marked for choice in talk.said[-1][-1].choices[:5]] == [True] * 4 + [False]
    talk.say(f"[{FIRST_PAGE[1].isoformat()}]")
    assert talk.say("[done]") == ["meet_place"]
    assert talk.effects == []
    assert spoken(talk)


@pytest.mark.parametrize("said", ["[done]", "done", ""])
def test_picking_nothing_is_asked_again(said: str) -> None:
    talk = talk_of("/meet")

    assert talk.say(said) == ["meet_pick_one", "meet_when"]
    assert talk.say(press(THURSDAY)[0]) == []
    assert talk.say("[done]") == ["meet_place"]
    assert spoken(talk)


@pytest.mark.parametrize(
    ("typed", "starts"),
    [
        ("the 1st at 17:00", (at(1, 17),)),
        ("Thu 26 November, 16:00", (THURSDAY,)),
        ("thursday 4pm", (THURSDAY,)),
        ("thursday 4 or 5pm", (THURSDAY, at(26, 17, month=11))),
        ("asap", ()),
    ],
)
def test_a_time_that_is_named_is_taken(typed: str, starts: tuple[object, ...]) -> None:
    talk = talk_of("/meet")

    assert talk.say(typed) == (["meet_place"] if starts else ["meet_when"])
    talk.say("[5]")
    talk.say("[send]")
    assert [effect.starts for effect in talk.effects if isinstance(effect, ProposeMeeting)] == [
        *([starts] if starts else [])
    ]


def test_words_that_fit_many_times_bring_only_those_as_buttons() -> None:
    talk = talk_of("/meet")

    assert talk.say("thursday after 4") == ["meet_when"]
    assert talk.buttons == [*values(half_hours(26, 16, 4, month=11)), DONE]
    assert "These times fit that" in last(talk)
    assert talk.say("any tuesday evening") == ["meet_when"]
    assert talk.buttons[-2:] == [MORE, DONE]
    shown = talk.buttons[:-2]
    assert len(shown) == MOST_BUTTONS
    talk.say("[more]")
    assert set(talk.buttons[:-1]).isdisjoint(shown)
    assert {value[:10] for value in talk.buttons[:-1]} <= {"2026-12-01", "2026-12-08", "2026-12-15"}
    assert talk.say("8 december 6pm") == ["meet_place"]
    assert talk.say("[5]") == ["meet_summary"]
    assert "Tuesday 8 December at 18:00" in last(talk)


@pytest.mark.parametrize("more", ["[more]", "more times", "More times!", "more"])
def test_more_times_shows_later_ones_and_keeps_what_is_picked(more: str) -> None:
    talk = talk_of("/meet", f"[{SATURDAY.isoformat()}]")

    assert talk.say(more) == ["meet_when"]
    assert talk.buttons[0] == SATURDAY.isoformat()
    assert talk.said[-1][-1].choices[0].marked
    later = talk.buttons[1:-2]
    assert len(later) == MOST_BUTTONS - 1
    assert min(later) > FIRST_PAGE[-1].isoformat()
    talk.say(f"[{later[0]}]")
    talk.say("[done]")
    talk.say("[5]")
    talk.say("[send]")
    [effect] = talk.effects
    assert isinstance(effect, ProposeMeeting)
    assert values(effect.starts) == [SATURDAY.isoformat(), later[0]]


def test_every_free_time_comes_up_once_among_more_times() -> None:
    talk = talk_of("/meet")
    seen = set(talk.buttons)
    while MORE in talk.buttons:
        talk.say("[more]")
        fresh = set(talk.buttons) - {MORE, DONE}
        assert fresh.isdisjoint(seen)
        seen |= fresh

    assert seen - {MORE, DONE} == set(values(OFFERS))
    assert spoken(talk)


def test_a_talk_of_nothing_but_more_times_ends() -> None:
    many = tuple(time for day in range(1, 31) for time in half_hours(day, 9, 18))
    talk = talk_of("/meet", facts=of_ann(offers=many))
    for _ in range(MOST_PAGES):
        talk.say("[more]")

    assert talk.run is None
    assert talk.said[-1][-1].parts[-1].prompt == "meet_left"


def test_a_talk_of_nothing_but_changes_ends() -> None:
    talk = talk_of(*TO_SUMMARY, facts=of_sam())
    for _ in range(MOST_CHANGES - 1):
        talk.say("[length]")
        talk.say("[30]")

    talk.say("[length]")
    assert talk.say("[30]") == ["meet_left"]
    assert (talk.run, talk.effects) == (None, [])


@pytest.mark.parametrize(("places", "place"), [((), 0), ((LIBRARY,), 5)])
def test_a_place_is_not_asked_where_there_is_no_choice(places: tuple[object, ...], place: int) -> None:
    talk = talk_of("/meet", *press(THURSDAY), facts=of_ann(places=places))

    assert talk.buttons == ["send", "monthly", "times", "leave"]
    talk.say("[send]")
    assert talk.effects == [ProposeMeeting(17, (THURSDAY,), 60, place=place)]


def test_places_are_named_and_online_ones_are_marked() -> None:
    talk = talk_of("/meet", *press(THURSDAY))

    assert [choice.words for choice in talk.said[-1][-1].choices] == [
        "Northside Library",
        "Video room · online",
    ]
    assert talk.say("library") == ["not_a_choice", "meet_place"]
    assert talk.say("northside library") == ["meet_summary"]


def test_another_place_may_be_picked_at_the_end() -> None:
    talk = talk_of(*TO_SUMMARY)

    assert talk.say("[place]") == ["meet_place"]
    assert talk.say("[5]") == ["meet_summary"]
    talk.say("[send]")
    assert talk.effects == [ProposeMeeting(17, (THURSDAY,), 60, place=5)]


def test_other_times_may_be_picked_at_the_end_and_the_place_stays() -> None:
    talk = talk_of(*TO_SUMMARY)

    assert talk.say("[times]") == ["meet_when"]
    talk.say(press(TUESDAY)[0])
    assert talk.say("[done]") == ["meet_summary"]
    talk.say("[send]")
    assert talk.effects == [ProposeMeeting(17, (TUESDAY,), 60, place=6)]


def test_leaving_it_sends_nothing() -> None:
    talk = talk_of(*TO_SUMMARY)

    assert talk.say("[leave]") == ["meet_left"]
    assert (talk.run, talk.effects) == (None, [])
    assert spoken(talk)


def test_one_time_may_come_again_each_month() -> None:
    talk = talk_of("/meet", *press(TUESDAY), "[6]")

    assert "the first Tuesday of the month at 16:00" in last(talk)
    assert talk.say("[monthly]") == []
    assert talk.effects == [ProposeMeeting(17, (TUESDAY,), 60, place=6, rhythm="1TU 16:00")]


def test_a_rhythm_that_they_have_is_not_offered_again() -> None:
    talk = talk_of("/meet", *press(TUESDAY), "[6]", facts=of_ann(rhythm="1TU 16:00"))

    assert "monthly" not in talk.buttons
    assert "of the month" not in last(talk)
    assert "monthly" in talk_of(*TO_SUMMARY, facts=of_ann(rhythm="1TU 16:00")).buttons


def test_whoever_needs_an_adult_is_told_so_plainly() -> None:
    talk = talk_of(*TO_SUMMARY, facts=of_ann(needs_adult=True))

    assert "It is fixed once Priya has named an adult who comes along." in last(talk)
    assert "an adult" not in last(talk_of(*TO_SUMMARY))


def test_without_a_shared_free_time_it_says_why_and_what_helps() -> None:
    talk = Conversation(facts=of_ann(offers=()))

    assert talk.say("/meet") == ["meet_no_times"]
    assert talk.buttons == ["ask", "leave"]
    for words in ("42 days ahead", "you and Sam are both free", "/free", "Priya"):
        assert words in last(talk)
    assert talk.say("[ask]") == ["person_told"]
    assert talk.effects == [AskForPerson("meet_no_times", "Ann")]
    assert talk.run is None
    assert talk_of("/meet", "[leave]", facts=of_ann(offers=())).effects == []


@pytest.mark.parametrize("is_mentor", [False, True])
def test_who_has_no_match_hears_what_happens_next(is_mentor: bool) -> None:
    closed = replace(SAM, active=False)
    talk = Conversation(facts=mentor(closed) if is_mentor else young(closed))

    assert talk.say("/meet") == ["meet_nobody"]
    assert "Priya" in last(talk)
    assert ("young person" in last(talk)) is is_mentor
    assert talk.run is None


def test_a_mentor_of_several_says_whom_it_is_about() -> None:
    talk = Conversation(facts=of_sam(ANN, MIA))

    assert talk.say("/meet") == ["meet_whom"]
    assert [choice.words for choice in talk.said[-1][-1].choices] == ["Ann", "Mia"]
    assert talk.say("[18]") == ["meet_when"]
    assert "meet Mia?" in last(talk)
    for said in (*press(THURSDAY), "[5]", "[send]"):
        talk.say(said)
    assert talk.effects == [ProposeMeeting(18, (THURSDAY,), 60, place=5)]


def test_back_leads_to_whom_and_another_may_be_chosen() -> None:
    talk = talk_of("/meet", "[18]", facts=of_sam(ANN, MIA))

    assert talk.say("/back") == ["meet_whom"]
    assert talk.say("Ann") == ["meet_when"]
    assert "meet Ann?" in last(talk)


@pytest.mark.parametrize("said", ["/meet 18", "/meet #18", "/meet Mia", "/meet  mia! "])
def test_a_number_or_a_name_says_whom(said: str) -> None:
    talk = Conversation(facts=of_sam(ANN, MIA))

    assert talk.say(said) == ["meet_when"]
    assert "meet Mia?" in last(talk)


def test_where_it_is_the_mentor_s_turn_for_one_only_that_one_is_meant() -> None:
    waits = replace(MIA, meeting=ASKED)
    talk = Conversation(facts=of_sam(replace(ANN, meeting=CONFIRMED), waits))

    assert talk.say("/meet") == ["meet_about", "meet_answer"]
    assert "This is about <b>Mia</b>. For Ann, send /meet with the name." in spoken(talk)[0]


@pytest.mark.parametrize("number", [999, 10**15])
def test_a_pair_that_is_not_theirs_is_not_found(number: int) -> None:
    talk = Conversation(facts=of_ann())

    said = talk.say(f"/meet {number}")
    assert said == (["meet_not_found", "meet_when"] if number == 999 else ["meet_when"])
    assert talk.effects == []
    assert spoken(talk)


def test_a_closed_pair_is_not_found_either() -> None:
    old = replace(SAM, id=3, other="Lee", active=False)

    talk = Conversation(facts=young(old, SAM))
    assert talk.say("/meet 3") == ["meet_not_found", "meet_when"]
    assert "meet Sam?" in last(talk)


@pytest.mark.parametrize(
    ("given", "wish"),
    [
        ("", Wish()),
        ("17", Wish(17)),
        (" #17  MOVE ", Wish(17, act="move")),
        ("17 cancel", Wish(17, act="cancel")),
        ("17 other", Wish(17, act="other")),
        ("17 take 88 2", Wish(17, act="take", proposal=88, number=2)),
        ("17 take 88", Wish(name="17 take 88")),
        ("17 dance", Wish(name="17 dance")),
        ("Mia!", Wish(name="mia")),
        ("🎉", Wish()),
    ],
)
def test_what_may_follow_the_command(given: str, wish: Wish) -> None:
    assert wish_in(given) == wish


@pytest.mark.parametrize("typed", ["when are we meeting", "arrange a meeting"])
def test_the_phrases_of_the_command_begin_it(typed: str) -> None:
    assert WORDS.phrases["en"][typed] == "meet"


@pytest.mark.parametrize(("facts", "is_there"), [(of_ann(), True), (of_sam(), True), (coordinator(), False)])
def test_help_names_it_to_those_who_meet(facts: Facts, is_there: bool) -> None:
    talk = Conversation(facts=facts)
    talk.say("/help")

    assert ("/meet plans a session" in last(talk)) is is_there


@pytest.mark.parametrize("status", [Status.JOINING, Status.WAITING, Status.LEFT])
def test_it_is_for_those_who_take_part(status: Status) -> None:
    talk = Conversation(facts=replace(of_ann(), status=status))

    assert talk.say("/meet")[0] in ("join_first", "decision_first", "still_away")


def test_a_coordinator_meets_nobody() -> None:
    assert Conversation(facts=coordinator()).say("/meet") == ["not_for_you"]


def test_the_times_of_the_other_are_not_offered_instead_of_them() -> None:
    talk = talk_of("/meet", "[other]", facts=of_ann(ASKED))

    assert set(values(HIS_TIMES.starts)).isdisjoint(talk.buttons)
    assert at(1, 16).isoformat() in talk.buttons


def test_a_whole_talk_reads_like_one() -> None:
    said = (
        "mondays",
        "any thursday after 4",
        "[done]",
        "the 10th at 4pm",
        "2",
        "other times",
        "sat 10.30",
        "1",
    )
    assert dialogue("meet", *said, facts=of_ann()) == [
        ["meet_when"],
        ["time_none_fits", "meet_when"],
        ["meet_when"],
        ["meet_pick_one", "meet_when"],
        ["meet_place"],
        ["meet_summary"],
        ["meet_when"],
        ["meet_summary"],
        [],
    ]
