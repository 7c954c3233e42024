"""The picture of before and after: it opens, it holds its numbers, and words of people do it no harm."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from matplotlib import image

import prompts
from bot.delivery.charts import (
    DOTS,
    LATER_COLOUR,
    LONGEST_TITLE,
    START_COLOUR,
    WIDTH,
    _drawable,
    chart_file,
)
from bot.rendering import Renderer, Speech, Words
from conversations.reply import Json
from handlers.rendered import PNG

WORDS = Words.load(Path(prompts.__file__).parent)
SPEECH = Speech(WORDS, Renderer(WORDS), "en")

TYPICAL = [
    ("knowledge", 34, 71, 34),
    ("networks", 22, 58, 34),
    ("skills", 41, 66, 33),
    ("confidence", 29, 70, 34),
]
EXTREME = [("knowledge", 0, 100, 5), ("networks", 100, 0, 123_456), ("skills", 1, 13, 50)]
Rows = Sequence[tuple[str, int, int, int]]


def values(rows: Rows, programme: str = "One hour a month") -> dict[str, Json]:
    """Return what a picture of these rows is drawn from."""
    shown: list[Json] = [
        {"outcome": outcome, "before": before, "after": after, "people": people}
        for outcome, before, after, people in rows
    ]
    return {"programme": programme, "rows": shown}


def pixels(data: bytes) -> Any:
    """Return the picture's colours as (row, column, red-green-blue), 0 to 255."""
    return (image.imread(BytesIO(data), format="png")[:, :, :3] * 255).round().astype(int)


def share_of(data: bytes, colour: str) -> float:
    """Return which part of the picture has a colour."""
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return float((pixels(data) == wanted).all(axis=2).mean())


@pytest.mark.parametrize(
    "rows", [TYPICAL, EXTREME, TYPICAL[:1], []], ids=["typical", "extreme", "one", "none"]
)
def test_the_picture_opens_and_is_as_wide_as_a_phone(rows: Rows) -> None:
    file = chart_file(values(rows), SPEECH)

    height, width, _ = pixels(file.data).shape
    assert (file.name, file.media_type, file.is_picture) == ("impact.png", PNG, True)
    assert width == round(WIDTH * DOTS)
    assert 0.2 * width < height < 1.5 * width
    assert 5_000 < len(file.data) < 200_000


def test_each_bar_is_as_long_as_its_number() -> None:
    one = [
        share_of(chart_file(values([("skills", 20, 80, 9)]), SPEECH).data, c)
        for c in (START_COLOUR, LATER_COLOUR)
    ]
    more = [
        share_of(chart_file(values([("skills", 60, 40, 9)]), SPEECH).data, c)
        for c in (START_COLOUR, LATER_COLOUR)
    ]

    assert more[0] > 2 * one[0] > 0
    assert one[1] > 1.5 * more[1] > 0


def test_what_it_shows_is_told_in_words_too() -> None:
    described = chart_file(values(TYPICAL), SPEECH).described

    assert described.startswith("One hour a month: young people who agree")
    assert "Confidence: 29%, then 70%, of 34 people." in described
    assert "\n" not in described


@pytest.mark.parametrize("name", ["$x^2$ $", "🎉 नमस्ते", "<b>{{ 7*7 }}</b>", "x" * 300, "", "a\nb"], ids=ascii)
def test_words_of_people_do_it_no_harm(name: str) -> None:
    assert chart_file(values(TYPICAL, name), SPEECH).data
    assert len(_drawable(name)) <= LONGEST_TITLE


def test_letters_that_the_font_lacks_are_left_out() -> None:
    assert _drawable("Oak 🎉 School नमस्ते Żółw") == "Oak School Żółw"


@pytest.mark.parametrize("colour", [START_COLOUR, LATER_COLOUR])
def test_white_numbers_stand_out_on_each_bar(colour: str) -> None:
    assert contrast(colour, "#ffffff") >= 4.5


def test_the_two_bars_differ_in_lightness() -> None:
    assert contrast(START_COLOUR, LATER_COLOUR) >= 1.5


def contrast(one: str, other: str) -> float:
    """Return how much two colours stand out from each other, from 1 to 21, as WCAG 2 has it."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2 has it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
