"""Several short things, one a line, as people type them."""

from __future__ import annotations

import pytest

from conversations.check import Rejected
from conversations.checks.lists import lines
from conversations.reply import Entry
from tests.conversations.checks.world import FACTS

THREE = lines(3, 20)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Write a CV", ("Write a CV",)),
        ("a\nb\nc", ("a", "b", "c")),
        ("- a\n• b\n* c", ("a", "b", "c")),
        ("1. a\n2) b\n(3) c", ("a", "b", "c")),
        ("\n a  b \n\n a b\n", ("a b",)),
        ("3 jobs\n-5 degrees", ("3 jobs", "-5 degrees")),
    ],
)
def test_each_line_is_kept_once_and_without_its_bullet(typed: str, kept: tuple[str, ...]) -> None:
    assert THREE.parse(typed, FACTS) == kept


@pytest.mark.parametrize(
    ("typed", "prompt"),
    [
        ("", "not_text"),
        (" \n-\n 1. \n", "not_text"),
        ("a\nb\nc\nd", "too_many_lines"),
        (f"a\n{'x' * 21}", "line_too_long"),
    ],
)
def test_what_cannot_be_kept_is_refused(typed: str, prompt: str) -> None:
    with pytest.raises(Rejected) as refused:
        THREE.parse(typed, FACTS)

    assert refused.value.prompt == prompt


def test_stored_lines_are_taken_however_many_there_may_be_today() -> None:
    assert THREE.load(THREE.dump(("a", "b", "c", "d")), FACTS) == ("a", "b", "c", "d")


@pytest.mark.parametrize("stored", [None, "a", [], [1], {}])
def test_what_is_no_list_any_more_is_asked_again(stored: object) -> None:
    with pytest.raises(Rejected):
        THREE.load(stored, FACTS)  # type: ignore[arg-type]


def test_a_platform_offers_room_for_several_lines() -> None:
    assert THREE.entry is Entry.TEXT
