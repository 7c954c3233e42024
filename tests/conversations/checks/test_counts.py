"""A whole number between two bounds, as people type it."""

from __future__ import annotations

import pytest

from conversations.check import Rejected
from conversations.checks import whole_number
from conversations.reply import Choice, Json
from tests.conversations.checks.world import FACTS

UP_TO_A_THOUSAND = whole_number(1, 1000, [Choice("30", words="Thirty")])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        (" 30 ", 30),
        ("1000", 1000),
        ("1,000", 1000),
        ("12 people", 12),
        ("about 40", 40),
        ("three", 3),
        ("Twenty-Five", 25),
        ("007", 7),
    ],
)
def test_a_number_in_digits_or_words(text: str, number: int) -> None:
    assert UP_TO_A_THOUSAND.parse(text, FACTS) == number


@pytest.mark.parametrize(
    "text", ["", "none", "0", "1001", "-3", "2 or 3", "1.5", "2-3", "9" * 5000, "30 " * 2000, "½"]
)
def test_what_is_no_such_number_is_refused_with_the_bounds(text: str) -> None:
    with pytest.raises(Rejected) as refused:
        UP_TO_A_THOUSAND.parse(text, FACTS)

    assert refused.value.prompt == "not_a_number"
    assert refused.value.values == {"least": 1, "most": 1000}


def test_a_stored_number_stays_whatever_the_bounds_are_today() -> None:
    assert whole_number(1, 5).load(30, FACTS) == 30


@pytest.mark.parametrize("stored", [None, "30", True, [30]])
def test_what_is_stored_and_no_number_is_refused(stored: Json) -> None:
    with pytest.raises(Rejected):
        UP_TO_A_THOUSAND.load(stored, FACTS)
