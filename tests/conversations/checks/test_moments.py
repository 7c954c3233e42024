"""A date with a time in people's words, on their own clock."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from conversations.check import Rejected
from conversations.checks import Moment, date_and_time
from conversations.clock import in_utc
from conversations.facts import Facts
from conversations.reply import Json
from tests.conversations.checks.world import FACTS, NOW, refusal

LONDON = ZoneInfo("Europe/London")


def local(text: str, facts: Facts = FACTS) -> str:
    return f"{date_and_time.parse(text, facts).local:%a %Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        *[
            (text, "Tue 2026-11-24 16:00")
            for text in ("tomorrow at 4", "tmrw 4pm", "Tommorow @ 4", "4 tomorrow")
        ],
        *[
            (text, "Tue 2026-11-24 16:00")
            for text in ("tue 4", "tuesday 16:00", "this Tuesday at four", "4pm tues.")
        ],
        *[
            (text, "Tue 2026-11-24 16:00")
            for text in ("24/11 4pm", "24 November 2026, 16:00", "2026-11-24T16:00")
        ],
        *[
            (text, "Tue 2026-11-24 16:00")
            for text in ("tuesday 24th at 4", "the 24th at 4", "in 1 day at 4pm")
        ],
        *[
            (text, "Tue 2026-12-01 17:00")
            for text in ("next tuesday 5pm", "next tues 5", "tuesday next week 5pm")
        ],
        *[
            (text, "Tue 2026-12-01 17:00")
            for text in ("a week on tuesday 5pm", "tuesday week at 5", "1st of december 5pm")
        ],
        *[
            (text, "Thu 2026-11-26 16:00")
            for text in ("Thursday after 4", "thurs 4ish", "thurday 4pm", "in three days at 4")
        ],
        *[
            (text, "Mon 2026-12-07 18:00")
            for text in ("in a fortnight at 6pm", "2 weeks today 6pm", "in two weeks at 18:00")
        ],
        ("in 3 days at 10am", "Thu 2026-11-26 10:00"),
        ("a week tomorrow at noon", "Tue 2026-12-01 12:00"),
        ("fri 17:30", "Fri 2026-11-27 17:30"),
        ("12 May 2027 15:00", "Wed 2027-05-12 15:00"),
        ("12th of may at quarter to six", "Wed 2027-05-12 17:45"),
        ("12.05 at 3pm", "Wed 2027-05-12 15:00"),
        ("12/05/27 3pm", "Wed 2027-05-12 15:00"),
        ("this friday at half past three", "Fri 2026-11-27 15:30"),
        ("half four tomorrow", "Tue 2026-11-24 16:30"),
        ("How about Thursday at half four?", "Thu 2026-11-26 16:30"),
        ("tomorrow evening at 8", "Tue 2026-11-24 20:00"),
        ("tomorrow morning 10", "Tue 2026-11-24 10:00"),
        ("tonight", "Mon 2026-11-23 19:00"),
        ("tonight at 8", "Mon 2026-11-23 20:00"),
        ("this afternoon at 2", "Mon 2026-11-23 14:00"),
        ("today 10am", "Mon 2026-11-23 10:00"),
        ("monday 10am", "Mon 2026-11-23 10:00"),
        ("monday 9am", "Mon 2026-11-30 09:00"),
        ("next monday 10am", "Mon 2026-11-30 10:00"),
        ("the day after tomorrow 3pm", "Wed 2026-11-25 15:00"),
        ("friday 4 december 5pm", "Fri 2026-12-04 17:00"),
        ("5pm on the 3rd", "Thu 2026-12-03 17:00"),
        ("the 31st at 5", "Thu 2026-12-31 17:00"),
        ("dec 3rd @ 16:30", "Thu 2026-12-03 16:30"),
        ("1 jan 9pm", "Fri 2027-01-01 21:00"),
        ("29 feb 5pm", "Tue 2028-02-29 17:00"),
        ("friday midnight", "Sat 2026-11-28 00:00"),
        ("in 2 hours", "Mon 2026-11-23 11:30"),
        ("in an hour", "Mon 2026-11-23 10:30"),
        ("in half an hour", "Mon 2026-11-23 10:00"),
        ("in 2 hours 30 minutes", "Mon 2026-11-23 12:00"),
    ],
)
def test_moments(text: str, when: str) -> None:
    assert local(text) == when


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        *[
            (text, "not_a_date_and_time")
            for text in ("", "hello", "x" * 10_000, "next week 5pm", "4-5pm friday")
        ],
        *[
            (text, "not_a_date_and_time")
            for text in ("monday or friday 5pm", "friday 25:00", "weekend 5pm", "16th of")
        ],
        *[
            (text, "not_a_date_and_time")
            for text in ("in 9999 years 5pm", "last friday 5pm", "may 5pm", "munday 4pm")
        ],
        *[
            (text, "date_without_time")
            for text in ("friday", "tomorrow", "12 may", "sat morning", "in 5 days", "3/12")
        ],
        *[
            (text, "time_without_date")
            for text in ("5pm", "5", "17:30", "noon", "half past four", "at 5 please")
        ],
        *[
            (text, "date_in_past")
            for text in ("yesterday 5pm", "today 9am", "today 9:30", "12 May 2020 15:00")
        ],
        *[
            (text, "date_in_past")
            for text in ("23 november 9am", "the 23rd at 9am", "2 hours ago", "3 days ago at 5pm")
        ],
        *[(text, "date_too_far") for text in ("12 may 2030 5pm", "31 dec 9999 23:59", "in 9999 days 5pm")],
        *[(text, "not_that_weekday") for text in ("tuesday 4 december 5pm", "friday tomorrow 5pm")],
        *[(text, "not_that_many_days") for text in ("31 april 5pm", "the 32nd at 5", "31/11/2026 5pm")],
        *[(text, "not_a_leap_year") for text in ("29 feb 2027 5pm",)],
    ],
)
def test_refusals(text: str, prompt: str) -> None:
    assert refusal(date_and_time, text) == prompt


@pytest.mark.parametrize("today", [NOW + timedelta(day) for day in range(7)], ids=lambda now: f"{now:%A}")
def test_a_weekday_is_the_soonest_and_next_is_of_the_coming_week(today: datetime) -> None:
    facts = replace(FACTS, now=today)
    soonest = date_and_time.parse("wednesday 5pm", facts).at
    following = date_and_time.parse("next wednesday 5pm", facts).at

    assert timedelta() < soonest - today < timedelta(7)
    assert following.isocalendar().week == today.isocalendar().week + 1
    assert soonest.weekday() == following.weekday() == 2


def test_the_moment_is_in_utc_with_the_persons_zone() -> None:
    facts = replace(FACTS, zone="America/New_York")

    assert date_and_time.parse("12 may 2027 5pm", facts) == Moment(
        datetime(2027, 5, 12, 21, tzinfo=UTC), "America/New_York"
    )


def test_today_is_the_persons_today() -> None:
    facts = replace(FACTS, now=datetime(2026, 11, 23, 22, tzinfo=UTC), zone="Asia/Tokyo")

    assert local("today 9am", facts) == "Tue 2026-11-24 09:00"


def changes(first_year: int, last_year: int) -> Iterator[datetime]:
    """Yield the moment of every change of London's clocks, looked up hour by hour."""
    at, last = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    while at < last:
        following = at + timedelta(hours=1)
        if at.astimezone(LONDON).utcoffset() != following.astimezone(LONDON).utcoffset():
            yield following
        at = following


CHANGES = list(changes(2026, 2037))
SPRING = [at for at in CHANGES if at.month == 3]
AUTUMN = [at for at in CHANGES if at.month == 10]


def the_day_before(change: datetime, text: str) -> datetime:
    facts = replace(FACTS, now=change - timedelta(hours=30))
    return date_and_time.parse(f"{change:%d/%m/%Y} {text}", facts).at


def test_the_clocks_change_twice_a_year() -> None:
    assert (len(SPRING), len(AUTUMN)) == (12, 12)


@pytest.mark.parametrize("change", SPRING, ids=lambda at: f"{at:%Y-%m-%d}")
@pytest.mark.parametrize("text", ["01:00", "1:30am", "01:59"])
def test_a_time_that_does_not_exist_moves_to_the_next_that_does(change: datetime, text: str) -> None:
    assert the_day_before(change, text) == change


@pytest.mark.parametrize("change", SPRING, ids=lambda at: f"{at:%Y-%m-%d}")
def test_times_around_the_lost_hour(change: datetime) -> None:
    minute = timedelta(minutes=1)

    assert the_day_before(change, "00:59") == change - minute
    assert the_day_before(change, "02:00") == change
    assert the_day_before(change, "2:01am") == change + minute
    assert the_day_before(change, "5pm") == change + timedelta(hours=15)


@pytest.mark.parametrize("change", AUTUMN, ids=lambda at: f"{at:%Y-%m-%d}")
@pytest.mark.parametrize(
    ("text", "before"), [("01:00", 60), ("1:30am", 30), ("01:59", 1), ("00:59", 61), ("02:00", -60)]
)
def test_a_time_that_comes_twice_means_the_first(change: datetime, text: str, before: int) -> None:
    assert the_day_before(change, text) == change - timedelta(minutes=before)


@pytest.mark.parametrize("change", CHANGES, ids=lambda at: f"{at:%Y-%m-%d}")
def test_hours_from_now_are_real_hours(change: datetime) -> None:
    facts = replace(FACTS, now=change - timedelta(minutes=30))

    assert date_and_time.parse("in 2 hours", facts).at == change + timedelta(minutes=90)


@pytest.mark.parametrize("change", CHANGES, ids=lambda at: f"{at:%Y-%m-%d}")
def test_days_from_now_are_days_of_the_calendar(change: datetime) -> None:
    facts = replace(FACTS, now=change - timedelta(hours=30))

    assert f"{date_and_time.parse('in 3 days at 5pm', facts).local:%H:%M}" == "17:00"


def test_half_hour_changes_of_clocks() -> None:
    """Lord Howe Island moves by half an hour: 02:10 on 4 October 2026 does not exist."""
    lost = datetime.fromisoformat("2026-10-04T02:10")

    assert in_utc(lost, "Australia/Lord_Howe") == datetime(2026, 10, 3, 15, 30, tzinfo=UTC)


def test_a_stored_moment_is_loaded_after_it_passed() -> None:
    moment = Moment(NOW - timedelta(1), "Europe/London")

    assert date_and_time.load(date_and_time.dump(moment), FACTS) == moment


@pytest.mark.parametrize(
    "stored",
    [
        *(None, "2026-11-24T16:00:00+00:00", {}, {"at": "soon", "zone": "Europe/London"}),
        *({"at": "2026-11-24T16:00:00", "zone": "Europe/London"}, {"at": "2026-11-24T16:00:00+00:00"}),
        *(
            {"at": "2026-11-24T16:00:00+00:00", "zone": "Nowhere"},
            {"at": "2026-11-24T16:00:00+00:00", "zone": "../x"},
        ),
    ],
    ids=repr,
)
def test_only_a_stored_moment_is_loaded(stored: Json) -> None:
    with pytest.raises(Rejected):
        date_and_time.load(stored, FACTS)


def test_the_library_for_relative_dates_is_loaded_only_when_it_is_needed() -> None:
    code = "import sys, conversations.checks; sys.exit('dateparser' in sys.modules)"

    assert subprocess.run([sys.executable, "-W", "error", "-c", code], check=False).returncode == 0  # noqa: S603
