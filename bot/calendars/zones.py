"""How a zone's clock changes, as other calendars are told of it.

The icalendar library can work this out too, but notes the change in spring an hour late: it gives the time
after the change where RFC 5545 wants that before it.
"""

from __future__ import annotations

from calendar import monthcalendar
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

YEARS = 12
"""Years that are looked at: enough to tell the last Sunday of a month from its fourth."""

SINCE = 1970
"""The year that a rule is told from, as is the custom: some programs look at years long past."""

DAY, WEEK, SECOND = timedelta(days=1), timedelta(weeks=1), timedelta(seconds=1)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Change(NamedTuple):
    """A clock changes: what it shows just before, and its offsets from UTC before and after."""

    shows: datetime
    before: timedelta
    after: timedelta
    name: str


class Rule(NamedTuple):
    """A change comes each year: in which week of the month (-1 is the last), on which weekday, and when."""

    month: int
    week: int
    weekday: int
    at: time

    @property
    def recurs(self) -> dict[str, object]:
        """The rule in the words of RFC 5545."""
        return {"freq": "yearly", "bymonth": self.month, "byday": f"{self.week}{WEEKDAYS[self.weekday]}"}

    def start(self, year: int) -> datetime:
        """Return when it comes in ``year``."""
        weeks = monthcalendar(year, self.month)
        days = [week[self.weekday] for week in weeks if week[self.weekday]]
        return datetime.combine(date(year, self.month, days[self.week - (self.week > 0)]), self.at)


@lru_cache(maxsize=128)
def timezone(zone: str, year: int) -> Timezone:
    """Return the VTIMEZONE of ``zone`` for meetings in ``year`` and later; nobody may change it.

    Raises zoneinfo.ZoneInfoNotFoundError where there is no such zone.
    """
    first = year - 1
    told = Timezone()
    told.add("tzid", zone)
    found = changes(zone, first, first + YEARS)
    if not found or found[0].shows.year > first:
        told.add_component(_observance(_as_it_was(zone, first), None, []))
    for change, starts in _alike(found).items():
        rule = _rule(starts, first)
        if rule:
            told.add_component(_observance(change._replace(shows=rule.start(SINCE)), rule, []))
        else:
            told.add_component(_observance(change, None, starts[1:]))
    return told


def changes(zone: str, first: int, until: int) -> list[Change]:
    """Return how the clock of ``zone`` changes from the year ``first`` until that of ``until`` begins."""
    clock = ZoneInfo(zone)
    day, end = datetime(first, 1, 1, tzinfo=UTC), datetime(until, 1, 1, tzinfo=UTC)
    found = []
    while day < end:
        before, after = _offset(day, clock), _offset(day + DAY, clock)
        if before != after:
            at = _moment(day, clock)
            found.append(Change((at + before).replace(tzinfo=None), before, after, _name(at, clock)))
        day += DAY
    return found


def _moment(day: datetime, clock: ZoneInfo) -> datetime:
    """Return the first second with the offset of the day after."""
    low, high, before = day, day + DAY, _offset(day, clock)
    while high - low > SECOND:
        middle = low + (high - low) // 2
        low, high = (middle, high) if _offset(middle, clock) == before else (low, middle)
    return high.replace(microsecond=0)


def _offset(moment: datetime, clock: ZoneInfo) -> timedelta:
    return moment.astimezone(clock).utcoffset() or timedelta(0)


def _name(moment: datetime, clock: ZoneInfo) -> str:
    return moment.astimezone(clock).tzname() or ""


def _as_it_was(zone: str, year: int) -> Change:
    """Return what holds since before ``year`` as a change that changes nothing."""
    clock, start = ZoneInfo(zone), datetime(year, 1, 1, tzinfo=UTC)
    offset = _offset(start, clock)
    return Change(start.replace(tzinfo=None), offset, offset, _name(start, clock))


def _alike(found: Iterable[Change]) -> dict[Change, list[datetime]]:
    """Return when each kind of change comes, by the first of its kind."""
    kinds: dict[tuple[timedelta, timedelta, str], list[Change]] = defaultdict(list)
    for change in found:
        kinds[change.before, change.after, change.name].append(change)
    return {same[0]: [change.shows for change in same] for same in kinds.values()}


def _rule(starts: Sequence[datetime], first: int) -> Rule | None:
    """Return the rule by which a change comes in each year from ``first``, or None where there is none."""
    if [start.year for start in starts] != list(range(first, first + YEARS)):
        return None
    if len({(start.month, start.weekday(), start.time()) for start in starts}) > 1:
        return None
    weeks = {(start.day - 1) // 7 + 1 for start in starts}
    if all((start + WEEK).month != start.month for start in starts):
        weeks = {-1}
    if len(weeks) > 1:
        return None
    return Rule(starts[0].month, weeks.pop(), starts[0].weekday(), starts[0].time())


def _observance(
    change: Change, rule: Rule | None, more: Sequence[datetime]
) -> TimezoneStandard | TimezoneDaylight:
    """Return what holds from a change on, which comes again by ``rule`` or on the days ``more``."""
    kind = TimezoneDaylight if change.after > change.before else TimezoneStandard
    told = kind()
    told.add("dtstart", change.shows)
    told.add("tzoffsetfrom", change.before)
    told.add("tzoffsetto", change.after)
    told.add("tzname", change.name)
    if rule:
        told.add("rrule", rule.recurs)
    for start in more:
        # Each on a line of its own: not every program reads more than the first of many on one.
        told.add("rdate", start)
    return told
