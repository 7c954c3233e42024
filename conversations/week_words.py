"""When somebody is free, as a text and as buttons say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from conversations.reply import Json
from conversations.week import MINUTES_A_DAY, Days, Free


def lines_of(free: Sequence[Free]) -> list[Json]:
    """Return the hours of a week in lines, days in a row that have the same hours as one.

    Each is {"begins", "ends"} as weekdays, 0 is Monday, and its "times": {"begins", "ends"} like "16:00", and
    whether that is "all_day".
    """
    days = {day: [_time(one) for one in free if one.weekday == day] for day in range(7)}
    rows: list[Json] = []
    for times, group in groupby(days.items(), key=lambda item: item[1]):
        named = [day for day, _ in group]
        if times:
            rows.append({"begins": named[0], "ends": named[-1], "times": [*times]})
    return rows


def _time(free: Free) -> dict[str, Json]:
    all_day = free.begins == 0 and free.ends == MINUTES_A_DAY
    return {"begins": _clock(free.begins), "ends": _clock(free.ends), "all_day": all_day}


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def shown_days(away: Sequence[Days]) -> list[Json]:
    """Return days away as {"begins", "ends"} in ISO 8601."""
    return [{"begins": days.first.isoformat(), "ends": days.last.isoformat()} for days in away]


def days_spoken(days: Days, today: date, labels: Mapping[str, str]) -> str:
    """Return days as a button says them: "14 February to 21 February", the year where it is not this one."""
    first, last = (_day(day, today, labels) for day in days)
    return first if days.first == days.last else labels["days.span"].format(first=first, last=last)


def _day(day: date, today: date, labels: Mapping[str, str]) -> str:
    shape = labels["days.one" if day.year == today.year else "days.one_of_year"]
    return shape.format(day=day.day, month=labels[f"month.{day.month}"], year=day.year)


def city_of(zone: str) -> str:
    """Return the city that names a zone: "New York" for "America/New_York"."""
    return zone.rpartition("/")[2].replace("_", " ")
