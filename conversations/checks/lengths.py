"""The check for how long something took, in minutes: "45", "1 hour", "an hour and a half"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from conversations.check import Check, Rejected
from conversations.checks.words import phrase
from conversations.facts import Facts
from conversations.reply import Choice, Json

HOUR = 60
"""Minutes."""

MOST_BARE_HOURS = 4
"""A number without its unit up to this means hours: nobody meets for four minutes."""

_AROUND = re.compile(r"^(?:about|around|roughly|just|only|for|it took|we had|took|ca)\s+")
_IN_WORDS = {
    "half an hour": "30 min",
    "half hour": "30 min",
    "quarter of an hour": "15 min",
    "a quarter of an hour": "15 min",
    "an hour and a half": "90 min",
    "hour and a half": "90 min",
    "1 and a half hours": "90 min",
    "2 and a half hours": "150 min",
    "an hour and a quarter": "75 min",
    "three quarters of an hour": "45 min",
    "3 quarters of an hour": "45 min",
    "an hour": "1 h",
    "hour": "1 h",
    "a couple of hours": "2 h",
}
_HOURS = r"(?:h|hr|hrs|hour|hours)"
_MINUTES = r"(?:m|min|mins|minute|minutes)"
_SHAPES = (
    re.compile(rf"(?P<minutes>\d{{1,3}}) ?{_MINUTES}?\.?"),
    re.compile(rf"(?P<hours>\d{{1,2}}) ?{_HOURS}(?:,? ?(?:and )?(?P<minutes>\d{{1,2}}) ?{_MINUTES}?)?\.?"),
    re.compile(rf"(?P<hours>\d{{1,2}}):(?P<minutes>[0-5]\d)(?: ?{_HOURS})?"),
    re.compile(rf"(?P<hours>\d)[.,](?P<part>\d{{1,2}}) ?{_HOURS}"),
)


class Length(Check[int]):
    """How long something took: ``least`` to ``most`` minutes; ``choices`` are buttons of such minutes."""

    def __init__(self, least: int, most: int, choices: Sequence[Choice] = ()) -> None:
        self.choices = tuple(choices)
        self._bounds = (least, most)

    def parse(self, text: str, facts: Facts) -> int:
        """Return the minutes; reject what is no length, or out of bounds ("not_a_length")."""
        minutes = in_minutes(text)
        least, most = self._bounds
        if minutes is None or not least <= minutes <= most:
            raise Rejected("not_a_length", {"least": least, "most": most})
        return minutes

    def dump(self, value: int) -> Json:
        """Return the minutes."""
        return value

    def load(self, stored: Json, facts: Facts) -> int:
        """Return stored minutes, whatever the bounds are today."""
        if not isinstance(stored, int) or isinstance(stored, bool):
            least, most = self._bounds
            raise Rejected("not_a_length", {"least": least, "most": most})
        return stored


def in_minutes(text: str) -> int | None:
    """Return the minutes that ``text`` means, or None."""
    plain = _AROUND.sub("", phrase(text).replace("-", " ").rstrip(".! "))
    plain = _IN_WORDS.get(plain, plain)
    found = next((match for shape in _SHAPES if (match := shape.fullmatch(plain))), None)
    if found is None:
        return None
    said = found.groupdict(default="0")
    if "hours" not in said:
        minutes = int(said["minutes"])
        return minutes * HOUR if minutes <= MOST_BARE_HOURS and plain.isdecimal() else minutes
    if "part" in said:
        return round(float(f"{said['hours']}.{said['part']}") * HOUR)
    return int(said["hours"]) * HOUR + int(said["minutes"])


def length(least: int, most: int, choices: Sequence[Choice] = ()) -> Check[int]:
    """Return a check for a length from ``least`` to ``most`` minutes."""
    return Length(least, most, choices)
