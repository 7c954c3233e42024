"""Several days in people's words: Monday 23 November 2026 is today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from conversations.check import Rejected
from conversations.checks.spans import find_span, week_around
from conversations.checks.words import phrase
from conversations.week import Days

TODAY = date(2026, 11, 23)


def span(text: str, today: date = TODAY) -> str | None:
    found = find_span(phrase(text), today)
    return found and f"{found.first:%d %b %y} - {found.last:%d %b %y}"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        *[
            (text, "14 Feb 27 - 21 Feb 27")
            for text in (
                "14 to 21 feb",
                "14-21 feb",
                "14 feb - 21 feb",
                "feb 14 to 21",
                "14/2-21/2",
                "14th till 21st feb",
            )
        ],
        *[
            (text, "14 Feb 27 - 21 Feb 27")
            for text in ("from 14 feb until 21 feb", "I'm away from 14 to 21 Feb", "2027-02-14 to 2027-02-21")
        ],
        *[
            (text, "14 Feb 27 - 21 Feb 27")
            for text in (
                "between 14 and 21 feb",
                "the 14th to the 21st of february",
                "14/02 to 21/02",
                "14–21 Feb",
            )
        ],
        *[
            (text, "20 Dec 26 - 03 Jan 27")
            for text in (
                "20 dec - 3 jan",
                "20 dec 2026 to 3 jan",
                "20 dec to 3 jan 2027",
                "20/12/26 - 3/1/27",
            )
        ],
        *[(text, "24 Nov 26 - 24 Nov 26") for text in ("tomorrow", "24 november", "tuesday", "in 1 day")],
        *[(text, "01 Aug 27 - 31 Aug 27") for text in ("august", "all of august", "in august 2027", "Aug")],
        *[
            (text, "08 Feb 27 - 14 Feb 27")
            for text in ("the week of 14 feb", "week commencing 8 feb", "w/c 8 feb")
        ],
        *[(text, "30 Nov 26 - 06 Dec 26") for text in ("next week", "in the whole of next week")],
        *[(text, "23 Nov 26 - 27 Nov 26") for text in ("monday to friday", "until friday", "today till fri")],
        *[(text, "23 Nov 26 - 03 Jan 27") for text in ("until 3 jan", "till the 3rd of january")],
        ("this week", "23 Nov 26 - 29 Nov 26"),
        ("the week after next", "07 Dec 26 - 13 Dec 26"),
        ("this weekend", "28 Nov 26 - 29 Nov 26"),
        ("next weekend", "05 Dec 26 - 06 Dec 26"),
        ("this month", "23 Nov 26 - 30 Nov 26"),
        ("next month", "01 Dec 26 - 31 Dec 26"),
        ("november", "23 Nov 26 - 30 Nov 26"),
        ("14 feb for a week", "14 Feb 27 - 20 Feb 27"),
        ("for 2 weeks from tomorrow", "24 Nov 26 - 07 Dec 26"),
        ("tomorrow to 3 dec", "24 Nov 26 - 03 Dec 26"),
        ("the 14th to the 21st", "14 Dec 26 - 21 Dec 26"),
        ("in 2 weeks to the 3rd", "07 Dec 26 - 03 Jan 27"),
        ("30 to 2 feb", "30 Jan 27 - 02 Feb 27"),
        ("next friday to next sunday", "04 Dec 26 - 06 Dec 26"),
        ("20 to 29 feb 2028", "20 Feb 28 - 29 Feb 28"),
    ],
)
def test_spans(text: str, days: str) -> None:
    assert span(text) == days


@pytest.mark.parametrize("text", ["", "hello", "half term", "14 and 21 feb", "from monday", "14", "to"])
def test_what_is_no_span(text: str) -> None:
    assert span(text) is None


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("31 april", "not_that_many_days"),
        ("20 to 31 april", "not_that_many_days"),
        ("20 to 29 feb", "not_a_leap_year"),
        ("29 feb 2027", "not_a_leap_year"),
        ("friday 3 december", "not_that_weekday"),
    ],
)
def test_dates_that_no_calendar_has(text: str, prompt: str) -> None:
    with pytest.raises(Rejected) as refused:
        span(text)
    assert refused.value.prompt == prompt


@pytest.mark.parametrize("today", [date(2026, 12, 19), date(2026, 12, 28), date(2027, 1, 3)])
def test_days_over_new_year_are_those_that_are_not_over(today: date) -> None:
    assert span("20 dec to 3 jan", today) == "20 Dec 26 - 03 Jan 27"


def test_once_they_are_over_they_are_of_the_next_year() -> None:
    assert span("20 dec to 3 jan", date(2027, 1, 4)) == "20 Dec 27 - 03 Jan 28"


@pytest.mark.parametrize("days", range(7))
def test_this_weekend_is_what_is_left_of_it(days: int) -> None:
    today = TODAY + timedelta(days)
    found = find_span("this weekend", today)

    assert found == Days(max(today, date(2026, 11, 28)), date(2026, 11, 29))
    assert week_around(today) == Days(TODAY, TODAY + timedelta(6))
