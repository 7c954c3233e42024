"""Which hours of a day a programme meets in: terms, school hours, weekends, public holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from conversations.programme import Hours, SchoolHours
from conversations.week import Days
from mentoring.scheduling.school_year import Open, SchoolYear, public_holidays

AUTUMN = Days(date(2026, 9, 1), date(2026, 12, 18))
SPRING = Days(date(2027, 1, 4), date(2027, 3, 25))
MONDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 28)
CHRISTMAS_WEEK = date(2026, 12, 22)
"""A Tuesday between the two terms."""
AFTER_ALL_TERMS = date(2027, 4, 13)
NEW_YEAR = date(2027, 1, 1)

EVENING = (time(15, 30), time(20))
WHOLE = (time(9), time(20))
IN_SCHOOL = (time(9), time(15, 30))


def open_on(day: date, *terms: Days, hours: Hours | None = None) -> tuple[Open, ...]:
    return SchoolYear(hours or Hours(), terms).open_on(day)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(MONDAY, EVENING), (SATURDAY, WHOLE), (CHRISTMAS_WEEK, WHOLE), (AFTER_ALL_TERMS, EVENING)],
    ids=["a school day", "a Saturday", "between terms", "after the last term that is known"],
)
def test_school_hours_are_avoided_on_every_day_that_may_be_one_of_school(day: date, hours: Open) -> None:
    assert open_on(day, AUTUMN, SPRING) == (hours,)


def test_hours_before_school_are_open_too() -> None:
    assert open_on(MONDAY, AUTUMN, hours=Hours(earliest=time(7))) == ((time(7), time(8, 45)), EVENING)


def test_without_terms_every_weekday_may_be_one_of_school() -> None:
    assert open_on(CHRISTMAS_WEEK) == (EVENING,)
    assert open_on(SATURDAY) == (WHOLE,)


@pytest.mark.parametrize("day", [MONDAY, SATURDAY, CHRISTMAS_WEEK, AFTER_ALL_TERMS])
def test_school_hours_may_be_ignored(day: date) -> None:
    assert open_on(day, AUTUMN, SPRING, hours=Hours(school=SchoolHours.IGNORE)) == (WHOLE,)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(MONDAY, (IN_SCHOOL,)), (SATURDAY, ()), (CHRISTMAS_WEEK, ()), (AFTER_ALL_TERMS, ())],
)
def test_only_in_school_is_on_school_days_only(day: date, hours: tuple[Open, ...]) -> None:
    assert open_on(day, AUTUMN, SPRING, hours=Hours(school=SchoolHours.ONLY)) == hours
    assert open_on(MONDAY, hours=Hours(school=SchoolHours.ONLY)) == (IN_SCHOOL,)


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (AUTUMN.first, True),
        (AUTUMN.last, True),
        (CHRISTMAS_WEEK, False),
        (SPRING.first, True),
        (AFTER_ALL_TERMS, False),
    ],
)
def test_a_programme_may_meet_in_term_time_only(day: date, is_open: bool) -> None:
    assert bool(open_on(day, AUTUMN, SPRING, hours=Hours(term_time_only=True))) == is_open
    assert open_on(day, hours=Hours(term_time_only=True))


def test_weekends_may_be_kept_free() -> None:
    assert open_on(SATURDAY, hours=Hours(weekends=False)) == ()
    assert open_on(MONDAY, hours=Hours(weekends=False)) != ()


@pytest.mark.parametrize(
    ("nation", "closed"),
    [
        ("ENG", {NEW_YEAR}),
        ("WLS", {NEW_YEAR}),
        ("NIR", {NEW_YEAR, date(2027, 3, 17)}),
        ("SCT", {NEW_YEAR, date(2027, 1, 4), date(2027, 11, 30)}),
        ("", set()),
    ],
)
def test_public_holidays_of_each_nation_are_kept_free(nation: str, closed: set[date]) -> None:
    hours = Hours(holidays=nation, school=SchoolHours.IGNORE)
    days = {NEW_YEAR, date(2027, 1, 4), date(2027, 3, 17), date(2027, 11, 30)}

    assert {day for day in days if not open_on(day, hours=hours)} == closed


def test_a_holiday_at_the_weekend_is_made_up_for() -> None:
    assert {date(2027, 12, 25), date(2027, 12, 27), date(2027, 12, 28)} <= public_holidays("ENG", 2027)


@pytest.mark.parametrize("year", range(2026, 2038))
def test_every_year_has_its_holidays(year: int) -> None:
    assert {date(year, 12, 25), date(year, 12, 26)} <= public_holidays("ENG", year)
    assert public_holidays("ENG", year) is public_holidays("ENG", year)


def test_hours_that_leave_nothing_are_none() -> None:
    hours = Hours(earliest=time(9), latest=time(12))

    assert open_on(MONDAY, AUTUMN, hours=hours) == ()
    assert open_on(MONDAY, AUTUMN, hours=replace(hours, school=SchoolHours.IGNORE)) == ((time(9), time(12)),)
