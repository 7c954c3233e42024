"""Whose clock somebody lives by, in their own words."""

from __future__ import annotations

from importlib import resources
from zoneinfo import ZoneInfo

import pytest

from conversations.check import Rejected
from conversations.checks.cities import AREAS, CITIES, SEVERAL
from conversations.checks.words import folded
from conversations.checks.zones import names, zone
from conversations.reply import Json
from tests.conversations.checks.world import FACTS, refusal

ALL = {f"{area}/{city}" for area, cities in AREAS.items() for city in cities.split()}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *[
            (text, "Europe/Paris")
            for text in ("Paris", "paris", "I'm in Paris now", "europe/paris", "Pariss", "lyon")
        ],
        *[
            (text, "America/New_York")
            for text in ("New York", "new yrok", "NYC", "Boston", "EST", "america/new_york")
        ],
        *[
            (text, "Europe/London")
            for text in ("London", "uk", "Manchester, England", "UK time", "wales", "GMT")
        ],
        *[(text, "Europe/Dublin") for text in ("Ireland", "Cork", "[2]"[1:2], "Republic of Ireland")],
        *[(text, "Asia/Kolkata") for text in ("Mumbai", "India", "New Delhi", "Punjab")],
        ("São Paulo", "America/Sao_Paulo"),
        ("Lagos", "Africa/Lagos"),
        ("Pakistan", "Asia/Karachi"),
        ("Tokyo, Japan", "Asia/Tokyo"),
        ("spain", "Europe/Madrid"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("america/argentina/buenos_aires", "America/Argentina/Buenos_Aires"),
    ],
)
def test_zones(text: str, name: str) -> None:
    assert zone.parse(text, FACTS) == name


@pytest.mark.parametrize(
    "text", ["", "x", "the moon", "hello", "99", "x" * 10_000, "🎉", "Pluto", "Europe/Atlantis"]
)
def test_what_is_no_place_is_refused(text: str) -> None:
    assert refusal(zone, text) == "not_a_zone"


@pytest.mark.parametrize("text", ["USA", "the united states", "I'm in Canada", "australia", "Brazil"])
def test_a_country_of_several_is_asked_for_a_city(text: str) -> None:
    assert refusal(zone, text) == "not_one_zone"


@pytest.mark.parametrize("choice", zone.choices, ids=lambda choice: choice.words)
def test_a_button_is_taken_by_its_value_and_by_its_words(choice: object) -> None:
    value, words = choice.value, choice.words  # type: ignore[attr-defined]

    assert zone.parse(value, FACTS) == zone.parse(words, FACTS) == value


def test_every_zone_of_the_database_but_antarctica_is_there_and_can_be_loaded() -> None:
    listed = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines()
    known = {line.split("\t")[2] for line in listed if not line.startswith("#")}

    assert {name for name in known if not name.startswith("Antarctica/")} == ALL
    assert all(ZoneInfo(name).key == name for name in ALL)


def test_every_place_leads_to_a_zone_that_is_there_and_none_to_two() -> None:
    places = [folded(place) for listed in CITIES.values() for place in listed]

    assert set(CITIES) <= ALL
    assert len(places) == len(set(places))
    assert set(names().values()) == ALL
    assert all(zone.parse(place, FACTS) == where for where, listed in CITIES.items() for place in listed)
    assert not SEVERAL & set(names())


def test_a_stored_zone_comes_back() -> None:
    assert zone.load(zone.dump("Europe/Paris"), FACTS) == "Europe/Paris"


@pytest.mark.parametrize("stored", [None, 5, "", "Europe/Atlantis"])
def test_what_is_no_zone_is_asked_again(stored: Json) -> None:
    with pytest.raises(Rejected):
        zone.load(stored, FACTS)
