"""Reads a date as it is written, "3 May 2009" or "03/05/09", day first as in the United Kingdom."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from conversations.check import Rejected
from conversations.checks.words import folded, likeliest, listed

MONTHS = listed("january february march april may june july august september october november december")

_BETWEEN = r"(?: ?[-‐–./] ?|, ?| )"
_NUMERIC = re.compile(rf"(\d{{1,4}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{1,4}})")
_TWO = re.compile(r"(\d{1,2}) ?[-./] ?(\d{1,2})")
_RUN_TOGETHER = re.compile(r"(\d\d)(\d\d)(\d\d|(?:19|20)\d\d)")
_RUN_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_DAY = re.compile(r"the (\d{1,2})(?: ?(?:st|nd|rd|th))?|(\d{1,2}) ?(?:st|nd|rd|th)")
_PARTS = re.compile(r"\d+|[^\W\d]+")
_JOINING = frozenset({"st", "nd", "rd", "th", "of", "the"})
_ABBREVIATION = 3


@dataclass(frozen=True, slots=True)
class Written:
    """The parts of a date that were written; a year below 100 was written with two figures."""

    day: int | None = None
    month: int | None = None
    year: int | None = None


def written(text: str) -> Written | None:
    """Return the parts of the date that the phrase ``text`` is, or None where it is no date."""
    found = _in_figures(text) or _with_month_name(text)
    if found is None or found.day == 0 or found.month not in (None, *range(1, 13)):
        return None
    return found


def _in_figures(text: str) -> Written | None:
    if found := _DAY.fullmatch(text):
        return Written(day=int(found[1] or found[2]))
    if found := _TWO.fullmatch(text):
        return _day_first(int(found[1]), int(found[2]), None)
    for shape in (_NUMERIC, _RUN_TOGETHER, _RUN_YEAR_FIRST):
        found = shape.fullmatch(text)
        parts = _three(*found.groups()) if found else None
        if parts and 1 <= (parts.month or 0) <= 12:
            return parts
    return None


def _three(first: str, second: str, third: str) -> Written | None:
    """Read three figures: only the year may have four, and it stands at either end."""
    if _is_year(first) and len(third) <= 2:
        return Written(int(third), int(second), int(first))
    if len(first) <= 2 and (len(third) == 2 or _is_year(third)):
        return _day_first(int(first), int(second), int(third))
    return None


def _day_first(first: int, second: int, year: int | None) -> Written:
    return Written(second, first, year) if second > 12 >= first else Written(first, second, year)


def _is_year(figures: str) -> bool:
    return len(figures) == 4 and int(figures) >= 1000


def _with_month_name(text: str) -> Written | None:
    parts = [part for part in _PARTS.findall(folded(text)) if part not in _JOINING]
    figures = [part for part in parts if part.isdecimal()]
    names = [part for part in parts if not part.isdecimal()]
    if not parts or len(names) > 1:
        return None
    month = month_named(names[0]) if names else None
    if names and month is None:
        return None
    return _around_month(month, figures)


def _around_month(month: int | None, figures: list[str]) -> Written | None:
    """Put the figures that stand around a month's name in their places: "3 May 09", "May 3 2009", "May"."""
    years = [figure for figure in figures if _is_year(figure)]
    short = [figure for figure in figures if len(figure) <= 2]
    if len(years) + len(short) != len(figures) or len(years) > 1 or len(figures) > 2:
        return None
    if month is None:
        return Written(year=int(years[0])) if years and not short else None
    if len(short) == 2:
        return Written(int(short[0]), month, int(short[1]))
    return Written(int(short[0]) if short else None, month, int(years[0]) if years else None)


def month_named(word: str) -> int | None:
    """Return the number, 1 to 12, of the month that ``word`` names, shortens or misspells, or None."""
    if len(word) >= _ABBREVIATION:
        for number, name in enumerate(MONTHS, start=1):
            if name.startswith(word) or word == "sept" == name[:4]:
                return number
    numbered = [(name, str(number)) for number, name in enumerate(MONTHS, start=1)]
    named = likeliest(word, numbered, like=0.75)
    return int(named) if named else None


def whole_year(year: int, latest: int) -> int:
    """Return a year of two figures as the newest such year up to ``latest``; others as they are."""
    if year >= 100:
        return year
    return year + latest // 100 * 100 - (100 if year > latest % 100 else 0)


def days_in(month: int, year: int | None) -> int:
    """Return the days in a month; the most that it can have where no year is given."""
    return monthrange(2000 if year is None else year, month)[1]


def real_date(day: int, month: int, year: int) -> date:
    """Return the date; reject 29 February in a common year ("not_a_leap_year") and "not_that_many_days"."""
    days = days_in(month, year)
    if (day, month, days) == (29, 2, 28):
        raise Rejected("not_a_leap_year", {"year": year})
    if day > days:
        raise Rejected("not_that_many_days", {"days": days})
    return date(year, month, day)
