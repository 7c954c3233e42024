"""Reads several days in people's words: "14 to 21 feb", "next week", "tomorrow till friday", "august"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from conversations.checks.days import find_day
from conversations.checks.words import listed
from conversations.checks.written import MONTHS, Written, days_in, real_date, whole_year, written
from conversations.week import WEEKEND, Days

FURTHEST_YEAR = 2099
"""The newest year that two figures mean."""

ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)

_FILLER = frozenset(
    listed("from whole all of early late mid away im i am be ill will going on holiday between during in out")
)
_BETWEEN = re.compile(r"\bbetween (.+?) and\b")
_TO = re.compile(r"\s*(?:\b(?:to|untill?|till?|through|thru)\b|[-–—])\s*")
_FOR = re.compile(
    r"(?:(?P<before>.+?) )?for (?:(?P<count>\d{1,2}|an?) )(?P<unit>day|week|fortnight)s?(?: (?P<after>.+))?"
)
_UNITS = {"day": ONE_DAY, "week": WEEK, "fortnight": 2 * WEEK}
_WEEK_OF = re.compile(r"(?:the )?(?:week(?: (?:commencing|beginning|starting))?|w/c|wc) (?P<day>.+)")
_MONTH = re.compile(r"(?P<month>[a-z]{3,9})(?: (?P<year>\d{4}))?")
_ONE_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}")
_FIGURES = re.compile(r"\d{1,2}")


def find_span(text: str, today: date) -> Days | None:
    """Return the days that the phrase ``text`` means, a single one too, or None where it means none.

    A date without its year is the soonest that is not over on ``today``. Rejects what ``find_day`` does.
    """
    words = " ".join(word for word in _BETWEEN.sub(r"\1 to", text).split() if word not in _FILLER)
    named = _named(words.removeprefix("the "), today) or _month(words, today) or _lasting(words, today)
    if named is not None:
        return named
    for found in () if _ONE_DATE.fullmatch(words) else _TO.finditer(words):
        span = _from_to(words[: found.start()].strip(), words[found.end() :].strip(), today)
        if span is not None and span.first <= span.last:
            return span
    day = None if text.startswith("from ") else find_day(words, today, today)
    return Days(day, day) if day is not None else None


def week_around(day: date) -> Days:
    """Return the week, Monday to Sunday, that ``day`` is in."""
    monday = day - timedelta(day.weekday())
    return Days(monday, monday + WEEK - ONE_DAY)


def _named(words: str, today: date) -> Days | None:
    """Return the days of "next week" and the like; what is over of them is left out."""
    week = week_around(today)
    saturday = week.first + timedelta(WEEKEND[0])
    spans = {
        "this week": Days(today, week.last),
        "rest of this week": Days(today, week.last),
        "next week": week_around(today + WEEK),
        "week after": week_around(today + 2 * WEEK),
        "week after next": week_around(today + 2 * WEEK),
        "weekend": Days(max(today, saturday), week.last),
        "this weekend": Days(max(today, saturday), week.last),
        "next weekend": Days(saturday + WEEK, week.last + WEEK),
        "this month": Days(today, _end_of_month(today)),
        "next month": Days(_end_of_month(today) + ONE_DAY, _end_of_month(_end_of_month(today) + ONE_DAY)),
    }
    if words in spans:
        return spans[words]
    found = _WEEK_OF.fullmatch(words)
    day = find_day(found["day"], today, today) if found else None
    return week_around(day) if day else None


def _end_of_month(day: date) -> date:
    return day.replace(day=days_in(day.month, day.year))


def _month(words: str, today: date) -> Days | None:
    """Return a whole month by its name, the soonest that is not over."""
    found = _MONTH.fullmatch(words)
    months = [n for n, name in enumerate(MONTHS, start=1) if found and name.startswith(found["month"])]
    if found is None or len(months) != 1:
        return None
    [month] = months
    year = int(found["year"] or today.year + (month < today.month))
    first = date(year, month, 1)
    return Days(max(first, today) if not found["year"] else first, _end_of_month(first))


def _lasting(words: str, today: date) -> Days | None:
    """Return the days of "for 2 weeks from monday" and "monday for a week"."""
    found = _FOR.fullmatch(words)
    begins = (found["before"] or found["after"]) if found else None
    first = find_day(begins, today, today) if begins else None
    if found is None or first is None:
        return None
    count = int(found["count"]) if found["count"].isdecimal() else 1
    return Days(first, first + count * _UNITS[found["unit"]] - ONE_DAY)


def _from_to(left: str, right: str, today: date) -> Days | None:
    begins, ends = _date_in(left), _date_in(right)
    if begins is not None and ends is not None:
        return _between(begins, ends, today)
    first = find_day(left or "today", today, today)
    if first is None or not right:
        return None
    right = f"the {right}" if _FIGURES.fullmatch(right) else right
    last = find_day(right, today, first + ONE_DAY)
    if last is not None and last < first:
        last = find_day(right, first, first + ONE_DAY)
    return Days(first, last) if last is not None else None


def _date_in(words: str) -> Written | None:
    """Return the date that is written, which may be nothing but the figures of a day."""
    found = Written(day=int(words)) if _FIGURES.fullmatch(words) else written(words)
    return found if found is not None and found.day else None


def _between(begins: Written, ends: Written, today: date) -> Days:
    """Return the days between two dates; what one of them leaves open follows from the other."""
    day, month = ends.day or 1, ends.month or begins.month
    if begins.year is not None and ends.year is None:
        first = _whole(begins)
        return Days(first, _soonest(day, month, first))
    last = _soonest(day, month, today) if ends.year is None else _whole(ends)
    return Days(_newest(begins, last) if begins.year is None else _whole(begins), last)


def _whole(said: Written) -> date:
    return real_date(said.day or 1, said.month or 1, whole_year(said.year or 0, FURTHEST_YEAR))


def _soonest(day: int, month: int | None, today: date) -> date:
    """Return the first date from ``today`` on; 29 February is one of the very next, or none."""
    if month is None:
        return find_day(f"the {day}", today, today) or today
    return real_date(day, month, today.year + ((month, day) < (today.month, today.day)))


def _newest(said: Written, until: date) -> date:
    """Return the last such date up to ``until``; without its month it may be of the month before."""
    day = said.day or 1
    if said.month is not None:
        return real_date(day, said.month, until.year - ((said.month, day) > (until.month, until.day)))
    month = until if day <= until.day else until.replace(day=1) - ONE_DAY
    return real_date(day, month.month, month.year)
