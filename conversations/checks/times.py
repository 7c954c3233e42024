"""Reads a time of day in people's words, and the check for one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from conversations.check import Check, Rejected
from conversations.checks.words import phrase
from conversations.facts import Facts
from conversations.reply import Json

LAST_AFTERNOON_HOUR = 7
"""On the clock face; 1 to 7 without am or pm is the afternoon, since nobody meets at five in the morning."""

_AM, _PM = "a", "p"
_PART = re.compile(
    r"\b(?:(?P<today>tonight|this (?:morning|afternoon|evening))"
    r"|(?:in the |at )?(?:morning|afternoon|evening|night))\b"
)
_MERIDIEM = r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)"
_HOUR, _MINUTE = r"(?P<hour>\d{1,2})", r"(?P<minute>\d{2})"
_APART = r"(?![\d/-]|\.\d|\s?[/-]\s?\d|\w)"
_BEFORE = r"(?:\b(?:at|after|from|around|about|for)\s+|@\s*|\bat(?=\d))"
_MINUTES = r"(?P<count>half|quarter|5|10|20|25)(?:\s?(?:minutes?|mins?))?"
_LEAD = rf"(?:{_BEFORE})?"


@dataclass(frozen=True, slots=True)
class TimeSaid:
    """A time and the words around it; ``ends_day`` where it is the midnight that a day ends with."""

    at: time
    rest: str
    ends_day: bool = False


def _on_the_clock(found: re.Match[str], half: str) -> tuple[int, int]:
    groups = found.groupdict()
    literal = groups["hour"].startswith("0") and len(groups["hour"]) == 2
    return _hour(int(groups["hour"]), groups.get("half") or half, literal), int(groups.get("minute") or 0)


def _hour(hour: int, half: str, literal: bool) -> int:
    """Return the hour of the day of an hour that was said; 24 where there is none."""
    if half == _AM:
        return hour % 12 if hour <= 12 else 24
    if half == _PM:
        return hour % 12 + 12 if 1 <= hour <= 12 else hour or 24
    return hour + 12 if 1 <= hour <= LAST_AFTERNOON_HOUR and not literal else hour


def _past_or_to(found: re.Match[str], half: str) -> tuple[int, int]:
    hour, _ = _on_the_clock(found, half)
    count = {"half": 30, "quarter": 15}.get(found["count"]) or int(found["count"])
    if found["way"] == "to":
        return (hour - 1) % 24 if hour < 24 else 24, 60 - count
    return hour, count


def _half(found: re.Match[str], half: str) -> tuple[int, int]:
    return _on_the_clock(found, half)[0], 30


def _named(found: re.Match[str], half: str) -> tuple[int, int]:
    return (0 if found["name"] == "midnight" else 12), 0


_Read = Callable[[re.Match[str], str], tuple[int, int]]
_SURE: tuple[tuple[str, _Read], ...] = (
    (rf"\b{_MINUTES}\s?(?P<way>past|to)\s{_HOUR}{_MERIDIEM}?(?:\s?oclock)?{_APART}", _past_or_to),
    (rf"\bhalf\s{_HOUR}{_MERIDIEM}?{_APART}", _half),
    (rf"(?<![\d:.]){_HOUR}[:.]?{_MINUTE}?{_MERIDIEM}", _on_the_clock),
    (r"\b(?:12 )?(?P<name>noon|midday|mid day|midnight)\b", _named),
    (rf"(?<![\d:]){_HOUR}:{_MINUTE}(?::00)?(?:\s?h(?:ou)?rs)?{_APART}(?!:)", _on_the_clock),
    (rf"(?<!\d){_HOUR}\s?oclock\b", _on_the_clock),
    (rf"(?<!\d)(?P<hour>\d\d){_MINUTE}\s?(?:hrs|hours|h)\b", _on_the_clock),
    (rf"(?<!\d){_HOUR}h{_MINUTE}?\b", _on_the_clock),
    (rf"(?<![\d./:-]){_HOUR}(?:[:.]?{_MINUTE})?\s?ish\b", _on_the_clock),
)
_LIKELY: tuple[tuple[str, _Read], ...] = (
    (rf"{_BEFORE}{_HOUR}(?:[:.]?{_MINUTE})?{_APART}", _on_the_clock),
    (rf"(?<![\d./:-]){_HOUR}\.{_MINUTE}{_APART}(?!\.)", _on_the_clock),
)
# The surest sign first: in "12.05 at 3pm" only the second is a time.
_SHAPES = [(re.compile(_LEAD + shape), read) for shape, read in _SURE]
_SHAPES += [(re.compile(shape), read) for shape, read in _LIKELY]

_BARE = re.compile(rf"{_HOUR}{_MINUTE}?")


def find_time(text: str) -> TimeSaid | None:
    """Return the time that the phrase ``text`` says with a sign of being one, or None."""
    half, rest = without_part_of_day(text)
    for shape, read in _SHAPES:
        if found := shape.search(rest):
            around = f"{rest[: found.start()]} {rest[found.end() :]}"
            return _said(read(found, half), " ".join(around.split()), "midnight" in found[0])
    return None


def figures_as_time(text: str, half: str = "") -> TimeSaid | None:
    """Return the time that nothing but figures are, "5" or "1730", in the half of the day, or None."""
    found = _BARE.fullmatch(text)
    return _said(_on_the_clock(found, half), "") if found else None


def _said(clock: tuple[int, int], rest: str, ends_day: bool = False) -> TimeSaid | None:
    hour, minute = clock
    return TimeSaid(time(hour, minute), rest, ends_day) if hour < 24 and minute < 60 else None


def without_part_of_day(text: str) -> tuple[str, str]:
    """Return the half of the day that is named, and the words without it ("tonight" leaves "today")."""
    found = _PART.search(text)
    if found is None:
        return "", text
    rest = f"{text[: found.start()]} {'today' if found['today'] else ''} {text[found.end() :]}"
    return (_AM if "morning" in found[0] else _PM), " ".join(rest.split())


class TimeOfDay(Check[time]):
    """A time of day, to the minute, without a zone."""

    def parse(self, text: str, facts: Facts) -> time:
        """Return the time; reject anything else ("not_a_time")."""
        said = phrase(text).strip(" .,!?").removesuffix(" please")
        half, rest = without_part_of_day(said)
        found = find_time(said) or figures_as_time(rest, half)
        if found is None or found.rest:
            raise Rejected("not_a_time")
        return found.at

    def dump(self, value: time) -> Json:
        """Return the time as "17:00"."""
        return value.isoformat("minutes")

    def load(self, stored: Json, facts: Facts) -> time:
        """Return a stored time."""
        try:
            return time.fromisoformat(stored if isinstance(stored, str) else "")
        except ValueError:
            raise Rejected("not_a_time") from None


time_of_day: Check[time] = TimeOfDay()
