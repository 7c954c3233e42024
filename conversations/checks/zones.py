"""The check for whose clock somebody lives by: a city, a country with one time, or a zone's own name."""

from __future__ import annotations

import re
from functools import cache

from conversations.check import Check, Rejected
from conversations.checks.choices import exactly, nearly
from conversations.checks.cities import AREAS, CITIES, SEVERAL
from conversations.checks.words import folded, tidy
from conversations.facts import Facts
from conversations.reply import Choice, Json

COMMON = ("Europe/London", "Europe/Dublin", "Europe/Paris", "America/New_York")
"""Zones that are offered as buttons; any other is typed."""

SHORTEST = 4
"""Letters from which a name that is misspelt is mended."""

_BEFORE = re.compile(r"^(?:i live |i am |im |its |it is )?(?:now )?(?:in |near |on |at )?(?:the )?")
_AFTER = re.compile(r"(?: now| at the moment| timezone| time zone| time| city| england| uk)+$")


class Zone(Check[str]):
    """A zone of the time zone database, by its IANA name."""

    choices = tuple(Choice(zone, words=zone.rpartition("/")[2].replace("_", " ")) for zone in COMMON)

    def parse(self, text: str, facts: Facts) -> str:
        """Return the zone; reject a country of several ("not_one_zone"), and other words ("not_a_zone")."""
        zone = exactly(text, self.choices, facts) or _zones().get(tidy(text).casefold())
        place = _AFTER.sub("", _BEFORE.sub("", folded(text.partition(",")[0])))
        zone = zone or names().get(folded(text)) or names().get(place)
        if zone is None and place in SEVERAL:
            raise Rejected("not_one_zone")
        if zone is None and len(place) >= SHORTEST:
            zone = nearly(place, names().items())
        if zone is None:
            raise Rejected("not_a_zone")
        return zone

    def dump(self, value: str) -> Json:
        """Return the zone's name."""
        return value

    def load(self, stored: Json, facts: Facts) -> str:
        """Return a stored zone."""
        if not isinstance(stored, str) or stored.casefold() not in _zones():
            raise Rejected("not_a_zone")
        return stored


@cache
def names() -> dict[str, str]:
    """Return every name of a zone, folded, with the zone: its own city's, and those of other places in it."""
    own = {folded(zone.rpartition("/")[2]): zone for zone in _zones().values()}
    return own | {folded(name): zone for zone, places in CITIES.items() for name in places}


@cache
def _zones() -> dict[str, str]:
    """Return every zone by its name in lower case."""
    zones = [f"{area}/{city}" for area, cities in AREAS.items() for city in cities.split()]
    return {zone.casefold(): zone for zone in zones}


zone: Check[str] = Zone()
