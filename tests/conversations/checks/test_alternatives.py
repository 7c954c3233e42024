"""What suits somebody and what does not, taken apart."""

from __future__ import annotations

import pytest

from conversations.checks.alternatives import MOST, taken_apart, without_filler
from conversations.checks.hours import Hours


def said(text: str) -> list[str]:
    """Return what suits as "mondays 16-18", what does not with a "not", and bounds in brackets."""
    found = taken_apart(text)
    assert found is not None
    suit = [f"{piece.days}{_in_hours(piece.hours)}" for piece in found.suit]
    unfit = [f"not {piece.days}{_in_hours(piece.hours)}" for piece in found.unfit]
    return [*suit, *unfit, *([f"({_in_hours(found.bounds).strip()})"] if found.bounds != Hours() else [])]


def _in_hours(hours: Hours | None) -> str:
    return "" if hours is None else f" {hours.begins / 60:g}-{hours.ends / 60:g}"


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("mondays", ["mondays"]),
        ("mondays or tuesdays", ["mondays", "tuesdays"]),
        ("mon/tue & wed, thu and fri", ["mon", "tue", "wed", "thu", "fri"]),
        ("mondays or tuesdays after 4", ["mondays 16-24", "tuesdays 16-24"]),
        ("after 4 on monday or tuesday", ["monday 16-24", "tuesday 16-24"]),
        ("monday after 4 or tuesday", ["monday 16-24", "tuesday"]),
        ("thursday 4 or 5pm", ["thursday 16-16", "thursday 17-17"]),
        ("3 december 4 or 5pm", ["3 december 16-16", "3 december 17-17"]),
        ("december 3rd, 4/5pm", ["december 3rd 16-16", "december 3rd 17-17"]),
        ("3 or 4 december 5pm", ["3 december 17-17", "4 december 17-17"]),
        ("5pm or 6pm on thursday", ["on thursday 17-17", "on thursday 18-18"]),
        ("mon 16-18 and 19-20", ["mon 16-18", "mon 19-20"]),
        ("14/02 after 4", ["14/02 16-24"]),
        ("14 or 15 feb", ["14 feb", "15 feb"]),
        ("not mondays", ["not mondays"]),
        ("not mondays or tuesdays", ["not mondays", "not tuesdays"]),
        ("tuesdays but not after 6", ["tuesdays", "(0-18)"]),
        ("not before 5", ["(17-24)"]),
        ("no earlier than 5 and no later than 7", ["(17-19)"]),
        ("not in the morning", ["(12-24)"]),
        ("not between 4 and 5", ["not  16-17"]),
        ("any day but friday", ["any", "not friday"]),
        ("not monday but tuesday after 3", ["tuesday 15-24", "not monday"]),
        ("i cant do fridays", ["not fridays"]),
        ("mondays are no good", ["not mondays"]),
        ("tuesdays dont work", ["not tuesdays"]),
        ("not fri, sat after 10", ["sat 10-24", "not fri"]),
        ("not mondays, tuesdays", ["not mondays", "not tuesdays"]),
        ("6 or later", [" 18-24"]),
        ("5 or before", [" 0-17"]),
        ("between 4 and 6 on friday", ["on friday 16-18"]),
    ],
)
def test_alternatives(text: str, pieces: list[str]) -> None:
    assert said(text) == pieces


@pytest.mark.parametrize("text", ["", "hello", "yes please", "thanks!", ",,,", "or or"])
def test_words_that_say_nothing_of_when(text: str) -> None:
    assert taken_apart(text) is None


def test_more_than_can_be_meant_is_not_taken() -> None:
    assert taken_apart(" or ".join(["mon"] * MOST)) is not None
    assert taken_apart(" or ".join(["mon"] * (MOST + 1))) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("hi, i would like thursday after 4 please!", "hi, thursday after 4"),
        ("how about friday?", "friday"),
        ("after work works best for me", "after work for"),
        ("any time is fine.", "any"),
    ],
)
def test_filler_is_left_out(text: str, rest: str) -> None:
    assert without_filler(text) == rest
