"""Days that somebody is away: it is Monday 23 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from conversations.check import Rejected
from conversations.checks.days_away import DaysAway
from conversations.reply import Json
from conversations.week import Days
from tests.conversations.checks.world import FACTS, refusal

HALF_TERM = Days(date(2027, 2, 14), date(2027, 2, 21))
CHECK = DaysAway()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        *[(text, HALF_TERM) for text in ("14 to 21 feb", "14-21 Feb!", "2027-02-14 to 2027-02-21")],
        ("Tomorrow.", Days(date(2026, 11, 24), date(2026, 11, 24))),
        ("today", Days(date(2026, 11, 23), date(2026, 11, 23))),
        ("29 feb", Days(date(2028, 2, 29), date(2028, 2, 29))),
        ("20 nov to 27 nov", Days(date(2026, 11, 20), date(2026, 11, 27))),
        ("1 jan to 2 july", Days(date(2027, 1, 1), date(2027, 7, 2))),
    ],
)
def test_days(text: str, days: Days) -> None:
    assert CHECK.parse(text, FACTS) == days


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        *[(text, "not_days_away") for text in ("", "hello", "x" * 10_000, "half term", "14", "🎉")],
        *[(text, "date_away_over") for text in ("yesterday", "1 jan 2020", "1 to 22 nov 2026")],
        *[(text, "date_away_too_far") for text in ("1 jan 2031", "31 dec 9999", "the week of 31 dec 9999")],
        *[(text, "date_away_too_long") for text in ("1 jan to 3 july", "22 nov 2026 to 23 nov 2027")],
        ("31 april", "not_that_many_days"),
        ("20 to 29 feb", "not_a_leap_year"),
    ],
)
def test_refusals(text: str, prompt: str) -> None:
    assert refusal(CHECK, text) == prompt


def test_they_are_stored_as_iso_8601_and_stay_though_they_are_over() -> None:
    assert CHECK.dump(HALF_TERM) == "2027-02-14/2027-02-21"
    assert CHECK.load("2020-01-01/2020-01-05", FACTS) == Days(date(2020, 1, 1), date(2020, 1, 5))


@pytest.mark.parametrize("stored", [None, 5, "", "2027-02-14", "2027-02-30/2027-03-01", []])
def test_what_is_none_is_asked_again(stored: Json) -> None:
    with pytest.raises(Rejected):
        CHECK.load(stored, FACTS)
