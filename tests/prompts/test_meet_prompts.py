"""What the prompts of arranging a meeting say in every state is read at eleven, and presses nobody."""

from __future__ import annotations

import pytest

from conversations.reply import Json
from tests.prompts.meet_samples import NAMES
from tests.prompts.reading import grade
from tests.prompts.samples import TYPICAL
from tests.prompts.test_prompts import PRESSING, READING_GRADE, TEAM_GRADE, shown

SOON = "2027-01-05T17:00:00+00:00"
ONE: Json = {"times": [SOON], "minutes": 60, "place": "", "online": False, "rhythm": "", "city": ""}
BEHIND: Json = {"mine": "03:00", "theirs": "16:00", "days": -1}
AHEAD: Json = {"mine": "16:00", "theirs": "03:00", "days": 1}

STATES: list[tuple[str, dict[str, Json]]] = [
    ("meet_when", {"page": "fitting"}),
    ("meet_when", {"page": "later"}),
    ("meet_when", {"aim": "first", "clock": {}}),
    ("meet_when", {"aim": "other", "clock": BEHIND}),
    ("meet_when", {"aim": "move", "clock": AHEAD}),
    ("meet_answer", {"agreed": "", "needs_adult": False}),
    ("meet_answer", {"agreed": SOON, "needs_adult": False}),
    ("meet_answer", {"agreed": "", "offer": ONE, "clock": {}}),
    ("meet_answer", {"agreed": SOON, "offer": ONE, "clock": {}}),
    ("meet_own", {"agreed": "", "offer": ONE}),
    ("meet_own", {"agreed": SOON, "offer": ONE}),
    ("meet_summary", {"gone": True}),
    ("meet_summary", {"offer": ONE, "needs_adult": False}),
    ("meet_lapsed", {"mine": True}),
]


@pytest.mark.parametrize(("prompt", "state"), STATES)
def test_every_state_is_read_at_eleven(prompt: str, state: dict[str, Json]) -> None:
    text = shown(prompt, {**TYPICAL, **state})

    assert grade(text) <= READING_GRADE
    assert text.count("?") <= 2
    assert not PRESSING.search(text)
    assert "\n\n\n" not in text


def test_a_mentor_without_a_match_reads_it_at_a_glance() -> None:
    assert grade(shown("meet_nobody", {**TYPICAL, "is_mentor": True})) <= TEAM_GRADE


@pytest.mark.parametrize("prompt", NAMES)
def test_nobody_is_called_by_a_code_word(prompt: str) -> None:
    """People read "session"; a match's state, a proposal and a rhythm are ours alone."""
    words = shown(prompt, TYPICAL).casefold()

    assert not any(word in words for word in ("proposal", "proposed", "rhythm", "sequence", "meeting"))
