"""Why a due waits, and until when: the next moment at which everything lets it go, and never too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.clock import in_utc, on_wall
from conversations.nudging import NudgeGroup, Quiet
from mentoring.nudges.kinds.birthdays import BIRTHDAYS
from mentoring.nudges.withholding import LATE, SPREAD, Later, Silent, switched_off, withheld
from storage.availability import AwayRow
from storage.dues import DueRow

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEK = 7 * DAY
ASKS = replace(BIRTHDAYS, asks=True)
QUIET = Quiet()
NEVER = Quiet(0, 0)
ZONES = ["Europe/London", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland"]


def due(at: datetime = NOW, keeps: timedelta = WEEK, **more: Any) -> DueRow:
    """Return a due of somebody who is reached, with ``more`` as it is otherwise."""
    row = DueRow(
        *(1, 7, "birthday", "17:3", at, None, None, at + keeps, None, None),
        *("telegram::1", 1, "reachable", "en", "active", "Europe/London", None, ""),
    )
    return row._replace(**more)


def test_nothing_keeps_back_what_may_go() -> None:
    assert withheld(due(), ASKS, [], QUIET, NOW) is None


def test_a_pause_then_days_away_then_the_night_are_waited_for_in_turn() -> None:
    """It was planned for 21:30, so on the first day back it waits for the morning after."""
    planned = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
    away = [AwayRow(date(2026, 11, 25), date(2026, 11, 26))]
    row = due(planned, paused_until=datetime(2026, 11, 25, 8, tzinfo=UTC))

    until = datetime(2026, 11, 28, 8, tzinfo=UTC)
    assert withheld(row, ASKS, away, QUIET, planned) == Later(until, "paused")
    assert withheld(row, replace(ASKS, asks=False), away, QUIET, planned) == Later(
        datetime(2026, 11, 25, 8, tzinfo=UTC), "paused"
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (due(keeps=-HOUR), "too late"),
        (due(state="blocked"), "account blocked"),
        (due(state=None, address=None), "no account"),
        (due(status="left"), "person left"),
        (due(nudges_off="goals,other"), "switched off"),
        (due(keeps=DAY, paused_until=NOW + 2 * DAY), "paused"),
    ],
)
def test_of_what_nothing_is_said(row: DueRow, reason: str) -> None:
    assert withheld(row, BIRTHDAYS, [], QUIET, NOW) == Silent(reason)
    news = replace(BIRTHDAYS, to_person=False)
    assert withheld(row, news, [], QUIET, NOW) == (Silent(reason) if reason == "too late" else None)


def test_only_what_is_optional_can_be_switched_off() -> None:
    assert switched_off(BIRTHDAYS, "other")
    assert not switched_off(BIRTHDAYS, "goals")
    assert not switched_off(BIRTHDAYS, "")
    assert not switched_off(replace(BIRTHDAYS, optional=False), "other")
    assert switched_off(replace(BIRTHDAYS, group=NudgeGroup.TEAM), "before,team")


@given(person=st.integers(1, 10**12), late=st.timedeltas(LATE + timedelta(seconds=1), 3 * DAY))
def test_what_is_late_is_spread_over_half_an_hour(person: int, late: timedelta) -> None:
    row = due(NOW - late, person_id=person)

    first = withheld(row, BIRTHDAYS, [], NEVER, NOW, behind=True)
    assert first is None or (isinstance(first, Later) and NOW < first.until < NOW + SPREAD)
    assert first == withheld(row._replace(id=2), BIRTHDAYS, [], NEVER, NOW, behind=True)
    assert withheld(row, BIRTHDAYS, [], NEVER, NOW) is None


def test_people_are_spread_evenly() -> None:
    rows = [due(NOW - DAY, person_id=one) for one in range(1, 3001)]
    waits = [withheld(row, BIRTHDAYS, [], NEVER, NOW, behind=True) for row in rows]
    minutes = [(one.until - NOW) // timedelta(minutes=1) for one in waits if isinstance(one, Later)]

    assert all(60 < minutes.count(minute) < 140 for minute in range(30))


@given(
    at=st.datetimes(datetime(2026, 1, 1), datetime(2037, 12, 31)),  # noqa: DTZ001
    paused=st.none() | st.timedeltas(-DAY, 3 * DAY),
    away=st.lists(st.tuples(st.integers(-3, 5), st.integers(0, 3)), max_size=3),
    zone=st.sampled_from(ZONES),
    quiet=st.builds(Quiet, st.integers(0, 23), st.integers(0, 23)),
)
def test_it_waits_until_everything_lets_it_go(
    at: datetime, paused: timedelta | None, away: list[tuple[int, int]], zone: str, quiet: Quiet
) -> None:
    now = at.replace(tzinfo=UTC)
    today = on_wall(now, zone).date()
    days = [AwayRow(today + first * DAY, today + (first + long) * DAY) for first, long in away]
    until = now + paused if paused is not None else None

    kept = withheld(due(now, 30 * DAY, lives_in=zone, paused_until=until), ASKS, days, quiet, now)
    goes = kept.until if isinstance(kept, Later) else now

    assert kept is None or (isinstance(kept, Later) and kept.until > now)
    assert until is None or goes >= until
    assert quiet.until(goes, zone) is None
    assert not any(one.first <= on_wall(goes, zone).date() <= one.last for one in days)
    assert goes in (now, until) or in_utc(on_wall(goes, zone), zone) == goes
