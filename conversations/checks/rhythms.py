"""The check for a time that comes again each month: "first tuesday 5pm", "last thursday of the month 4pm"."""

from __future__ import annotations

import re
from datetime import time

from conversations.check import Check, Rejected
from conversations.checks.hours import find_hours
from conversations.checks.weekdays import find_weekdays
from conversations.checks.words import phrase
from conversations.facts import Facts
from conversations.reply import Json
from conversations.rhythm import LAST, Rhythm
from conversations.week import MINUTES_A_DAY

_NTHS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": LAST,
}
_FIFTH = frozenset({"fifth", "5th"})
_NTH = re.compile(rf"\b(?:the )?({'|'.join([*_NTHS, *_FIFTH])})\b")
_MONTHLY = re.compile(r"\b(?:(?:of|in) )?(?:the|each|every|a|any)? ?months?\b|\bmonthly\b")
_FORTNIGHTLY = re.compile(r"\bevery (?:second|2nd|other)\b")
_NEITHER_ENDS = " .,!?"


class RhythmCheck(Check[Rhythm]):
    """Which weekday of the month, and at what time."""

    def parse(self, text: str, facts: Facts) -> Rhythm:
        """Return the rhythm; reject words that are none ("not_a_rhythm") and "the fifth" ("not_every_month").

        Rejects also one without its time ("date_without_time").
        """
        said = phrase(text).strip(_NEITHER_ENDS).replace(",", " ")
        words = _MONTHLY.sub(" ", said)
        found = _NTH.search(words)
        if found is None or (words == said and _FORTNIGHTLY.search(said)):
            raise Rejected("not_a_rhythm")
        hours = find_hours(" ".join(f"{words[: found.start()]} {words[found.end() :]}".split()))
        named = find_weekdays(hours.rest)
        if named is None or len(named.days) != 1:
            raise Rejected("not_a_rhythm")
        if found[1] in _FIFTH:
            raise Rejected("not_every_month")
        if hours.hours is None:
            raise Rejected("date_without_time")
        if not hours.hours.exact or hours.hours.begins == MINUTES_A_DAY:
            raise Rejected("not_a_rhythm")
        [weekday] = named.days
        return Rhythm(_NTHS[found[1]], weekday, time(*divmod(hours.hours.begins, 60)))

    def dump(self, value: Rhythm) -> Json:
        """Return the rhythm as "1TU 17:00"."""
        return str(value)

    def load(self, stored: Json, facts: Facts) -> Rhythm:
        """Return a stored rhythm."""
        try:
            return Rhythm.read(str(stored))
        except ValueError:
            raise Rejected("not_a_rhythm") from None


rhythm: Check[Rhythm] = RhythmCheck()
