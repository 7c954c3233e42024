"""Meetings on everybody's own clock: another zone, both changes of the clock, days that no calendar has."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from conversations.effects import AcceptProposal, ProposeMeeting
from conversations.facts import Facts
from conversations.programme import Hours
from tests.dialogues.dialogue import Conversation
from tests.dialogues.meetings import (
    ANN,
    ASKED,
    CONFIRMED,
    FRAMEWORK,
    HIS_TIMES,
    SAM,
    THURSDAY,
    TUESDAY,
    of_ann,
    of_sam,
    press,
    talk_of,
)
from tests.dialogues.words import spoken

NEW_YORK, LONDON, SYDNEY = "America/New_York", "Europe/London", "Australia/Sydney"


def in_new_york(**more: object) -> Facts:
    """Return the facts of Sam in New York, whose young person is in London."""
    pair = replace(ANN, zone=LONDON, other_zone=LONDON, **more)  # type: ignore[arg-type]
    return replace(of_sam(pair), zone=NEW_YORK)


def with_friend_in_new_york(**more: object) -> Facts:
    pair = replace(SAM, zone=LONDON, other_zone=NEW_YORK, **more)  # type: ignore[arg-type]
    return replace(of_ann(), pairs=(pair,))


def last(talk: Conversation) -> str:
    return spoken(talk)[-1]


def test_times_are_on_the_reader_s_clock_and_the_other_s_is_named_once() -> None:
    talk = talk_of("/meet", facts=in_new_york())

    assert talk.said[-1][-1].choices[0].words == "Thu 26 November, 11:00"
    assert "Times are on your clock. Your 11:00 is 16:00 for Ann." in last(talk)
    talk.say("[more]")
    assert "your clock" not in last(talk)


def test_a_young_person_hears_of_the_mentor_s_clock() -> None:
    talk = talk_of("/meet", facts=with_friend_in_new_york())

    assert "Your 16:00 is 11:00 for Sam." in last(talk)
    assert "your clock" not in last(talk_of("/meet"))


@pytest.mark.parametrize(
    ("zone", "day"), [(SYDNEY, "Your 16:00 is 03:00 for Sam, the day after."), ("Europe/Lisbon", "")]
)
def test_a_date_that_differs_is_said_and_a_clock_that_does_not_is_not(zone: str, day: str) -> None:
    text = last(talk_of("/meet", facts=replace(of_ann(), pairs=(replace(SAM, other_zone=zone),))))

    assert (day or "your clock") in text if day else "your clock" not in text


def test_a_date_that_is_behind_is_said_too() -> None:
    text = last(talk_of("/meet", facts=replace(in_new_york(), zone=SYDNEY)))

    assert "Your 03:00 is 16:00 for Ann, the day before." in text


def test_typed_times_are_read_on_the_reader_s_clock() -> None:
    talk = talk_of("/meet", "thursday at 11am", "[5]", facts=in_new_york())

    assert "Thursday 26 November at 11:00" in last(talk)
    # The promise is kept on the clock of the pair, and says so.
    assert "the fourth Thursday of the month at 16:00 (London time)" in last(talk)
    talk.say("[monthly]")
    assert talk.effects == [ProposeMeeting(17, (THURSDAY,), 60, place=5, rhythm="4TH 16:00")]


def test_a_proposal_is_read_and_accepted_on_the_reader_s_clock() -> None:
    monthly = replace(ASKED, proposal=replace(HIS_TIMES, starts=(TUESDAY,), rhythm="1TU 16:00"))
    talk = talk_of("/meet", facts=in_new_york(meeting=monthly))

    assert "Tuesday 1 December at 11:00" in last(talk)
    assert "Your 11:00 is 16:00 for Ann." in last(talk)
    assert "the first Tuesday of the month at 16:00 (London time)." in last(talk)
    assert talk.say("11am") == []
    assert talk.effects == [AcceptProposal(88, TUESDAY)]


def test_a_meeting_is_shown_on_the_reader_s_clock() -> None:
    assert "Tuesday 1 December at 12:00" in last(talk_of("/meet", facts=in_new_york(meeting=CONFIRMED)))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("yesterday at 5", "date_in_past"),
        ("20 november 2026", "date_in_past"),
        ("20 november", "date_beyond_plan"),
        ("31 april", "not_that_many_days"),
        ("29 february 2027", "not_a_leap_year"),
        ("tomorrow at 3am", "time_out_of_hours"),
        ("today at 4pm", "time_too_soon"),
        ("the 14th of may 2027", "date_beyond_plan"),
        ("friday at 5", "time_none_fits"),
        ("xyzzy", "not_a_meeting_time"),
        ("x" * 5000, "not_a_meeting_time"),
        ("26 november 17:60", "not_a_meeting_time"),
    ],
)
def test_a_time_that_cannot_be_is_asked_again(typed: str, said: str) -> None:
    talk = talk_of("/meet")

    assert talk.say(typed) == [said, "meet_when"]
    talk.say(press(THURSDAY)[0])
    assert talk.say("[done]") == ["meet_place"]
    assert talk.effects == []
    assert spoken(talk)


def at_the_change(now: datetime, *offers: datetime, day_and_night: bool = False) -> Facts:
    """Return the facts of Ann some days before the clocks change."""
    hours = Hours(time(0), time(23, 59)) if day_and_night else Hours()
    framework = replace(FRAMEWORK, hours=hours)
    return replace(of_ann(offers=offers), now=now, framework=framework)


IN_MARCH, IN_OCTOBER = datetime(2026, 3, 25, 12, tzinfo=UTC), datetime(2026, 10, 21, 11, tzinfo=UTC)
BEFORE, AFTER = datetime(2026, 3, 28, 16, tzinfo=UTC), datetime(2026, 3, 29, 15, tzinfo=UTC)


def test_the_hour_that_does_not_exist_is_out_of_hours() -> None:
    talk = talk_of("/meet", facts=at_the_change(IN_MARCH, BEFORE, AFTER))

    assert talk.say("29 march at 01:30") == ["time_out_of_hours", "meet_when"]
    assert talk.effects == []


def test_the_hour_that_does_not_exist_is_not_offered_and_names_the_nearest() -> None:
    night = datetime(2026, 3, 29, 1, tzinfo=UTC)
    talk = talk_of("/meet", facts=at_the_change(IN_MARCH, night, AFTER, day_and_night=True))

    assert talk.said[-1][-1].choices[0].words == "Sun 29 March, 02:00"
    assert talk.say("29 march at 01:30") == ["time_none_fits", "meet_when"]
    assert "The nearest time is <b>Sun 29 March, 02:00</b>" in spoken(talk)[-2]
    assert talk.say("29 march at 02:00") == ["meet_place"]


def test_the_same_time_before_and_after_the_change_is_another_moment() -> None:
    talk = talk_of("/meet", facts=at_the_change(IN_MARCH, BEFORE, AFTER))

    assert [choice.words for choice in talk.said[-1][-1].choices[:2]] == [
        "Sat 28 March, 16:00",
        "Sun 29 March, 16:00",
    ]
    for said in ("sunday at 4pm", "[5]", "[send]"):
        talk.say(said)
    assert talk.effects == [ProposeMeeting(17, (AFTER,), 60, place=5)]


def test_of_the_hour_that_comes_twice_both_can_be_picked() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    second = first + timedelta(hours=1)
    talk = talk_of("/meet", facts=at_the_change(IN_OCTOBER, first, second, day_and_night=True))

    words = [choice.words for choice in talk.said[-1][-1].choices[:2]]
    assert words == ["Sun 25 October, 01:30", "Sun 25 October, 01:30"]
    for said in (*press(first), "[5]", "[send]"):
        talk.say(said)
    assert talk.effects == [ProposeMeeting(17, (first,), 60, place=5)]


def test_a_promise_is_of_the_clock_and_not_of_utc() -> None:
    summer = datetime(2026, 4, 7, 16, tzinfo=UTC)
    talk = talk_of("/meet", facts=at_the_change(IN_MARCH, summer))

    for said in (*press(summer), "[5]", "[monthly]"):
        talk.say(said)
    assert talk.effects == [ProposeMeeting(17, (summer,), 60, place=5, rhythm="1TU 17:00")]
