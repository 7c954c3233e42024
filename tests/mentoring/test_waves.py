"""When each wave of a survey is open in a match, on its own calendar."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from conversations.programme import Framework, Wave
from mentoring.waves import AFTER_DAYS, LEAST_DAYS, MIDDLE_DAYS, START_DAYS, open_wave, opens
from storage.matches import PairRow

YEAR = Framework("year", "A year", months=12, middle_month=6)
BEGAN = date(2026, 11, 30)
DAY = timedelta(days=1)
NOBODY: dict[str, Any] = dict.fromkeys(PairRow._fields)


@dataclass(frozen=True)
class Match:
    """A match that began on a day, and closed after so many days or runs."""

    began: date = BEGAN
    days: int | None = None
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def row(self) -> PairRow:
        """The row as the store has it: both moments are at noon."""
        noon = datetime(self.began.year, self.began.month, self.began.day, 12, tzinfo=UTC)
        closed = None if self.days is None else noon + self.days * DAY
        given = {"id": 1, "zone": "Europe/London", "started_at": noon, "closed_at": closed}
        return PairRow(**{**NOBODY, **given, **self.more})


def test_the_middle_and_the_end_are_counted_in_months() -> None:
    row = Match().row

    assert [opens(row, YEAR, wave) for wave in Wave] == [BEGAN, date(2027, 5, 30), date(2027, 10, 30)]


def test_a_month_without_such_a_day_begins_on_its_last() -> None:
    row = Match(date(2026, 8, 31)).row

    assert opens(row, YEAR, Wave.MIDDLE) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("day", "wave"),
    [
        (BEGAN, Wave.START),
        (BEGAN + (START_DAYS - 1) * DAY, Wave.START),
        (BEGAN + START_DAYS * DAY, None),
        (date(2027, 5, 29), None),
        (date(2027, 5, 30), Wave.MIDDLE),
        (date(2027, 5, 30) + (MIDDLE_DAYS - 1) * DAY, Wave.MIDDLE),
        (date(2027, 5, 30) + MIDDLE_DAYS * DAY, None),
        (date(2027, 10, 29), None),
        (date(2027, 10, 30), Wave.END),
        (date(2028, 3, 1), Wave.END),
    ],
)
def test_each_wave_is_open_in_its_time(day: date, wave: Wave | None) -> None:
    assert open_wave(Match().row, YEAR, day) is wave


@pytest.mark.parametrize(
    ("lasted", "since", "wave"),
    [
        (LEAST_DAYS - 1, 0, None),
        (LEAST_DAYS, 0, Wave.END),
        (LEAST_DAYS, AFTER_DAYS, Wave.END),
        (LEAST_DAYS, AFTER_DAYS + 1, None),
        (200, 1, Wave.END),
        (365, 30, Wave.END),
    ],
)
def test_after_a_match_its_end_is_open_for_a_while(lasted: int, since: int, wave: Wave | None) -> None:
    row = Match(days=lasted).row

    assert open_wave(row, YEAR, BEGAN + (lasted + since) * DAY) is wave


def test_in_a_short_programme_the_end_comes_before_the_middle_is_over() -> None:
    short = Framework("short", "Short", months=3, middle_month=2)

    assert open_wave(Match().row, short, date(2027, 1, 30)) is Wave.END


def test_the_days_are_those_of_the_match_s_own_calendar() -> None:
    late = {"started_at": datetime(2026, 11, 30, 23, 30, tzinfo=UTC), "zone": "Pacific/Auckland"}

    assert opens(Match(more=late).row, YEAR, Wave.START) == date(2026, 12, 1)
