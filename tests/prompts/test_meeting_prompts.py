"""What a pair and their team are told of meetings is no more than what is so."""

from __future__ import annotations

import pytest

from tests.prompts.reading import grade
from tests.prompts.samples import TYPICAL
from tests.prompts.test_prompts import PRESSING, READING_GRADE, shown


@pytest.mark.parametrize("prompt", ["proposal_waits_for_team", "no_answer_for_team"])
def test_the_team_is_not_told_how_often_somebody_was_asked(prompt: str) -> None:
    """A question that was withheld was not asked, and the last word does not know."""
    text = shown(prompt, TYPICAL)

    assert "has not answered" in text
    assert not any(word in text for word in ("once", "twice", "second", "third"))


def test_another_adult_does_not_read_as_a_meeting_that_is_fixed() -> None:
    text = shown("meeting_fixed", {**TYPICAL, "named": True})

    assert "fixed" not in text
    assert "You still meet Sam on" in text
    assert "Comes along: Mr Evans, tutor" in text
    assert grade(text) <= READING_GRADE
    assert not PRESSING.search(text)
