"""When somebody would like to meet, in their words: it is Monday 23 November 2026, half past nine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from conversations.check import Rejected
from conversations.checks.wishes import Window, find_wish
from conversations.checks.words import phrase
from conversations.facts import Facts
from tests.conversations.checks.world import FACTS, NOW


def said(text: str, facts: Facts = FACTS) -> list[str] | None:
    """Return what suits, like "26 Nov", "Tue" or "1 Dec-31 Dec Tue 16-24", and with a "not" what does not."""
    wish = find_wish(phrase(text), facts)
    if wish is None:
        return None
    bounds = [f"({wish.bounds.begins / 60:g}-{wish.bounds.ends / 60:g})"] if wish.bounds else []
    return [*map(_window, wish.suit), *(f"not {_window(one)}" for one in wish.unfit), *bounds]


def _window(window: Window) -> str:
    days, hours = window.days, window.hours
    first, last = (f"{day.day} {day:%b}" if day else "" for day in (days.first, days.last))
    named = (
        ""
        if len(days.weekdays) == 7
        else "/".join(f"{date(2026, 11, 23 + day):%a}" for day in sorted(days.weekdays))
    )
    span = first if first == last else f"{first}-{last}"
    clock = f"{hours.begins / 60:g}-{hours.ends / 60:g}" if hours else ""
    return " ".join(filter(None, (span, named, clock)))


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("thursday after 4", ["26 Nov 16-24"]),
        ("any tuesday evening", ["Tue 17-24"]),
        ("next week", ["30 Nov-6 Dec"]),
        ("tomorrow 5pm", ["24 Nov 17-17"]),
        ("the 14th at 17:00", ["14 Dec 17-17"]),
        ("not mondays", ["", "not Mon"]),
        ("tuesdays or thursdays after 4", ["Tue 16-24", "Thu 16-24"]),
        ("tues/thurs 4-6", ["24 Nov 16-18", "26 Nov 16-18"]),
        ("any evening next week but not monday", ["30 Nov-6 Dec 17-24", "not Mon"]),
        ("mondays and wednesdays, not before 5", ["Mon", "Wed", "(17-24)"]),
        ("weekdays after 5", ["Mon/Tue/Wed/Thu/Fri 17-24"]),
        ("saturday morning", ["28 Nov 0-12"]),
        ("14 feb after 4", ["14 Feb 16-24"]),
        ("this week", ["23 Nov-29 Nov"]),
        ("this weekend", ["28 Nov-29 Nov"]),
        ("next tuesday", ["1 Dec"]),
        ("tuesday next week", ["30 Nov-6 Dec Tue"]),
        ("next week tuesday or wednesday", ["30 Nov-6 Dec Tue", "30 Nov-6 Dec Wed"]),
        ("tuesdays in december", ["1 Dec-31 Dec Tue"]),
        ("week after next", ["7 Dec-13 Dec"]),
        ("the 14th or 15th", ["14 Dec", "15 Dec"]),
        ("after the 14th", ["15 Dec-"]),
        ("from 14 dec", ["14 Dec-"]),
        ("before 20 dec", ["-19 Dec"]),
        ("until friday", ["-27 Nov"]),
        ("in 2 weeks", ["7 Dec-13 Dec"]),
        ("in a fortnight", ["7 Dec-13 Dec"]),
        ("14-21 dec after 4", ["14 Dec-21 Dec 16-24"]),
        ("Thu 14 January, 17:00", ["14 Jan 17-17", "14 Jan 17-17"]),
        ("I can do thursdays after 4pm", ["Thu 16-24"]),
        ("How about Thursday at half four?", ["26 Nov 16.5-16.5"]),
        ("anytime", [""]),
        ("whenever", [""]),
        ("5pm", ["17-17"]),
        ("monday", ["30 Nov"]),
        ("monday 10am", ["23 Nov 10-10"]),
        ("monday 9am", ["30 Nov 9-9"]),
        ("a week on tuesday at 5", ["1 Dec 17-17"]),
        ("lunchtime on fridays", ["Fri 12-14"]),
        ("not next week", ["", "not 30 Nov-6 Dec"]),
        ("not monday morning", ["", "not Mon 0-12"]),
        ("yesterday", ["22 Nov"]),
    ],
)
def test_wishes(text: str, windows: list[str]) -> None:
    assert said(text) == windows


@pytest.mark.parametrize(
    "text",
    ["", "hello", "mum says thursday", "last friday", "later", "half term", "x" * 10_000, "not the moon"],
)
def test_what_is_no_wish(text: str) -> None:
    assert said(text) is None


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("31 april 5pm", "not_that_many_days"),
        ("29 feb 2027 after 4", "not_a_leap_year"),
        ("tuesday 4 december", "not_that_weekday"),
    ],
)
def test_dates_that_no_calendar_has(text: str, prompt: str) -> None:
    with pytest.raises(Rejected) as refused:
        said(text)
    assert refused.value.prompt == prompt


def test_days_are_of_the_persons_own_calendar() -> None:
    tokyo = replace(FACTS, now=datetime(2026, 11, 23, 22, tzinfo=NOW.tzinfo), zone="Asia/Tokyo")

    assert said("tomorrow 5pm", tokyo) == ["25 Nov 17-17"]
    assert said("this week", tokyo) == ["24 Nov-29 Nov"]
