"""A wall clock that is worked out a day at a time says the same as one that is asked anew each time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from conversations.clock import in_utc, on_wall
from mentoring.scheduling.wall import WallClock

# Clocks that change by night, at midnight in both directions, by half an hour, and never.
ZONES = (
    *(
        "Europe/London",
        "America/New_York",
        "America/Havana",
        "Africa/Cairo",
        "America/Santiago",
        "Asia/Beirut",
    ),
    *("Australia/Lord_Howe", "America/Nuuk", "Atlantic/Azores", "Africa/Casablanca", "Asia/Kolkata"),
)


def days_of_change(zone: str) -> list[date]:
    """Return every day from 2026 to 2037 with a change of the clock, and the days around it."""
    days = [date(2026, 1, 1) + timedelta(number) for number in range(12 * 365)]
    midnights = [in_utc(datetime.combine(day, time.min), zone) for day in days]
    changed = {
        day
        for day, begins, ends in zip(days, midnights, midnights[1:], strict=False)
        if ends - begins != timedelta(days=1)
    }
    return sorted(day + timedelta(more) for day in changed for more in (-1, 0, 1))


@pytest.mark.parametrize("zone", ZONES)
def test_it_says_the_same_on_every_day_of_a_change_and_around_it(zone: str) -> None:
    days = days_of_change(zone) or [date(2026, 11, 23)]
    clock = WallClock(zone)
    for day in days:
        midnight = datetime.combine(day, time.min)
        for minutes in range(0, 24 * 60 + 1, 15):
            at = clock.at(day, minutes)
            assert at == in_utc(midnight + timedelta(minutes=minutes), zone)
            assert at.tzinfo is UTC
            if clock.day_of(at) == day:
                assert midnight + timedelta(minutes=clock.minutes(at, day)) == on_wall(at, zone)


@pytest.mark.parametrize("zone", ZONES[:-1])
def test_the_clocks_of_these_zones_do_change(zone: str) -> None:
    assert len(days_of_change(zone)) > 12


def test_the_day_is_that_of_the_zone() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)

    assert WallClock("Europe/London").day_of(late) == date(2026, 11, 23)
    assert WallClock("Europe/Paris").day_of(late) == date(2026, 11, 24)
