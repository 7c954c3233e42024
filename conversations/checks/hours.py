"""Reads hours of a day in people's words: "after 4", "between 4 and 6pm", "in the morning", "5pm"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from conversations.checks.days import WEEKDAYS, tokens_of
from conversations.checks.times import TimeSaid, figures_as_time, find_time
from conversations.week import MINUTES_A_DAY

NOON = 12 * 60
AROUND = 30
"""Minutes to either side that "around 5" still means."""

PARTS = {
    "morning": (0, NOON),
    "afternoon": (NOON, 18 * 60),
    "evening": (17 * 60, MINUTES_A_DAY),
    "night": (18 * 60, MINUTES_A_DAY),
    "daytime": (9 * 60, 17 * 60),
    "lunchtime": (NOON, 14 * 60),
    "after lunch": (13 * 60, MINUTES_A_DAY),
    "after school": (15 * 60 + 30, MINUTES_A_DAY),
    "after work": (17 * 60 + 30, MINUTES_A_DAY),
    "before school": (0, 8 * 60 + 45),
    "before work": (0, 9 * 60),
}
"""What people call a part of the day, in minutes after midnight."""

_AM, _PM = "am", "pm"
_HALVES = {"morning": _AM, "afternoon": _PM, "evening": _PM, "night": _PM}
_SPELLINGS = {
    r"\btonight\b": "today evening",
    r"\bthis (morning|afternoon|evening)\b": r"today \1",
    r"\b(morning|afternoon|evening|night|lunchtime)s\b": r"\1",
    r"\b(?:lunch time|(?:at|over) lunch)\b": "lunchtime",
    r"\b(?:day time|(?:during|in) the day)\b": "daytime",
    r"\bo clock\b": "oclock",
}
_PART = re.compile(
    rf"\b(?:(?:in|at|during) (?:the )?)?(?:early |late |mid )?({'|'.join(sorted(PARTS, reverse=True))})\b"
)

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_CLOCK = (
    r"(?:(?:(?:half(?: past)?|quarter (?:past|to)|\d\d? (?:past|to)) \d{1,2}|\d{1,2}(?:[:.]?\d{2})?)"
    r"(?:\s?[ap]\.?m\b\.?)?(?:\s?oclock)?|noon|midday|midnight)"
)
_NO_DATE = rf"(?!\d|\s?(?:st|nd|rd|th)\b|\s(?:of )?{_MONTH}|\s?(?:[/-]|to\b|until\b)\s?\d|[:.]\d)"
_ALONE = r"(?<![\d/.:-])"
_EARLIEST = r"(?:after|from|since|later than|starting at|starting from)"
_LATEST = r"(?:before|by|until|till|til|up to|earlier than)"
_RANGE = (
    rf"(?:\b(?:between|from) )?{_ALONE}(?P<a>{_CLOCK})\s?(?:[-–—]|\bto\b|\btill?\b|\buntil\b|\band\b)\s?"
    rf"(?P<b>{_CLOCK}){_NO_DATE}"
)
_AFTER = (
    rf"\b{_EARLIEST} (?P<a>{_CLOCK}){_NO_DATE}(?: on(?:wards?)?\b)?"
    rf"|{_ALONE}(?P<b>{_CLOCK})(?:\s?\+| onwards?\b)"
)
_BEFORE = rf"\b{_LATEST} (?P<a>{_CLOCK}){_NO_DATE}|{_ALONE}(?P<b>{_CLOCK}) (?:at the )?latest\b"
_NEAR = rf"\b(?:around|about|roughly|near) (?P<a>{_CLOCK}){_NO_DATE}|{_ALONE}(?P<b>{_CLOCK})\s?ish\b"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_BEFORE_DATE = re.compile(
    rf"\b(at|after|from|around|about|for|to)(?= {_NTH}(?: ?(?:to|until|-) ?{_NTH})? (?:of )?{_MONTH})"
)
_MERIDIEM = re.compile(r"([ap])\.?m\.?")
_END_OF_DAY = frozenset({"24", "24:00", "24.00", "2400", "midnight"})
_FIGURES_LAST = re.compile(r"(?P<day>.*\S) (?P<time>\d{1,2}|\d{4})")
_FIGURES_FIRST = re.compile(r"(?P<time>\d{1,2}|\d{4}) (?P<day>\S.*)")
_BESIDE_FIGURES = frozenset({*WEEKDAYS, "tomorrow", "today", "week"})
"""Words of a day that figures beside it are no part of: "tuesday 5", and not "5 june"."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of a day in minutes after midnight; with ``starts`` only the start must be in them, ends too."""

    begins: int = 0
    ends: int = MINUTES_A_DAY
    starts: bool = False

    @property
    def exact(self) -> bool:
        """Tell whether they are one moment."""
        return self.starts and self.begins == self.ends

    def within(self, other: Hours) -> Hours:
        """Return what these and ``other`` have in common; a start that was said stays as it was said."""
        return self if self.starts else Hours(max(self.begins, other.begins), min(self.ends, other.ends))

    def take(self, begins: int, ends: int) -> bool:
        """Tell whether something from ``begins`` to ``ends`` fits; in hours shorter than it, it may begin."""
        if self.starts or self.ends - self.begins < ends - begins:
            return self.begins <= begins <= self.ends
        return self.begins <= begins and ends <= self.ends


class Said(NamedTuple):
    """Hours and the words around them; ``leads`` where the hours were said first."""

    hours: Hours | None
    rest: str
    leads: bool = False


def find_hours(text: str) -> Said:
    """Return the hours that the phrase ``text`` says, None where it says none, and the other words."""
    for spelling, name in _SPELLINGS.items():
        text = re.sub(spelling, name, text)
    part = _PART.search(text)
    name = part[1] if part else ""
    bare = " ".join(_PART.sub(" ", text).split())
    found = _stretch(bare, name) or _moment(bare, name)
    if found is not None:
        return found
    if part is None:
        return Said(None, bare)
    return Said(Hours(*PARTS[name]), bare, not text[: part.start()].strip())


def _stretch(text: str, part: str) -> Said | None:
    """Return hours that are said with a word like "after" or "to"."""
    for shape, read in _SHAPES:
        found = shape.search(text)
        hours = read(found, _HALVES.get(part, "")) if found else None
        if found and hours:
            hours = hours.within(Hours(*PARTS[part])) if part else hours
            before, after = text[: found.start()].strip(), text[found.end() :].strip()
            return (
                Said(hours, f"{before} {after}".strip(), not before) if hours.begins <= hours.ends else None
            )
    return None


def _moment(text: str, part: str) -> Said | None:
    """Return a time that is said by itself: "5pm", or the figures of "tuesday 5"."""
    half = f" in the {part}" if part in _HALVES else ""
    found = find_time(_BEFORE_DATE.sub(r"\1_", f"{text}{half}")) or _figures(text, _HALVES.get(part, "")[:1])
    if found is None:
        return None
    at, rest = found.at.hour * 60 + found.at.minute, found.rest.replace("_", "")
    at = MINUTES_A_DAY if found.ends_day else at
    return Said(Hours(at, at, starts=True), rest, not text.startswith(rest or " "))


def _figures(text: str, half: str) -> TimeSaid | None:
    """Return the time of nothing but figures, by themselves or beside a day that they are no part of."""
    alone = figures_as_time(text, half)
    if alone is not None:
        return alone
    for shape, beside in ((_FIGURES_LAST, -1), (_FIGURES_FIRST, 0)):
        found = shape.fullmatch(text)
        words = tokens_of(found["day"]) if found else []
        if found and words and words[beside] in _BESIDE_FIGURES:
            clock = figures_as_time(found["time"], half)
            return replace(clock, rest=found["day"]) if clock else None
    return None


def _minutes(words: str, half: str) -> int | None:
    """Return the minutes after midnight of a time; ``half`` is am, pm or nothing where it does not say."""
    if words in _END_OF_DAY:
        return MINUTES_A_DAY
    said = words.replace("oclock", "").strip()
    if half and not _MERIDIEM.search(said) and said[-1].isdigit():
        said += half
    found = find_time(f"at {said}")
    return found.at.hour * 60 + found.at.minute if found and not found.rest else None


def _range(found: re.Match[str], half: str) -> Hours | None:
    """Read two ends: what one of them leaves open follows from the other, as in "4-6pm" or "10-2"."""
    said = _MERIDIEM.search(found["b"])
    ends = _minutes(found["b"], half)
    begins = _minutes(found["a"], half or (said[1] + "m" if said else ""))
    if begins is not None and ends is not None and begins >= ends and not _MERIDIEM.search(found["a"]):
        begins = _minutes(found["a"], half) if said else begins
    if begins is not None and ends is not None and begins >= ends and not said:
        ends += NOON
    if begins is None or ends is None or not begins < ends <= MINUTES_A_DAY:
        return None
    return Hours(begins, ends)


def _from(found: re.Match[str], half: str) -> Hours | None:
    at = _minutes(found["a"] or found["b"], half)
    return None if at is None else Hours(begins=at)


def _until(found: re.Match[str], half: str) -> Hours | None:
    at = _minutes(found["a"] or found["b"], half)
    return None if at is None else Hours(ends=at)


def _near(found: re.Match[str], half: str) -> Hours | None:
    at = _minutes(found["a"] or found["b"], half)
    return None if at is None else Hours(max(at - AROUND, 0), min(at + AROUND, MINUTES_A_DAY), starts=True)


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Hours | None]], ...] = (
    (re.compile(_RANGE), _range),
    (re.compile(_AFTER), _from),
    (re.compile(_BEFORE), _until),
    (re.compile(_NEAR), _near),
)
