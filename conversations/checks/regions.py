"""The check for a region of the United Kingdom, by its name or by a place in it."""

from __future__ import annotations

import re

from conversations.check import Check, Rejected
from conversations.checks.choices import exactly, names_of, nearly
from conversations.checks.places import PLACES
from conversations.checks.words import folded
from conversations.facts import Facts
from conversations.reply import Choice, Json

REGIONS = (
    *("north_east", "north_west", "yorkshire", "east_midlands", "west_midlands", "east", "london"),
    *("south_east", "south_west", "wales", "scotland", "northern_ireland"),
)
"""The twelve regions of the Office for National Statistics (ITL level 1), in its order."""

SHORTEST = 3
"""Letters from which the beginning of a name is taken for it; "y" is a yes, not Yorkshire."""

_WIDER = frozenset(
    {"england", "britain", "great britain", "gb", "uk", "united kingdom"}
    | {"midlands", "north", "south", "east", "west", "north england", "south england"}
    | {"north of england", "south of england", "northern england", "southern england", "east coast"}
)
_BEFORE = re.compile(r"^(?:i live |i am |im )?(?:in |from |near |around |just outside |outside )?(?:the )?")
_AFTER = re.compile(r" (?:uk|england|united kingdom|area|city)$")


class Region(Check[str]):
    """One of the twelve regions, as its value."""

    choices = tuple(Choice(region, label=f"region.{region}") for region in REGIONS)

    def parse(self, text: str, facts: Facts) -> str:
        """Return the region; reject a wider part of the country ("not_one_region") and any other words."""
        place = _AFTER.sub("", _BEFORE.sub("", folded(text)))
        value = exactly(text, self.choices, facts) or PLACES.get(place) or PLACES.get(folded(text))
        if value is None and place in _WIDER:
            raise Rejected("not_one_region")
        if value is None and len(place) >= SHORTEST:
            value = nearly(place, names_of(self.choices, facts)) or nearly(place, PLACES.items())
        if value is None:
            raise Rejected("not_a_region")
        return value

    def dump(self, value: str) -> Json:
        """Return the region's value."""
        return value

    def load(self, stored: Json, facts: Facts) -> str:
        """Return a stored region."""
        if not isinstance(stored, str) or stored not in REGIONS:
            raise Rejected("not_a_region")
        return stored


region: Check[str] = Region()
