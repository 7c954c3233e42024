"""A date of birth as it is written in the United Kingdom, and the age that follows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.check import Rejected
from conversations.checks import age_on, date_of_birth
from conversations.reply import Json
from tests.conversations.checks.world import FACTS, refusal

THIRD_OF_MAY = date(2009, 5, 3)


@pytest.mark.parametrize(
    "text",
    [
        *("3 May 2009", "03/05/2009", "3/5/2009", "3.5.09", "3-5-09", "2009-05-03", "2009/5/3", "3 5 2009"),
        *(
            "3rd of may 09",
            "3rd May '09",
            "May 3 2009",
            "May 3rd, 2009",
            "3may2009",
            "03-MAY-2009",
            "3 may, 2009",
        ),
        *(
            "the 3rd of May 2009",
            "I was born on 3 May 2009",
            "Sunday 3 May 2009",
            "03052009",
            "20090503",
            "030509",
        ),
        *("03 / 05 / 2009", "3. 5. 2009", "  3 May 2009.  ", "３ May 2009", "2009 May 3", "three may 2009"),
    ],
)
def test_the_third_of_may(text: str) -> None:
    assert date_of_birth.parse(text, FACTS) == THIRD_OF_MAY


@pytest.mark.parametrize(
    ("text", "born"),
    [
        pytest.param("05/13/2009", date(2009, 5, 13), id="month first only where the day cannot be a month"),
        pytest.param("12/11/2008", date(2008, 11, 12), id="day first where both could be"),
        pytest.param("29 Feb 2008", date(2008, 2, 29), id="leap day"),
        pytest.param("3 Febuary 2008", date(2008, 2, 3), id="Febuary"),
        pytest.param("3 Janurary 2008", date(2008, 1, 3), id="Janurary"),
        pytest.param("3 Agust 2008", date(2008, 8, 3), id="Agust"),
        pytest.param("3 Setember 2008", date(2008, 9, 3), id="Setember"),
        pytest.param("3 sept 2008", date(2008, 9, 3), id="sept"),
        pytest.param("3 Decmber 2008", date(2008, 12, 3), id="Decmber"),
        pytest.param("1/1/27", date(1927, 1, 1), id="two figures are never the future's"),
        pytest.param("1/1/26", date(2026, 1, 1), id="two figures of this year"),
        pytest.param("23/11/2026", date(2026, 11, 23), id="today"),
        pytest.param("23 November 1906", date(1906, 11, 23), id="120 years ago"),
    ],
)
def test_dates(text: str, born: date) -> None:
    assert date_of_birth.parse(text, FACTS) == born


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        *[
            (text, "not_a_date")
            for text in ("", "hello", "tomorrow", "13/13/2009", "0/5/2009", "3/0/2009", "16")
        ],
        *[
            (text, "not_a_date")
            for text in ("3 juny 2009", "3 Mayo 2009 at 5", "3 5", "1.2.3.4", "x" * 10_000)
        ],
        *[
            (text, "not_a_date")
            for text in ("3 May 20091", "3 May 209", "May May 2009", "2009 2010", "3/5/0009")
        ],
        *[
            (text, "not_a_whole_date")
            for text in ("2009", "May", "May 2009", "3 May", "3/5", "the 3rd", "3rd")
        ],
        *[
            (text, "not_that_many_days")
            for text in ("31 April 2009", "31/06/2009", "30 Feb 2008", "45/05/2009")
        ],
        *[(text, "not_a_leap_year") for text in ("29 February 2009", "29/2/2007", "29.02.1900")],
        *[(text, "date_in_future") for text in ("24/11/2026", "3 May 2030", "1/1/9999")],
        *[(text, "date_too_long_ago") for text in ("22 November 1905", "1/1/1000")],
    ],
)
def test_refusals(text: str, prompt: str) -> None:
    assert refusal(date_of_birth, text) == prompt


def test_a_leap_day_in_a_common_year_is_told_the_year() -> None:
    with pytest.raises(Rejected) as refused:
        date_of_birth.parse("29 Feb 2009", FACTS)

    assert refused.value.values == {"year": 2009}


@pytest.mark.parametrize(
    ("born", "today", "years"),
    [
        pytest.param(date(2009, 5, 3), date(2026, 5, 2), 16, id="the day before"),
        pytest.param(date(2009, 5, 3), date(2026, 5, 3), 17, id="the birthday"),
        pytest.param(date(2008, 2, 29), date(2026, 2, 28), 17, id="leap day, 28 February"),
        pytest.param(date(2008, 2, 29), date(2026, 3, 1), 18, id="leap day, 1 March"),
        pytest.param(date(2008, 2, 29), date(2028, 2, 29), 20, id="leap day, leap year"),
        pytest.param(date(2026, 11, 23), date(2026, 11, 23), 0, id="born today"),
    ],
)
def test_age_on(born: date, today: date, years: int) -> None:
    assert age_on(born, today) == years


DATES = st.dates(min_value=date(1907, 1, 1), max_value=date(2026, 11, 23))


@settings(deadline=None)
@given(
    DATES,
    st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%d%m%Y"]),
)
def test_every_date_is_read_in_every_shape(born: date, shape: str) -> None:
    assert date_of_birth.parse(born.strftime(shape), FACTS) == born


@settings(deadline=None)
@given(DATES, DATES)
def test_nobody_grows_younger(born: date, today: date) -> None:
    assert 0 <= age_on(born, today + timedelta(1)) - age_on(born, today) <= 1


@pytest.mark.parametrize("stored", [None, "", "2009-02-29", 20090503, "soon"], ids=repr)
def test_only_a_stored_date_is_loaded(stored: Json) -> None:
    with pytest.raises(Rejected):
        date_of_birth.load(stored, FACTS)


def test_a_stored_date_is_loaded_however_old() -> None:
    assert date_of_birth.load("1899-12-31", FACTS) == date(1899, 12, 31)
