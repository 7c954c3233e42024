"""A promise for each month, kept on the wall clock through every change of it."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.clock import in_utc, on_wall
from conversations.rhythm import LAST, NTHS, Rhythm
from tests.dialogues.words import WORDS

LONDON, NEW_YORK = "Europe/London", "America/New_York"
FIRST_TUESDAY = Rhythm(1, 1, time(17))
LAST_SUNDAY = Rhythm(LAST, 6, time(1, 30))


def year_of(rhythm: Rhythm, zone: str, year: int) -> list[datetime]:
    """Return the occurrences of a year, one after another."""
    at, found = datetime(year, 1, 1, tzinfo=UTC) - timedelta(days=1), []
    while (at := rhythm.following(at, zone)) < datetime(year + 1, 1, 1, tzinfo=UTC):
        found.append(at)
    return found


@pytest.mark.parametrize("zone", [LONDON, NEW_YORK, "Australia/Sydney", "Asia/Kolkata"])
@pytest.mark.parametrize("year", range(2026, 2038))
def test_it_comes_once_a_month_at_the_same_time_of_the_wall_clock(zone: str, year: int) -> None:
    walls = [on_wall(at, zone) for at in year_of(FIRST_TUESDAY, zone, year)]

    assert [wall.month for wall in walls] == list(range(1, 13))
    assert all(wall.weekday() == 1 and wall.day <= 7 and wall.time() == time(17) for wall in walls)


@pytest.mark.parametrize("year", range(2026, 2038))
def test_where_the_time_is_not_there_or_comes_twice_it_still_comes_once(year: int) -> None:
    """The clocks in London change in the night to the last Sunday of March and of October."""
    at = {on_wall(one, LONDON).month: one for one in year_of(LAST_SUNDAY, LONDON, year)}

    assert len(at) == 12
    assert on_wall(at[3], LONDON).time() == time(2)
    assert at[3].hour == 1
    assert on_wall(at[10], LONDON).time() == time(1, 30)
    assert (at[10].hour, at[10].minute) == (0, 30)


def test_the_next_is_after_the_moment_and_not_at_it() -> None:
    december, january = datetime(2026, 12, 1, 17, tzinfo=UTC), datetime(2027, 1, 5, 17, tzinfo=UTC)

    assert FIRST_TUESDAY.following(datetime(2026, 11, 23, 10, tzinfo=UTC), LONDON) == december
    assert FIRST_TUESDAY.following(december - timedelta(seconds=1), LONDON) == december
    assert FIRST_TUESDAY.following(december, LONDON) == january


def test_the_month_is_that_of_the_zones_own_calendar() -> None:
    """At the end of November in UTC it is December in Auckland."""
    first_tuesday = Rhythm(1, 1, time(9))

    found = first_tuesday.following(datetime(2026, 11, 30, 12, tzinfo=UTC), "Pacific/Auckland")
    assert f"{on_wall(found, 'Pacific/Auckland'):%a %d %b %H:%M}" == "Tue 01 Dec 09:00"


def test_whoever_moves_keeps_the_time_of_day() -> None:
    now = datetime(2026, 11, 23, 10, tzinfo=UTC)

    assert FIRST_TUESDAY.following(now, NEW_YORK) - FIRST_TUESDAY.following(now, LONDON) == timedelta(hours=5)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2027, 2, 2), "1TU 17:30"),
        (date(2027, 2, 9), "2TU 17:30"),
        (date(2027, 2, 28), "4SU 17:30"),
        (date(2027, 3, 30), "-1TU 17:30"),
        (date(2028, 2, 29), "-1TU 17:30"),
    ],
)
def test_a_time_that_was_agreed_can_become_a_rhythm(day: date, written: str) -> None:
    at = in_utc(datetime.combine(day, time(17, 30)), LONDON)
    rhythm = Rhythm.of(at, LONDON)

    assert str(rhythm) == written
    assert rhythm.following(at - timedelta(minutes=1), LONDON) == at


@given(
    st.sampled_from(NTHS), st.integers(0, 6), st.times().map(lambda at: at.replace(second=0, microsecond=0))
)
def test_it_is_written_and_read_again(nth: int, weekday: int, at: time) -> None:
    assert Rhythm.read(str(Rhythm(nth, weekday, at))) == Rhythm(nth, weekday, at)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2037, 12, 1)).map(lambda at: at.replace(tzinfo=UTC)),  # noqa: DTZ001
    st.sampled_from(NTHS),
    st.integers(0, 6),
)
def test_the_next_is_within_two_months_and_the_right_one_of_its_month(
    now: datetime, nth: int, weekday: int
) -> None:
    wall = on_wall(Rhythm(nth, weekday, time(12)).following(now, LONDON), LONDON)
    last = monthrange(wall.year, wall.month)[1]

    assert timedelta() < in_utc(wall, LONDON) - now < timedelta(days=63)
    assert wall.weekday() == weekday
    assert last - wall.day < 7 if nth == LAST else (wall.day - 1) // 7 == nth - 1


@pytest.mark.parametrize(
    "text", ["", "5TU 17:00", "0TU 17:00", "1TU", "1TU 24:00", "1tu 17:00", "first Tuesday"]
)
def test_what_is_no_rhythm_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no rhythm|hour must be|Invalid isoformat"):
        Rhythm.read(text)


def test_it_is_said_in_words() -> None:
    labels = WORDS.labels["en"]

    assert FIRST_TUESDAY.spoken(labels) == "first Tuesday of the month at 17:00"
    assert LAST_SUNDAY.spoken(labels) == "last Sunday of the month at 01:30"
    assert all(Rhythm(nth, day, time(9)).spoken(labels) for nth in NTHS for day in range(7))
