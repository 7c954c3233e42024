"""What comes to people by itself: which of it they can switch off, and what each of them wishes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class NudgeGroup(StrEnum):
    """Kinds of nudges that belong together for whoever gets them; their words are "nudge_group.before"."""

    BEFORE = "before"
    """Before a meeting."""
    AFTER = "after"
    """After a meeting."""
    GOING = "going"
    """How it goes and whether somebody feels safe: nobody can switch it off."""
    GOALS = "goals"
    TEAM = "team"
    """How all matches go, for coordinators."""
    OTHER = "other"


class Reminder(StrEnum):
    """What is said before a meeting: a week before, the day before, an hour before."""

    WEEK = "week"
    DAY = "day"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody wishes of nudges: ``off`` are switched off, and none comes before ``paused_until``.

    ``reminders`` is their own choice, None where it is the programme's.
    """

    off: frozenset[NudgeGroup] = frozenset()
    reminders: tuple[Reminder, ...] | None = None
    paused_until: datetime | None = None


NO_WISHES = Wishes()
"""Of somebody who has chosen nothing."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the person's own clock in which no nudge goes, from ``start`` until ``end``."""

    start: int = 21
    end: int = 8

    def until(self, now: datetime, zone: str) -> datetime | None:
        """Return when the quiet hours end that ``now`` is in, in UTC, or None."""
        local = now.astimezone(ZoneInfo(zone))
        hour = local.hour
        over_night = self.start > self.end
        quiet = hour >= self.start or hour < self.end if over_night else self.start <= hour < self.end
        if not quiet:
            return None
        day = local.date() + timedelta(days=1 if over_night and hour >= self.start else 0)
        return datetime.combine(day, time(self.end), ZoneInfo(zone)).astimezone(now.tzinfo)


QUIET = Quiet()
"""Where nothing else is set."""
