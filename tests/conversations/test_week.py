"""The hours of a week, what the parts of the profile mean, and how they are shown."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.flows.fields import FREE_TIMES
from conversations.week import PARTS, Days, Free, merged, of_parts
from conversations.week_words import city_of, days_spoken, lines_of, shown_days
from tests.dialogues.words import WORDS

HOURS = st.tuples(st.integers(0, 6), st.integers(0, 47), st.integers(1, 48)).filter(
    lambda one: one[1] < one[2]
)
FREE = st.lists(HOURS.map(lambda one: Free(one[0], one[1] * 30, one[2] * 30)), max_size=12)


def test_every_answer_of_the_profile_has_its_hours() -> None:
    assert [choice.value for choice in FREE_TIMES.choices] == list(PARTS)


@pytest.mark.parametrize(
    ("part", "days", "hours"),
    [
        ("weekday_day", range(5), (9, 17)),
        ("weekday_after_school", range(5), (15.5, 18)),
        ("weekday_evening", range(5), (17, 21)),
        ("weekend_morning", (5, 6), (9, 12)),
        ("weekend_afternoon", (5, 6), (12, 18)),
    ],
)
def test_what_a_part_means(part: str, days: range, hours: tuple[float, float]) -> None:
    assert [(one.weekday, one.begins / 60, one.ends / 60) for one in of_parts([part])] == [
        (day, *hours) for day in days
    ]


def test_parts_that_touch_are_one_and_what_is_none_adds_nothing() -> None:
    assert of_parts(["weekend_morning", "weekend_afternoon", "gone"]) == (
        Free(5, 540, 1080),
        Free(6, 540, 1080),
    )
    assert of_parts(["weekday_evening", "weekday_after_school"])[0] == Free(0, 930, 1260)
    assert of_parts([]) == ()


@given(FREE)
def test_merged_hours_are_the_same_minutes_in_order_and_apart(free: list[Free]) -> None:
    found = merged(free)

    assert _halves(found) == _halves(free)
    assert list(found) == sorted(found)
    assert merged(found) == found
    assert all(a.weekday < b.weekday or a.ends < b.begins for a, b in pairwise(found))


def _halves(free: tuple[Free, ...] | list[Free]) -> set[tuple[int, int]]:
    return {(one.weekday, half) for one in free for half in range(one.begins // 30, one.ends // 30)}


def test_days_with_the_same_hours_are_one_line() -> None:
    free = (*of_parts(["weekday_evening"]), Free(3, 600, 660), Free(6, 0, 1440))
    evening = {"begins": "17:00", "ends": "21:00", "all_day": False}

    assert lines_of(merged(free)) == [
        {"begins": 0, "ends": 2, "times": [evening]},
        {"begins": 3, "ends": 3, "times": [{"begins": "10:00", "ends": "11:00", "all_day": False}, evening]},
        {"begins": 4, "ends": 4, "times": [evening]},
        {"begins": 6, "ends": 6, "times": [{"begins": "00:00", "ends": "24:00", "all_day": True}]},
    ]
    assert lines_of(()) == []


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (Days(date(2026, 12, 1), date(2026, 12, 1)), "1 December"),
        (Days(date(2026, 12, 20), date(2027, 1, 3)), "20 December to 3 January 2027"),
        (Days(date(2027, 9, 24), date(2027, 9, 30)), "24 September 2027 to 30 September 2027"),
    ],
)
def test_days_on_a_button(days: Days, words: str) -> None:
    found = days_spoken(days, date(2026, 11, 23), WORDS.labels["en"])

    assert found == words
    assert len(found) <= 40


def test_days_in_a_prompt_and_the_city_of_a_zone() -> None:
    assert shown_days([Days(date(2026, 12, 1), date(2026, 12, 2))]) == [
        {"begins": "2026-12-01", "ends": "2026-12-02"}
    ]
    assert city_of("America/Argentina/Buenos_Aires") == "Buenos Aires"
    assert city_of("UTC") == "UTC"
