"""A handful of many times: on different days, early and late, soonest first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.clock import on_wall
from conversations.offers import spread

LONDON = "Europe/London"
MONDAY = datetime(2026, 11, 23, 16, tzinfo=UTC)


def days(count: int, times: int = 5) -> list[datetime]:
    """Return offers at 16:00, 17:00 ... on so many days in a row."""
    return [MONDAY + timedelta(days=day, hours=hour) for day in range(count) for hour in range(times)]


def picked(offers: list[datetime], most: int = 6, zone: str = LONDON) -> list[str]:
    return [f"{on_wall(one, zone):%a %H}" for one in spread(offers, most, zone)]


def test_the_soonest_days_have_one_each_early_and_late_in_turn() -> None:
    assert picked(days(10)) == ["Mon 16", "Tue 20", "Wed 16", "Thu 20", "Fri 16", "Sat 20"]


@pytest.mark.parametrize(
    ("offers", "times"),
    [
        (days(2), ["Mon 16", "Mon 17", "Mon 20", "Tue 16", "Tue 19", "Tue 20"]),
        (days(1), ["Mon 16", "Mon 17", "Mon 18", "Mon 19", "Mon 20"]),
        (days(2, times=1), ["Mon 16", "Tue 16"]),
        ([], []),
    ],
)
def test_where_there_are_fewer_days_one_has_more(offers: list[datetime], times: list[str]) -> None:
    assert picked(offers) == times


def test_a_day_is_one_of_the_persons_own_calendar() -> None:
    assert picked(days(1), 2, "Asia/Tokyo") == ["Tue 01", "Tue 05"]
    assert picked([MONDAY, MONDAY + timedelta(hours=14)], 2, "Asia/Tokyo") == ["Tue 01", "Tue 15"]


@given(st.lists(st.integers(0, 2_000), max_size=60, unique=True), st.integers(0, 12))
def test_they_are_some_of_the_offers_each_once_in_order(halves: list[int], most: int) -> None:
    offers = [MONDAY + timedelta(minutes=30 * half) for half in sorted(halves)]
    found = spread(offers, most, LONDON)

    assert len(found) == min(most, len(offers))
    assert set(found) <= set(offers)
    assert list(found) == sorted(set(found))
    days_of = {on_wall(one, LONDON).date() for one in offers}
    assert len({on_wall(one, LONDON).date() for one in found}) == min(most, len(days_of))
