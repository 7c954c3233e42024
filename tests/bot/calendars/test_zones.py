"""The clocks that a calendar brings along show what the real ones show, at every change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from icalendar import Calendar

from bot.calendars.zones import changes, timezone
from tests.bot.calendars.reading import clock, read

FIRST, LAST = 2026, 2037
BY_RULE = ("Europe/London", "Europe/Dublin", "America/New_York", "Australia/Lord_Howe")
BY_DATES = ("Africa/Casablanca", "Asia/Jerusalem", "Asia/Gaza")
STEADY = ("UTC", "Asia/Kolkata", "America/Sao_Paulo")
AROUND = [timedelta(minutes=minutes) for minutes in (-61, -60, -31, -1, 0, 1, 29, 59, 60, 61, 24 * 60)]


def written(zone: str, year: int) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "test")
    calendar.add("version", "2.0")
    calendar.add_component(timezone(zone, year))
    return bytes(calendar.to_ical())


def moments(zone: str, year: int) -> list[datetime]:
    """Return moments of a year: around each change of the clock, and one in each month."""
    around = [
        (change.shows - change.before).replace(tzinfo=UTC) + less
        for change in changes(zone, year, year + 1)
        for less in AROUND
    ]
    return [*around, *(datetime(year, month, 15, 12, tzinfo=UTC) for month in range(1, 13))]


@pytest.mark.parametrize("zone", [*BY_RULE, *BY_DATES, *STEADY])
@pytest.mark.parametrize("year", range(FIRST, LAST + 1))
def test_the_clock_is_right_in_every_year(zone: str, year: int) -> None:
    told, real = clock(read(written(zone, year))), ZoneInfo(zone)

    for moment in moments(zone, year):
        local = moment.astimezone(real)
        assert moment.astimezone(told).replace(tzinfo=None) == local.replace(tzinfo=None)
        if not local.fold:
            assert local.replace(tzinfo=told).astimezone(UTC) == moment


@pytest.mark.parametrize("zone", BY_RULE)
@pytest.mark.parametrize("year", range(FIRST, LAST + 1))
def test_a_rule_goes_on_for_later_years(zone: str, year: int) -> None:
    told, real = clock(read(written(zone, FIRST))), ZoneInfo(zone)

    for moment in moments(zone, year):
        assert moment.astimezone(told).replace(tzinfo=None) == moment.astimezone(real).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("zone", "rules", "dates"),
    [
        ("Europe/London", ["YEARLY;BYDAY=-1SU;BYMONTH=3", "YEARLY;BYDAY=-1SU;BYMONTH=10"], 0),
        ("America/New_York", ["YEARLY;BYDAY=2SU;BYMONTH=3", "YEARLY;BYDAY=1SU;BYMONTH=11"], 0),
        ("Asia/Gaza", [], 22),
        ("Asia/Kolkata", [], 0),
    ],
)
def test_a_change_comes_by_a_rule_where_there_is_one(zone: str, rules: list[str], dates: int) -> None:
    lines = written(zone, FIRST).decode().replace("\r\n ", "").split("\r\n")

    assert [line.removeprefix("RRULE:FREQ=") for line in lines if line.startswith("RRULE")] == rules
    assert sum(line.startswith("RDATE") for line in lines) == dates


def test_a_change_is_told_by_what_the_clock_shows_before_it() -> None:
    spring, autumn = changes("Europe/London", 2026, 2027)

    assert [change.shows.isoformat() for change in (spring, autumn)] == [
        "2026-03-29T01:00:00",
        "2026-10-25T02:00:00",
    ]
    assert (spring.name, autumn.name) == ("BST", "GMT")


def test_a_zone_that_is_none_is_refused() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        timezone("Europe/Atlantis", FIRST)
