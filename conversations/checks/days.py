"""Reads a day in people's words: "next tuesday", "in 3 days", "the 3rd", "12 May 2027"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from conversations.check import Rejected
from conversations.checks.words import likeliest, listed
from conversations.checks.written import days_in, real_date, whole_year, written

WEEKDAYS = listed("monday tuesday wednesday thursday friday saturday sunday")

_SPELLINGS = {name: name for name in [*WEEKDAYS, "tomorrow", "today", "yesterday", "fortnight"]}
_SHORT = {name[:3]: name for name in WEEKDAYS}
_SHORT |= {"tues": "tuesday", "weds": "wednesday", "thur": "thursday", "thurs": "thursday"}
_SHORT |= dict.fromkeys(listed("tmrw tmr tmo tmoz tomoz 2moro 2morrow 2mrw 2moz 2morow"), "tomorrow")
_SHORT |= {"wk": "week", "wks": "weeks", "nxt": "next", "a": "1", "an": "1", "2day": "today"}
_KNOWN = frozenset(
    listed("april august december february january july june march november october september")
)
_AROUND = frozenset(listed("on this coming please for lets say how about maybe time ok at"))
_TRIM = ",.!?()"

_UNIT = r"(?:minute|min|hour|hr|day|week|fortnight|month|year)s?"
_SPAN = rf"\d{{1,4}} ?{_UNIT}(?:(?: and)? \d{{1,2}} ?{_UNIT})?"
_RELATIVE = re.compile(
    rf"(?:in )?{_SPAN}(?: from now| ago)?|today|tomorrow|yesterday|(?:the )?day after tomorrow"
)
_SPAN_FROM = re.compile(rf"({_SPAN}) (?:from )?(today|tomorrow)")
_SOON = re.compile(r"\b(?:minute|min|hour|hr)s?\b")
_FURTHEST_YEAR = 2099
_MONTHS_TO_LEAP_DAY = 12 * 8 + 2
"""Months in which there is a 29 February, even around the year 2100."""


def tokens_of(text: str) -> list[str]:
    """Return the words of a phrase, each day's name spelt out and mended, without words that say nothing."""
    words = [_spelt(word) for word in text.replace("half an hour", "30 minutes").split()]
    return [word for word in words if word and word not in _AROUND]


def _spelt(word: str) -> str:
    bare = word.strip(_TRIM)
    if bare in _SHORT:
        return _SHORT[bare]
    if bare in _KNOWN or not bare.isalpha():
        return bare
    return likeliest(bare, _SPELLINGS.items()) or bare


def relative(phrase: str, base: datetime) -> datetime | None:
    """Return ``base`` moved as the phrase says ("in 3 days", "tomorrow"), or None where it says no move.

    ``base`` has no zone, and neither has the result.
    """
    if not _RELATIVE.fullmatch(phrase):
        return None
    # Loading it takes longer than all other checks together, and only people who set a meeting need it.
    import dateparser  # noqa: PLC0415

    settings = {"RELATIVE_BASE": base, "TIMEZONE": "UTC", "PARSERS": ["relative-time"]}
    settings |= {"RETURN_AS_TIMEZONE_AWARE": False, "PREFER_DATES_FROM": "future"}
    found = dateparser.parse(phrase, languages=["en"], settings=settings)
    return found if isinstance(found, datetime) else None


def is_soon(phrase: str) -> bool:
    """Tell whether the phrase counts in hours or minutes from now."""
    return bool(_SOON.search(phrase) and _RELATIVE.fullmatch(phrase))


def find_day(text: str, today: date, earliest: date) -> date | None:
    """Return the day that the phrase ``text`` means, or None where it means none.

    A weekday is the soonest from ``earliest`` on, "next" that of the coming week; a date without its year
    or month is the soonest from ``today`` on. Rejects a date that no calendar has, and a date on another
    weekday than was said ("not_that_weekday").
    """
    words = tokens_of(text)
    named = [word for word in words if word in WEEKDAYS]
    rest = [word for word in words if word not in WEEKDAYS]
    if len(named) > 1:
        return None
    if named:
        return _weekday(WEEKDAYS.index(named[0]), " ".join(rest), today, earliest)
    return _from_today(" ".join(rest), today) or _dated(" ".join(rest), today)


def _weekday(weekday: int, rest: str, today: date, earliest: date) -> date | None:
    soonest = earliest + timedelta((weekday - earliest.weekday()) % 7)
    if not rest:
        return soonest
    if rest in ("next", "next week"):
        return today + timedelta(7 - today.weekday() + weekday)
    if rest in ("week", "1 week"):
        return soonest + timedelta(7)
    day = _from_today(rest, today) if rest in ("today", "tomorrow") else _dated(rest, today)
    if day is not None and day.weekday() != weekday:
        raise Rejected("not_that_weekday")
    return day


def _from_today(phrase: str, today: date) -> date | None:
    more = 0
    if found := _SPAN_FROM.fullmatch(phrase):
        phrase, more = found[1], int(found[2] == "tomorrow")
    moved = relative(phrase, datetime(today.year, today.month, today.day))  # noqa: DTZ001
    return None if moved is None else moved.date() + timedelta(more)


def _dated(phrase: str, today: date) -> date | None:
    found = written(phrase)
    if found is None or found.day is None:
        return None
    if found.month is None or found.year is None:
        return _soonest(found.day, found.month, today)
    return real_date(found.day, found.month, whole_year(found.year, _FURTHEST_YEAR))


def _soonest(day: int, month: int | None, today: date) -> date:
    """Return the first date from ``today`` on with this day and, unless it is None, this month."""
    if day > days_in(month or 1, None):
        raise Rejected("not_that_many_days", {"days": days_in(month or 1, None)})
    first = today.year * 12 + today.month - 1
    months = (divmod(first + ahead, 12) for ahead in range(_MONTHS_TO_LEAP_DAY))
    dates = (
        date(year, at + 1, day)
        for year, at in months
        if month in (None, at + 1) and day <= days_in(at + 1, year)
    )
    return next(found for found in dates if found >= today)
