"""A pair's promise to meet on the same weekday of each month, as in "first Tuesday, 17:00"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from dateutil.rrule import MONTHLY, rrule
from dateutil.rrule import weekday as day_of_rule

from conversations.clock import in_utc, on_wall

LAST = -1
NTHS = (1, 2, 3, 4, LAST)
"""Which one of a month: every month has each of these, and not every one has a fifth."""

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WRITTEN = re.compile(rf"(?P<nth>[1-4]|-1)(?P<weekday>{'|'.join(_CODES)}) (?P<at>\d\d:\d\d)")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The ``nth`` (1 to 4, or LAST) of a weekday (0 is Monday) of each month, on the pair's clock."""

    nth: int
    weekday: int
    at: time

    @classmethod
    def read(cls, text: str) -> Rhythm:
        """Return the rhythm that is written as "1TU 17:00"; raise ValueError where ``text`` is none."""
        found = _WRITTEN.fullmatch(text)
        if found is None:
            raise ValueError("this is no rhythm")
        return cls(int(found["nth"]), _CODES.index(found["weekday"]), time.fromisoformat(found["at"]))

    @classmethod
    def of(cls, moment: datetime, zone: str) -> Rhythm:
        """Return the rhythm that a moment would be one of: on the 29th or later, that of the last."""
        wall = on_wall(moment, zone)
        nth = (wall.day - 1) // 7 + 1
        return cls(nth if nth in NTHS else LAST, wall.weekday(), wall.time().replace(second=0, microsecond=0))

    def __str__(self) -> str:
        """Return the rhythm as it is stored, "1TU 17:00"."""
        return f"{self.nth}{_CODES[self.weekday]} {self.at:%H:%M}"

    def spoken(self, labels: Mapping[str, str]) -> str:
        """Return the rhythm in words, "first Tuesday of the month at 17:00"."""
        return labels["rhythm.said"].format(
            nth=labels[f"rhythm.{'last' if self.nth == LAST else self.nth}"],
            weekday=labels[f"weekday.{self.weekday}"],
            time=f"{self.at:%H:%M}",
        )

    def following(self, moment: datetime, zone: str) -> datetime:
        """Return the next occurrence after ``moment``, in UTC: always that time on the clock in ``zone``."""
        month = on_wall(moment, zone).date().replace(day=1)
        rule = rrule(
            MONTHLY,
            byweekday=day_of_rule(self.weekday)(self.nth),
            dtstart=datetime.combine(month, self.at),
        )
        return next(at for at in (in_utc(wall, zone) for wall in rule) if at > moment)
