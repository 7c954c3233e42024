"""A picture of before and after: for each outcome two bars, drawn to be read on a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.rendering import Speech
from conversations.reply import Json
from handlers.rendered import PNG, File

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 7.2
"""Inches; with DOTS an inch 1080 pixels, as wide as a phone shows without scaling."""

DOTS = 150

ROW = 1.15
"""Inches of one outcome: its name and two bars."""

AROUND = 2.15
"""Inches above and below the outcomes: the title, what the colours mean, and how many people."""

BAR = 0.30
"""Of a row, how thick a bar is."""

START_COLOUR, LATER_COLOUR = "#6b7784", "#0a5796"
"""Grey and blue, which can be told apart by lightness alone; white words on each stand out by 4.5 to 1."""

TRACK_COLOUR, WORDS_COLOUR, QUIET_COLOUR = "#eef1f4", "#17212b", "#4a5764"

LONGEST_TITLE = 44
"""Characters of a programme's name that fit on one line; from LONG_TITLE on in smaller letters."""

LONG_TITLE = 30

LEAST_INSIDE = 14
"""Of a hundred, how long a bar is that has room for its number."""

_one_at_a_time = Lock()
"""Drawing shares its fonts, and a picture is not so urgent that two must be drawn at once."""


@dataclass(frozen=True, slots=True)
class Bars:
    """One outcome: its name, and how many of a hundred agreed at the start and later, of ``people``."""

    name: str
    before: int
    after: int
    people: int


def chart_file(values: Mapping[str, Json], speech: Speech) -> File:
    """Return the picture of a programme's impact, with its numbers in words; takes up to a second.

    ``values`` are those of ``mentoring.impact.chart_of``. Raises KeyError where one is missing.
    """
    programme = str(values["programme"])
    bars = [_bars(row, speech) for row in _rows(values)]
    with _one_at_a_time:
        data = drawn(programme, bars, speech)
    described = speech.prompt("impact_picture", programme=programme, rows=values["rows"])
    return File("impact.png", PNG, data, " ".join(described.split()))


def _rows(values: Mapping[str, Json]) -> Sequence[Mapping[str, Any]]:
    rows = values["rows"]
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _bars(row: Mapping[str, Any], speech: Speech) -> Bars:
    return Bars(speech.label(f"outcome.{row['outcome']}"), row["before"], row["after"], row["people"])


def drawn(programme: str, bars: Sequence[Bars], speech: Speech) -> bytes:
    """Return the PNG."""
    # Loading it takes longer than everything else that a start does, and most processes never draw.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    rows = max(len(bars), 1)
    height = AROUND + ROW * rows
    figure = Figure(figsize=(WIDTH, height), dpi=DOTS, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.06, 0.62 / height, 0.88, 1 - AROUND / height))
    axes.set(xlim=(0, 100), ylim=(rows, 0))
    axes.axis("off")
    for place, one in enumerate(bars):
        _draw(axes, place, one, speech)
    _around(figure, height, programme, bars, speech)
    made = BytesIO()
    figure.savefig(made, format="png", metadata={"Software": None})
    return made.getvalue()


def _draw(axes: Axes, place: int, one: Bars, speech: Speech) -> None:
    """Draw one outcome at its place from the top."""
    percent = speech.label("chart.percent")
    axes.text(0, place + 0.24, one.name, fontsize=17, fontweight="bold", color=WORDS_COLOUR, va="bottom")
    shares = ((one.before, START_COLOUR), (one.after, LATER_COLOUR))
    for offset, (share, colour) in enumerate(shares):
        at = place + 0.42 + offset * (BAR + 0.03)
        axes.barh(at, 100, height=BAR, color=TRACK_COLOUR)
        axes.barh(at, share, height=BAR, color=colour)
        inside = share >= LEAST_INSIDE
        axes.text(
            share + (-1.2 if inside else 1.2),
            at + 0.01,
            f"{share}{percent}",
            ha="right" if inside else "left",
            va="center",
            fontsize=16,
            fontweight="bold",
            color="white" if inside else WORDS_COLOUR,
        )


def _around(figure: Any, height: float, programme: str, bars: Sequence[Bars], speech: Speech) -> None:
    """Write the title, what the colours mean, and how many people it is about."""

    def at(inches: float) -> float:
        return 1 - inches / height

    name = _drawable(programme)
    size = 21 if len(name) <= LONG_TITLE else 16
    # What people typed is never taken for a formula.
    given: dict[str, Any] = {"parse_math": False, "va": "baseline"}
    figure.text(0.06, at(0.55), name, fontsize=size, fontweight="bold", color=WORDS_COLOUR, **given)
    figure.text(0.06, at(0.90), speech.label("chart.title"), fontsize=15, color=QUIET_COLOUR, **given)
    for left, colour, label in ((0.06, START_COLOUR, "start"), (0.38, LATER_COLOUR, "later")):
        figure.text(left, at(1.28), "■", fontsize=17, color=colour, **given)
        words = speech.label(f"chart.{label}")
        figure.text(left + 0.035, at(1.28), words, fontsize=15, color=WORDS_COLOUR, **given)
    words = f"{_span({one.people for one in bars})} {speech.label('chart.people')}"
    figure.text(0.06, 0.25 / height, words, fontsize=14, color=QUIET_COLOUR, **given)


def _drawable(name: str) -> str:
    """Return a name without the letters that the font lacks, cut where it is too long."""
    from matplotlib import font_manager  # noqa: PLC0415

    known = font_manager.get_font(font_manager.findfont("DejaVu Sans")).get_charmap()
    shown = " ".join("".join(letter for letter in name if ord(letter) in known).split())
    return shown if len(shown) <= LONGEST_TITLE else f"{shown[: LONGEST_TITLE - 1].rstrip()}…"


def _span(counts: set[int]) -> str:
    """Return "34", or "33–34" where outcomes are about different numbers of people."""
    return "–".join(f"{count:,}" for count in sorted({min(counts, default=0), max(counts, default=0)}))
