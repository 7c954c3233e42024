"""A region of the United Kingdom, or a place in one."""

from __future__ import annotations

import pytest

from conversations.check import Rejected
from conversations.checks import region
from conversations.checks.places import PLACES
from conversations.checks.regions import REGIONS
from conversations.checks.words import folded
from conversations.reply import Json
from tests.conversations.checks.world import FACTS, LABELS, refusal


@pytest.mark.parametrize("value", REGIONS)
def test_each_region_has_a_label_that_finds_it(value: str) -> None:
    label = LABELS[f"region.{value}"]

    assert {region.parse(said, FACTS) for said in (label, label.upper(), f" {label}. ", value)} == {value}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[
            ("Manchester", "north_west"),
            ("brum", "west_midlands"),
            ("Cardiff", "wales"),
            ("Hackney", "london"),
        ],
        *[("Newcastle", "north_east"), ("Newcastle-under-Lyme", "west_midlands"), ("Hull", "yorkshire")],
        *[("I live in Leeds", "yorkshire"), ("near Bath", "south_west"), ("the Lake District", "north_west")],
        *[("London, UK", "london"), ("manchster", "north_west"), ("Birmingam", "west_midlands")],
        *[("South East London", "london"), ("NE", "north_east"), ("St. Helens", "north_west")],
        *[("Ynys Môn", "wales"), ("Cymru", "wales"), ("Derry/Londonderry", "northern_ireland")],
        *[("scot", "scotland"), ("North E", "north_east"), ("7", "london"), ("12", "northern_ireland")],
        *[("Northampton", "east_midlands"), ("Norwich", "east"), ("Isle of Wight", "south_east")],
        *[("Yorkshire & the Humber", "yorkshire"), ("east", "east"), ("east anglia", "east")],
    ],
)
def test_places(text: str, value: str) -> None:
    assert region.parse(text, FACTS) == value


@pytest.mark.parametrize(
    "text", ["England", "the UK", "Great Britain", "the Midlands", "the north", "South", "in england"]
)
def test_a_wider_part_of_the_country_is_asked_again(text: str) -> None:
    assert refusal(region, text) == "not_one_region"


@pytest.mark.parametrize(
    "text",
    ["", "y", "13", "Dublin", "Paris", "somewhere", "Bangor", "Stratford", "🏴", "x" * 10_000],
    ids=lambda t: t[:20],
)
def test_what_is_no_region(text: str) -> None:
    assert refusal(region, text) == "not_a_region"


def test_the_names_of_places_are_folded_and_there_are_many() -> None:
    assert [place for place in PLACES if folded(place) != place] == []
    assert set(PLACES.values()) == set(REGIONS)
    assert len(PLACES) > 600


def test_no_place_is_listed_in_two_regions() -> None:
    from conversations.checks.places import _BY_REGION  # noqa: PLC0415

    places = [" ".join(place.split()) for names in _BY_REGION.values() for place in names.split(",")]
    assert sorted(place for place in set(places) if places.count(place) > 1) == []


@pytest.mark.parametrize("stored", [None, "London", "atlantis", 7], ids=repr)
def test_only_a_stored_region_is_loaded(stored: Json) -> None:
    with pytest.raises(Rejected):
        region.load(stored, FACTS)
