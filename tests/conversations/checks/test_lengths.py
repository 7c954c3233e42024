"""How long something took, as people type it."""

from __future__ import annotations

import pytest

from conversations.check import Rejected
from conversations.checks.lengths import length
from conversations.reply import Choice
from tests.conversations.checks.world import FACTS

MEETING = length(5, 300, [Choice("60", words="60 minutes")])

MINUTES = {
    5: "5 min",
    15: "a quarter of an hour",
    30: "30, half an hour, half hour, 30min, about 30 minutes, 0.5 hours, 30.",
    45: "45, 45 m, forty five, three quarters of an hour, 45 mins",
    60: "60, 1 hour, an hour, 1h, 1 hr, one hour, just an hour, 1:00, 60 minutes, 1",
    75: "1h15, 1h 15m, 1 hour and 15 minutes, 1:15, an hour and a quarter, 1.25 hours",
    90: "90, 1.5 hours, an hour and a half, one and a half hours, 1 hour 30 minutes, 1h30, 1:30, ninety",
    120: "2, 2 hours, two hours, a couple of hours, it took 2 hours!",
    300: "5 hours",
}


@pytest.mark.parametrize(
    ("said", "minutes"), [(said, n) for n, words in MINUTES.items() for said in words.split(", ")]
)
def test_a_length_is_understood(said: str, minutes: int) -> None:
    assert MEETING.parse(said, FACTS) == minutes


@pytest.mark.parametrize(
    "said",
    ["", "   ", "long", "0", "301", "6 hours", "60 or 70", "-60", "1:75", "17:00", "60€", "9" * 500, "🎉"],
)
def test_anything_else_is_refused_with_the_bounds(said: str) -> None:
    with pytest.raises(Rejected) as refused:
        MEETING.parse(said, FACTS)

    assert (refused.value.prompt, refused.value.values) == ("not_a_length", {"least": 5, "most": 300})


def test_a_stored_length_is_taken_whatever_the_bounds_are_today() -> None:
    assert MEETING.load(MEETING.dump(400), FACTS) == 400


@pytest.mark.parametrize("stored", [None, "60", True, 1.5])
def test_what_is_no_length_any_more_is_asked_again(stored: object) -> None:
    with pytest.raises(Rejected):
        MEETING.load(stored, FACTS)  # type: ignore[arg-type]
