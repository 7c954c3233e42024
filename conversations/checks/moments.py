"""The check for a date with a time, in people's words and on their own clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from conversations.check import Check, Rejected
from conversations.checks.days import find_day, is_soon, relative, tokens_of
from conversations.checks.times import TimeSaid, figures_as_time, find_time, without_part_of_day
from conversations.checks.words import phrase
from conversations.clock import in_utc
from conversations.facts import Facts
from conversations.reply import Json

FURTHEST_YEARS = 3
"""Years ahead; a match lasts one, so a later date is a slip of the finger."""
TONIGHT = time(19)
"""What "tonight" means where no time is said: after the evening meal."""

_ISO = re.compile(r"(?<=\d)t(?=\d)")
_FIGURES_LAST = re.compile(r"(?P<day>.*\S) (?P<time>\d{1,2})")
_FIGURES_FIRST = re.compile(r"(?P<time>\d{1,2}) (?P<day>(?!weeks?\b)\S.*)")
_NEITHER_ENDS = " .,!?"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in UTC, and the zone on whose clock it was promised."""

    at: datetime
    zone: str

    @property
    def local(self) -> datetime:
        """The moment on the clock that it was promised on."""
        return self.at.astimezone(ZoneInfo(self.zone))


class DateAndTime(Check[Moment]):
    """A date with a time, still to come."""

    def parse(self, text: str, facts: Facts) -> Moment:
        """Return the moment; reject half of one, one in the past and one too far ahead."""
        said = _ISO.sub(" ", phrase(text)).strip(_NEITHER_ENDS)
        at = _soon(said, facts) or _on_a_day(said, facts)
        if at <= facts.now:
            raise Rejected("date_in_past")
        if at > facts.now + timedelta(days=366 * FURTHEST_YEARS):
            raise Rejected("date_too_far", {"years": FURTHEST_YEARS})
        return Moment(at, facts.zone)

    def dump(self, value: Moment) -> Json:
        """Return the moment in ISO 8601, and its zone."""
        return {"at": value.at.isoformat(), "zone": value.zone}

    def load(self, stored: Json, facts: Facts) -> Moment:
        """Return a stored moment, though it may have passed."""
        try:
            if not isinstance(stored, dict):
                raise ValueError
            at, zone = datetime.fromisoformat(str(stored["at"])), str(stored["zone"])
            ZoneInfo(zone)
            if at.tzinfo is None:
                raise ValueError
        except (ValueError, KeyError, ZoneInfoNotFoundError):
            raise Rejected("not_a_date_and_time") from None
        return Moment(at.astimezone(UTC), zone)


def _soon(said: str, facts: Facts) -> datetime | None:
    """Return the moment of "in 2 hours", counted in real hours whatever the clocks do."""
    words = " ".join(tokens_of(said))
    found = relative(words, facts.now.astimezone(UTC).replace(tzinfo=None)) if is_soon(words) else None
    return None if found is None else found.replace(second=0, microsecond=0, tzinfo=UTC)


def _on_a_day(said: str, facts: Facts) -> datetime:
    clock = find_time(said) or _bare_time(said, facts)
    if clock is None:
        raise Rejected(_what_is_missing(said, facts))
    if not tokens_of(clock.rest):
        raise Rejected("time_without_date")
    day = find_day(clock.rest, facts.today, _earliest(clock.at, facts))
    if day is None:
        raise Rejected("not_a_date_and_time")
    try:
        return in_utc(datetime.combine(day + timedelta(clock.ends_day), clock.at), facts.zone)
    except OverflowError:
        raise Rejected("date_too_far", {"years": FURTHEST_YEARS}) from None


def _bare_time(said: str, facts: Facts) -> TimeSaid | None:
    """Return the time of "tuesday 5" or "5 tomorrow", and of "tonight" alone."""
    if said in ("tonight", "this evening"):
        return TimeSaid(TONIGHT, "today")
    half, rest = without_part_of_day(said)
    for shape in (_FIGURES_LAST, _FIGURES_FIRST):
        found = shape.fullmatch(rest)
        clock = figures_as_time(found["time"], half) if found else None
        if found and clock and find_day(found["day"], facts.today, facts.today):
            return TimeSaid(clock.at, found["day"])
    return None


def _earliest(at: time, facts: Facts) -> date:
    """Return today while ``at`` is still to come, else tomorrow."""
    return facts.today + timedelta(at <= facts.local.time())


def _what_is_missing(said: str, facts: Facts) -> str:
    half, day = without_part_of_day(said)
    if figures_as_time(day, half):
        return "time_without_date"
    return "date_without_time" if find_day(day, facts.today, facts.today) else "not_a_date_and_time"


date_and_time: Check[Moment] = DateAndTime()
