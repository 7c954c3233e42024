"""A day that is still to come, picked or in people's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from conversations.check import Rejected
from conversations.checks.deadlines import FURTHEST_YEARS, deadline
from conversations.facts import Facts
from conversations.reply import Choice, Entry, Json

MONDAY = date(2026, 11, 23)
FACTS = Facts(now=datetime(2026, 11, 23, 12, tzinfo=UTC), labels={"by.week": "In a week"})
CHECK = deadline(
    (Choice("week", label="by.week"), MONDAY + timedelta(7)),
    (Choice("old", words="Before"), MONDAY - timedelta(1)),
)


def rejection(text: str, facts: Facts = FACTS) -> str:
    """Return the prompt that refuses ``text``."""
    with pytest.raises(Rejected) as refused:
        CHECK.parse(text, facts)
    return refused.value.prompt


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("week", date(2026, 11, 30)),
        ("In a week", date(2026, 11, 30)),
        ("1", date(2026, 11, 30)),
        ("today", MONDAY),
        ("by friday", date(2026, 11, 27)),
        ("By Friday!", date(2026, 11, 27)),
        ("before next tuesday", date(2026, 12, 1)),
        ("until 14 feb", date(2027, 2, 14)),
        ("no later than the 3rd", date(2026, 12, 3)),
        ("14/2", date(2027, 2, 14)),
        ("2026-12-04", date(2026, 12, 4)),
        ("in 3 weeks", date(2026, 12, 14)),
        ("29 february", date(2028, 2, 29)),
        ("23 nov 2028", date(2028, 11, 23)),
    ],
)
def test_a_day_is_read(text: str, day: date) -> None:
    assert CHECK.parse(text, FACTS) == day


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("", "not_a_day"),
        ("soon", "not_a_day"),
        ("by by friday", "not_a_day"),
        ("yesterday", "day_in_past"),
        ("2", "day_in_past"),
        ("24 nov 2028", "day_too_far"),
        ("in 900 years", "day_too_far"),
        ("in 9999 weeks", "day_too_far"),
        ("in 9999 years", "not_a_day"),
        ("31 april", "not_that_many_days"),
        ("29 feb 2027", "not_a_leap_year"),
        ("tuesday 27 november", "not_that_weekday"),
    ],
)
def test_what_is_no_day_to_come_is_refused(text: str, prompt: str) -> None:
    assert rejection(text) == prompt


def test_today_is_that_of_the_person_s_own_calendar() -> None:
    late = replace(FACTS, now=datetime(2026, 11, 23, 23, tzinfo=UTC), zone="Pacific/Auckland")

    assert CHECK.parse("today", late) == date(2026, 11, 24)
    assert rejection("23 nov 2026", late) == "day_in_past"


def test_the_furthest_day_on_a_leap_day_is_a_real_one() -> None:
    leap = replace(FACTS, now=datetime(2028, 2, 29, 12, tzinfo=UTC))

    assert FURTHEST_YEARS == 2
    assert CHECK.parse("28 feb 2030", leap) == date(2030, 2, 28)
    assert rejection("1 march 2030", leap) == "day_too_far"


def test_it_is_kept_as_iso_and_taken_back_though_it_has_passed() -> None:
    assert CHECK.dump(MONDAY) == "2026-11-23"
    assert CHECK.load("2020-01-01", FACTS) == date(2020, 1, 1)


@pytest.mark.parametrize("stored", ["", "soon", None, 3, ["2026-11-23"]])
def test_what_is_kept_and_no_day_is_refused(stored: Json) -> None:
    with pytest.raises(Rejected):
        CHECK.load(stored, FACTS)


def test_a_platform_may_offer_a_calendar_for_it() -> None:
    assert CHECK.entry is Entry.DATE
    assert [choice.value for choice in CHECK.choices] == ["week", "old"]
