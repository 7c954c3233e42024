"""Hours of a day in people's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.checks.hours import Hours, find_hours
from conversations.checks.words import phrase


def said(text: str) -> str | None:
    """Return the hours that a text says, as "16:00-24:00", one moment as "17:00" and a start as "~"."""
    hours = find_hours(phrase(text)).hours
    if hours is None:
        return None
    begins, ends = (f"{at // 60:02}:{at % 60:02}" for at in (hours.begins, hours.ends))
    return begins if hours.exact else f"{'~' if hours.starts else ''}{begins}-{ends}"


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        *[
            (text, "16:00-24:00")
            for text in ("after 4", "after 4pm", "from 4", "4 onwards", "4+", "after four")
        ],
        *[(text, "16:00-18:00") for text in ("4-6", "4-6pm", "16-18", "from 4 to 6", "16:00 – 18:00")],
        *[(text, "16:00-18:00") for text in ("between 4 and 6", "4 till 6", "4pm until 6pm", "four to six")],
        *[(text, "16:30-18:00") for text in ("half four to 6", "4.30-6", "between half past 4 and 6pm")],
        *[
            (text, "00:00-18:00")
            for text in ("before 6", "until 6", "by 6pm", "6 at the latest", "till 18:00")
        ],
        *[(text, "~16:30-17:30") for text in ("around 5", "about 5pm", "5ish", "5 ish", "roughly 17:00")],
        *[(text, "17:00") for text in ("5pm", "at 5", "17:00", "5", "17", "5 oclock", "5 in the afternoon")],
        ("9-5", "09:00-17:00"),
        ("10-2", "10:00-14:00"),
        ("11-1pm", "11:00-13:00"),
        ("6-8", "18:00-20:00"),
        ("8-10pm", "20:00-22:00"),
        ("8pm until midnight", "20:00-24:00"),
        ("20-24", "20:00-24:00"),
        ("midnight", "24:00"),
        ("noon", "12:00"),
        ("before noon", "00:00-12:00"),
        ("mornings", "00:00-12:00"),
        ("in the afternoon", "12:00-18:00"),
        ("evening", "17:00-24:00"),
        ("tonight", "17:00-24:00"),
        ("tonight at 8", "20:00"),
        ("this evening after 7", "19:00-24:00"),
        ("evening after 8", "20:00-24:00"),
        ("morning before 11", "00:00-11:00"),
        ("after school", "15:30-24:00"),
        ("after work", "17:30-24:00"),
        ("at lunch", "12:00-14:00"),
        ("during the day", "09:00-17:00"),
    ],
)
def test_hours(text: str, hours: str) -> None:
    assert said(text) == hours


@pytest.mark.parametrize(
    ("text", "hours", "rest", "leads"),
    [
        ("thursday after 4", "16:00-24:00", "thursday", False),
        ("after 4 on thursday", "16:00-24:00", "thursday", True),
        ("thu 5", "17:00", "thu", False),
        ("1630 friday", "16:30", "friday", True),
        ("the 14th at 17:00", "17:00", "the 14th", False),
        ("14 feb after 4", "16:00-24:00", "14 feb", False),
        ("fri evening after 6", "18:00-24:00", "fri", False),
        ("mon 16-18", "16:00-18:00", "mon", False),
        ("tonight", "17:00-24:00", "today", False),
        ("weekend mornings before 11", "00:00-11:00", "weekend", False),
    ],
)
def test_hours_beside_a_day(text: str, hours: str, rest: str, leads: bool) -> None:
    found = find_hours(phrase(text))

    assert said(text) == hours
    assert (found.rest, found.leads) == (rest, leads)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "thursday",
            "next week",
            "14 feb",
            "14-21 feb",
            "14 to 21 feb",
            "2026-12-01",
            "03/05",
            "the 14th",
        ),
        *(
            "after the 14th",
            "from 14 dec",
            "december 5",
            "in 3 days",
            "between 6 and 4",
            "after 25",
            "half term",
        ),
    ],
)
def test_what_says_no_hours(text: str) -> None:
    found = find_hours(phrase(text))

    assert found.hours is None
    assert found.rest == phrase(text)


@pytest.mark.parametrize(
    ("hours", "begins", "ends", "takes"),
    [
        (Hours(960, 1080), 960, 1020, True),
        (Hours(960, 1080), 1020, 1080, True),
        (Hours(960, 1080), 1050, 1110, False),
        (Hours(960, 1080), 930, 990, False),
        (Hours(1020, 1020, starts=True), 1020, 1080, True),
        (Hours(1020, 1020, starts=True), 1050, 1110, False),
        (Hours(990, 1050, starts=True), 1050, 1110, True),
        (Hours(960, 990), 960, 1020, True),
        (Hours(960, 990), 1020, 1080, False),
        (Hours(), 1410, 1470, False),
    ],
)
def test_a_meeting_fits_whole_or_begins_in_hours_that_are_too_short_for_it(
    hours: Hours, begins: int, ends: int, takes: bool
) -> None:
    assert hours.take(begins, ends) is takes


@given(st.text(max_size=60))
def test_any_text_says_hours_of_a_day_or_none(text: str) -> None:
    hours = find_hours(phrase(text)).hours

    assert hours is None or 0 <= hours.begins <= hours.ends <= 1440
