"""What is typed becomes comparable, and nothing that can be seen is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.checks.words import folded, likeliest, phrase, seen, tidy, tidy_lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("  two\t words\n", "two words", id="spaces"),
        pytest.param("a\u200bb\u2066c\u202ed\ufeff", "abcd", id="zero width and bidirectional"),
        pytest.param("a\x00b\x07", "ab", id="control"),
        pytest.param("a\ud800b", "ab", id="half a character"),
        pytest.param("👩‍👧", "👩‍👧", id="family emoji stays whole"),
        pytest.param("می\u200cروم", "می\u200cروم", id="Persian spelling stays"),
        pytest.param("e\u0301", "é", id="one character for one letter"),
    ],
)
def test_tidy(text: str, line: str) -> None:
    assert tidy(text) == line


def test_lines_are_kept() -> None:
    assert tidy_lines(" one\r\ntwo\u2028\n\nthree\x00 \n") == "one\ntwo\n\n\nthree"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Yorkshire & The Humber", "yorkshire and the humber"),
        ("Ynys Môn", "ynys mon"),
        ("I'm 'here'!", "im here"),
        ("B'ham_city", "bham city"),
        ("2️⃣", "2"),
        ("STRASSE", "strasse"),
        ("👍", ""),
    ],
)
def test_folded(text: str, plain: str) -> None:
    assert folded(text) == plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Twenty-One o'clock", "21 oclock"),
        ("half past four", "half past 4"),
        ("sixteen and seventy seven", "16 and 77"),
        ("someone", "someone"),
        ("5", "5"),
        ("x" * 101, ""),
    ],
)
def test_phrase_has_its_numbers_in_figures(text: str, words: str) -> None:
    assert phrase(text) == words


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("wednsday", "wednesday"),
        ("munday", None),
        ("sun", None),
        ("banana", None),
    ],
)
def test_a_misspelling_counts_only_where_it_is_clear(word: str, name: str | None) -> None:
    assert likeliest(word, [(day, day) for day in ("monday", "sunday", "wednesday")]) == name


@settings(deadline=None)
@given(st.text())
def test_tidy_is_tidy(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    tidy(text).encode("utf-8")


@settings(deadline=None)
@given(st.text(alphabet=st.characters(categories=["L", "N", "P"])))
def test_letters_figures_and_punctuation_are_seen(text: str) -> None:
    assert len(seen(text)) <= len(text) * 3
    assert bool(seen(text)) == bool(text)
