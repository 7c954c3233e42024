"""How long nothing is to come: it is Monday 23 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from conversations.check import Rejected
from conversations.checks.pauses import PauseUntil
from conversations.reply import Json
from tests.conversations.checks.world import FACTS, refusal

CHECK = PauseUntil()
IN_TWO_WEEKS = date(2026, 12, 7)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *[
            (text, IN_TWO_WEEKS)
            for text in (
                *(
                    "2 weeks",
                    "two weeks",
                    "Two weeks.",
                    "for 2 weeks",
                    "in 2 weeks",
                    "a fortnight",
                    "14 days",
                ),
                *("pause for two weeks please", "until 7 december", "till 7 dec", "7/12", "2026-12-07"),
                "pause until 7 december",
            )
        ],
        ("1 week", date(2026, 11, 30)),
        ("a week", date(2026, 11, 30)),
        ("next monday", date(2026, 11, 30)),
        ("monday", date(2026, 11, 30)),
        ("1 month", date(2026, 12, 23)),
        ("three months", date(2027, 2, 23)),
        ("tomorrow", date(2026, 11, 24)),
        ("until 1 jan", date(2027, 1, 1)),
        ("23 february", date(2027, 2, 23)),
    ],
)
def test_pauses(text: str, day: date) -> None:
    assert CHECK.parse(text, FACTS) == day


@pytest.mark.parametrize("choice", [choice.value for choice in CHECK.choices])
def test_every_button_is_a_pause(choice: str) -> None:
    assert CHECK.parse(choice, FACTS) > FACTS.today


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        *[
            (text, "not_a_pause")
            for text in ("", "hello", "x" * 10_000, "2 hours", "soon", "🎉", "in 9999 years")
        ],
        *[(text, "pause_too_short") for text in ("today", "yesterday", "23 nov 2026", "1 jan 2020")],
        *[
            (text, "pause_too_long")
            for text in (
                *("forever", "until I say so", "always", "until further notice", "4 months", "a year"),
                *("1 march", "24 feb", "31 dec 9999"),
            )
        ],
        ("31 april", "not_that_many_days"),
        ("29 feb 2027", "not_a_leap_year"),
        ("tuesday 30 november", "not_that_weekday"),
    ],
)
def test_refusals(text: str, prompt: str) -> None:
    assert refusal(CHECK, text) == prompt


def test_it_is_stored_as_iso_8601_and_stays_though_it_is_over() -> None:
    assert CHECK.dump(IN_TWO_WEEKS) == "2026-12-07"
    assert CHECK.load("2020-01-01", FACTS) == date(2020, 1, 1)


@pytest.mark.parametrize("stored", [None, 5, "", "2027-02-30", []])
def test_what_is_none_is_asked_again(stored: Json) -> None:
    with pytest.raises(Rejected):
        CHECK.load(stored, FACTS)
