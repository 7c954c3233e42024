"""An age in figures or words."""

from __future__ import annotations

import pytest

from conversations.check import Rejected
from conversations.checks import age
from conversations.reply import Json
from tests.conversations.checks.world import FACTS, refusal


@pytest.mark.parametrize(
    ("text", "years"),
    [
        *[(str(years), years) for years in (1, 9, 16, 25, 99)],
        *[("sixteen", 16), ("twenty one", 21), ("Twenty-Five", 25), ("ninety nine", 99), ("nine", 9)],
        *[("I'm 16", 16), ("16 years old", 16), ("16yo", 16), ("aged 17", 17), ("my age is 18.", 18)],
        *[("16 and a half", 16), ("just turned 16!", 16), ("07", 7), (" 16 ", 16), ("１６", 16), ("١٦", 16)],
    ],
)
def test_ages(text: str, years: int) -> None:
    assert age.parse(text, FACTS) == years


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "100",
        "-",
        "16 or 17",
        "nearly 16",
        "17.5",
        "old enough",
        "9" * 5000,
        "one hundred",
        "yes",
    ],
    ids=lambda text: repr(text[:20]),
)
def test_what_is_no_age(text: str) -> None:
    assert refusal(age, text) == "not_an_age"


@pytest.mark.parametrize("stored", [None, "16", True, 0, 100, 16.5], ids=repr)
def test_only_stored_years_are_loaded(stored: Json) -> None:
    with pytest.raises(Rejected):
        age.load(stored, FACTS)
