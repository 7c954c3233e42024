"""Words are kept as they are, or refused whole: never cut."""

from __future__ import annotations

import pytest

from conversations.check import Rejected
from conversations.checks import free_text, short_text
from conversations.reply import Json
from tests.conversations.checks.world import FACTS, refusal


def test_short_text_is_one_line() -> None:
    assert short_text(20).parse("  two\n words ", FACTS) == "two words"


def test_free_text_keeps_its_lines() -> None:
    assert free_text().parse("one\r\n\r\ntwo 🎉 ", FACTS) == "one\n\ntwo 🎉"


@pytest.mark.parametrize("text", ["", " \n", "\u200b\u202e", "\x00"], ids=repr)
def test_nothing_to_see_is_refused(text: str) -> None:
    assert refusal(short_text(10), text) == "not_text"
    assert refusal(free_text(10), text) == "not_text"


def test_the_limit_itself_fits() -> None:
    assert free_text(10).parse("x" * 10, FACTS) == "x" * 10
    assert short_text(10).parse(" " + "x" * 10, FACTS) == "x" * 10


def test_too_long_is_refused_with_both_counts() -> None:
    with pytest.raises(Rejected) as refused:
        free_text().parse("x" * 10_001, FACTS)

    assert refused.value.prompt == "too_long"
    assert refused.value.values == {"count": 10_001, "limit": 500}


def test_what_was_kept_under_a_larger_limit_stays() -> None:
    assert short_text(3).load("longer", FACTS) == "longer"


@pytest.mark.parametrize("stored", [None, 5, "", ["a"]], ids=repr)
def test_what_is_not_text_is_not_loaded(stored: Json) -> None:
    with pytest.raises(Rejected):
        short_text(3).load(stored, FACTS)
