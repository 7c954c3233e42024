"""What a wall clock shows, worked out a day at a time: on most days it is one distance from UTC."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from conversations.clock import in_utc, on_wall

MINUTE = timedelta(minutes=1)
ONE_DAY = timedelta(days=1)


class WallClock:
    """The clock of one zone; ``at`` and ``minutes`` say the same as ``in_utc`` and ``on_wall``, sooner."""

    def __init__(self, zone: str) -> None:
        self._zone = zone
        self._midnights: dict[date, datetime] = {}
        self._late: set[date] = set()  # days whose midnight the clock leaves out

    def day_of(self, moment: datetime) -> date:
        """Return the date that the clock shows."""
        return on_wall(moment, self._zone).date()

    def at(self, day: date, minutes: int) -> datetime:
        """Return in UTC so many minutes after midnight of ``day``, as the clock shows them."""
        if self._is_steady(day):
            return self._midnight(day) + minutes * MINUTE
        return in_utc(datetime.combine(day, time.min) + minutes * MINUTE, self._zone)

    def minutes(self, moment: datetime, day: date) -> int:
        """Return how many whole minutes after midnight of ``day`` the clock shows at a moment of that day."""
        if self._is_steady(day):
            return (moment - self._midnight(day)) // MINUTE
        return (on_wall(moment, self._zone) - datetime.combine(day, time.min)) // MINUTE

    def _is_steady(self, day: date) -> bool:
        """Tell whether the clock goes through a day without a change: it has its hours and its midnight."""
        midnight = self._midnight(day)
        return self._midnight(day + ONE_DAY) - midnight == ONE_DAY and day not in self._late

    def _midnight(self, day: date) -> datetime:
        """Return the midnight that a day begins with, in UTC."""
        found = self._midnights.get(day)
        if found is None:
            wall = datetime.combine(day, time.min)
            found = self._midnights[day] = in_utc(wall, self._zone)
            if on_wall(found, self._zone) != wall:
                self._late.add(day)
        return found
