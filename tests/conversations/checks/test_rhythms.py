"""A time that comes again each month, in people's words."""

from __future__ import annotations

import pytest

from conversations.check import Rejected
from conversations.checks.rhythms import rhythm
from conversations.reply import Json
from tests.conversations.checks.world import FACTS, refusal


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        *[(text, "1TU 17:00") for text in ("first tuesday 5pm", "1st Tue 17:00", "every first tuesday at 5")],
        *[(text, "1TU 17:00") for text in ("5pm on the first tuesday", "First Tuesday of the month, 17:00")],
        *[
            (text, "-1TH 16:30")
            for text in ("last thursday of the month at 16:30", "the last thurs, half four")
        ],
        *[
            (text, "2WE 16:00")
            for text in ("2nd wed of each month 4pm", "every second wednesday of the month at 4")
        ],
        ("the third friday monthly 5", "3FR 17:00"),
        ("4th sat 10am", "4SA 10:00"),
        ("the last sunday at noon", "-1SU 12:00"),
    ],
)
def test_rhythms(text: str, stored: str) -> None:
    value = rhythm.parse(text, FACTS)

    assert rhythm.dump(value) == stored
    assert rhythm.load(stored, FACTS) == value


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        *[(text, "not_a_rhythm") for text in ("", "hello", "tuesday 5pm", "first 5pm", "x" * 10_000, "🎉")],
        *[(text, "not_a_rhythm") for text in ("every second wednesday at 4", "every other tuesday 5pm")],
        *[
            (text, "not_a_rhythm")
            for text in ("first tuesday after 4", "last friday evening", "1st tue midnight")
        ],
        *[
            (text, "not_a_rhythm")
            for text in ("1st and 3rd tue 5pm", "first weekday 5pm", "first monday or tue 5")
        ],
        *[(text, "not_every_month") for text in ("fifth monday 5pm", "5th fri of the month 17:00")],
        *[(text, "date_without_time") for text in ("first tuesday", "last thursday of the month")],
    ],
)
def test_refusals(text: str, prompt: str) -> None:
    assert refusal(rhythm, text) == prompt


@pytest.mark.parametrize("stored", [None, 5, "", "5TU 17:00", "1TU", "1TU 25:00", "1XX 17:00", "1TU 17:00 "])
def test_what_is_none_is_asked_again(stored: Json) -> None:
    with pytest.raises(Rejected):
        rhythm.load(stored, FACTS)
