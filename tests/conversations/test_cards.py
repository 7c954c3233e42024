"""One person in a few words, and how long ago something was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.cards import LONGEST_WORDS, ago, fitted, named, on_clock, rolled
from conversations.facts import Card, Role, Status
from tests.dialogues.dialogue import NOON
from tests.dialogues.people import ANN, ANNA, BEN
from tests.dialogues.words import WORDS

LABELS = WORDS.labels["en"]


@pytest.mark.parametrize(
    ("seconds", "count", "unit"),
    [
        (-5, 0, "now"),
        (59, 0, "now"),
        (60, 1, "minute"),
        (3599, 59, "minutes"),
        (3600, 1, "hour"),
        (86_399, 23, "hours"),
        (86_400, 1, "day"),
        (9 * 86_400, 9, "days"),
    ],
)
def test_how_long_ago(seconds: int, count: int, unit: str) -> None:
    assert ago(NOON - timedelta(seconds=seconds), NOON) == {"count": count, "unit": unit}


def test_a_moment_is_told_on_the_persons_own_clock() -> None:
    summer = NOON.replace(month=7)

    assert on_clock(NOON, "Europe/London") == {"date": "2026-11-23", "time": "12:00"}
    assert on_clock(summer, "Europe/London") == {"date": "2026-07-23", "time": "13:00"}


@pytest.mark.parametrize(
    ("card", "words"),
    [
        (ANN, "Ann · mentor · waits for checks"),
        (ANNA, "Anna · young person · wants a person"),
        (BEN, "Ben · mentor · active"),
        (replace(ANN, first_name=""), "No name yet · mentor · waits for checks"),
        (replace(BEN, status=Status.LEFT, roles=frozenset()), "Ben · left"),
    ],
)
def test_a_button_names_who_and_what_for(card: Card, words: str) -> None:
    assert named(card, LABELS) == words


@pytest.mark.parametrize("length", [1, 9, 10, 40])
@pytest.mark.parametrize("card", [ANN, ANNA, BEN], ids=lambda card: str(card.first_name))
def test_a_button_is_never_too_long(length: int, card: Card) -> None:
    assert len(named(replace(card, first_name="N" * length), LABELS)) <= LONGEST_WORDS


def test_what_comes_after_a_name_is_cut_where_it_fills_the_button() -> None:
    assert fitted("Ann", "x" * 60) == f"Ann · {'x' * 33}…"


def test_a_name_is_cut_and_nothing_else() -> None:
    assert fitted("Maximiliana Alexandrina", "mentor", "waits for checks") == (
        "Maximiliana… · mentor · waits for checks"
    )


def test_a_young_person_who_is_more_is_first_of_all_one() -> None:
    assert rolled(frozenset({Role.COORDINATOR, Role.YOUNG_PERSON}), LABELS) == "young person"
