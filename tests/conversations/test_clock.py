"""What a wall clock shows, and how a moment is said."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from conversations.clock import in_utc, on_wall, spoken
from tests.dialogues.words import WORDS

LABELS = WORDS.labels["en"]
THURSDAY = datetime(2027, 1, 14, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "button", "text"),
    [
        ("Europe/London", "Thu 14 January, 17:00", "Thursday 14 January at 17:00"),
        ("America/New_York", "Thu 14 January, 12:00", "Thursday 14 January at 12:00"),
        ("Pacific/Auckland", "Fri 15 January, 06:00", "Friday 15 January at 06:00"),
    ],
)
def test_a_moment_is_said_on_ones_own_clock(zone: str, button: str, text: str) -> None:
    assert spoken(THURSDAY, zone, LABELS) == button
    assert spoken(THURSDAY, zone, LABELS, within_text=True) == text


@pytest.mark.parametrize("month", range(12))
def test_every_moment_fits_a_button(month: int) -> None:
    at = datetime(2027, 1, 28, 17, tzinfo=UTC) + timedelta(days=30 * month)

    assert len(spoken(at, "Europe/London", LABELS)) <= 40


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York"])
@pytest.mark.parametrize("year", range(2026, 2038))
def test_every_half_hour_of_every_day_of_a_change_has_one_moment(zone: str, year: int) -> None:
    """Going through them in order never goes back, and each shows its own time, or the next that there is."""
    for day in (datetime(year, month, number) for month in (3, 10, 11) for number in range(1, 31)):  # noqa: DTZ001
        walls = [day + timedelta(minutes=30 * half) for half in range(48)]
        moments = [in_utc(wall, zone) for wall in walls]

        assert moments == sorted(moments)
        for wall, moment in zip(walls, moments, strict=True):
            shows = on_wall(moment, zone)
            assert shows == wall or (
                wall < shows <= wall + timedelta(hours=1) and shows.time() in (time(2), time(3))
            )
