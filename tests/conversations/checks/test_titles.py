"""A title in somebody's own words, or an idea that was picked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from conversations.check import Rejected
from conversations.checks.titles import title
from conversations.facts import Facts
from conversations.reply import Choice

FACTS = Facts(now=datetime(2026, 11, 23, 12, tzinfo=UTC), labels={"idea.cv": "Write a CV", "other": "Enough"})
CHECK = title(
    20,
    ideas=[Choice("cv", label="idea.cv")],
    others=[Choice("enough", label="other")],
    taken=["Léarn to drive", "🎉"],
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Feel   calm ", "Feel calm"),
        ("cv", "Write a CV"),
        ("write a cv!", "Write a CV"),
        ("1", "Write a CV"),
        ("2", "enough"),
        ("Enough", "enough"),
        ("enough for six", "enough for six"),
        ("🎈", "🎈"),
        ("x" * 20, "x" * 20),
    ],
)
def test_words_are_kept_and_an_idea_as_its_words(text: str, kept: str) -> None:
    assert CHECK.parse(text, FACTS) == kept


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("", "not_text"),
        ("\u200b", "not_text"),
        ("x" * 21, "too_long"),
        ("learn to drive", "title_known"),
        ("LEARN, to drive!", "title_known"),
        ("🎉", "title_known"),
    ],
)
def test_none_too_many_and_what_is_there_already_are_refused(text: str, prompt: str) -> None:
    with pytest.raises(Rejected) as refused:
        CHECK.parse(text, FACTS)
    assert refused.value.prompt == prompt


def test_what_was_taken_is_taken_back_though_it_is_there_by_now() -> None:
    assert CHECK.load(CHECK.dump("Learn to drive"), FACTS) == "Learn to drive"
    with pytest.raises(Rejected):
        CHECK.load(None, FACTS)
