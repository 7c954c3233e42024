"""The measure of reading age is itself measured: known words, and texts of known difficulty."""

from __future__ import annotations

import pytest

from tests.prompts.reading import grade, syllables

WORDS = {
    1: "the cat like liked helped safe times were here more fine move code used asked young use hour our",
    2: "happy people person wanted little table mentor question answer programme safely something boxes "
    "going science create quiet able older delete being training",
    3: "computer idea area media deleted charity anything possible together messages previous",
    4: "education engineering",
    5: "coordinator organisation",
}


@pytest.mark.parametrize(
    ("word", "count"), [(word, count) for count, words in WORDS.items() for word in words.split()]
)
def test_syllables_of_known_words(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_childs_text_is_easy_and_a_policy_is_not() -> None:
    child = "The dog ran to the park. It saw a cat. They had fun."
    policy = (
        "The organisation retains personal information in accordance with applicable legislation "
        "and proportionate safeguarding obligations."
    )

    assert grade(child) < 2
    assert grade(policy) > 16


def test_the_formula_is_flesch_and_kincaids() -> None:
    """Six words in two sentences, seven syllables: 0.39 x 3 + 11.8 x 7/6 - 15.59."""
    assert grade("The cat sat. The happy dog.") == pytest.approx(0.39 * 3 + 11.8 * 7 / 6 - 15.59)


def test_nothing_to_read_has_no_grade() -> None:
    assert grade("🎉 116 123") == 0.0
