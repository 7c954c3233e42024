"""Who comes along when a pair meets has a name."""

from __future__ import annotations

import pytest

from conversations.check import Rejected
from conversations.checks.adults import LONGEST_ADULT, adult
from tests.conversations.checks.world import FACTS


@pytest.mark.parametrize("text", ["Mr Evans, tutor", "Ms O'Neill", "Ian Me", "  Dad (Joe)  ", "李老师"])
def test_a_name_is_kept_as_it_was_typed(text: str) -> None:
    assert adult.parse(text, FACTS) == text.strip()


@pytest.mark.parametrize("text", ["me", "Me!", "I don't know", "TBC", "a teacher", "no-one", "???", "7"])
def test_what_names_nobody_is_refused(text: str) -> None:
    with pytest.raises(Rejected) as rejected:
        adult.parse(text, FACTS)
    assert rejected.value.prompt == "not_an_adult"


def test_a_whole_story_is_refused() -> None:
    with pytest.raises(Rejected) as rejected:
        adult.parse("x" * (LONGEST_ADULT + 1), FACTS)
    assert rejected.value.prompt == "too_long"
