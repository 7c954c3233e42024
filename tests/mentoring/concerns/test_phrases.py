"""Recall and false alarms on the phrases: one half to write patterns from, one half only to measure.

No test shows a phrase of the half that measures: whoever has seen one would write a pattern for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from mentoring.concerns.finder import find_concern
from mentoring.concerns.rules import SOUGHT

PHRASES = Path(__file__).parent / "phrases"

# What a plain list would hold, for comparison.
KEYWORDS = {
    "suicide",
    "suicidal",
    "kill",
    "die",
    "dead",
    "overdose",
    "cut",
    "self-harm",
    "hurt",
    "abuse",
    "abused",
    "hit",
    "beat",
    "rape",
    "raped",
    "knife",
    "gun",
    "stab",
    "gang",
    "drugs",
    "bully",
    "bullied",
    "bullying",
    "starving",
    "sick",
    "hungry",
    "homeless",
    "scared",
    "threatened",
    "nudes",
}

Find = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of 1: concerns found, harmless phrases that alarm, concerns found with the right category."""

    recall: float
    false_alarms: float
    category: float


def phrases(kind: str, half: str) -> list[tuple[str, str]]:
    """The phrases with what is said of each: a category, or where a harmless one comes from."""
    lines = (PHRASES / f"{kind}.{half}.txt").read_text("utf-8").splitlines()
    pairs = [line.split(" | ", 1) for line in lines if line]
    return [(label, phrase) for label, phrase in pairs]


def figures(find: Find, half: str) -> Figures:
    concerns = [(label, find(phrase)) for label, phrase in phrases("concern", half)]
    found = [(label, category) for label, category in concerns if category is not None]
    alarms = [find(phrase) for _, phrase in phrases("harmless", half)]
    return Figures(
        recall=len(found) / len(concerns),
        false_alarms=sum(alarm is not None for alarm in alarms) / len(alarms),
        category=sum(label == category for label, category in found) / max(1, len(found)),
    )


def by_patterns(text: str) -> str | None:
    concern = find_concern(text)
    return None if concern is None else str(concern.category)


def by_keywords(text: str) -> str | None:
    return None if KEYWORDS.isdisjoint(text.lower().split()) else "a keyword"


def report(capsys: pytest.CaptureFixture[str], name: str, measured: Figures) -> None:
    shares = f"recall {measured.recall:.1%}, false alarms {measured.false_alarms:.1%}"
    if measured.category:
        shares += f", right category {measured.category:.1%}"
    with capsys.disabled():
        print(f"\n{name}: {shares}")  # noqa: T201 - the figures are what this test is for


def test_there_are_enough_phrases() -> None:
    assert sum(len(phrases("concern", half)) for half in ("write", "measure")) >= 300
    assert sum(len(phrases("harmless", half)) for half in ("write", "measure")) >= 500


def test_no_phrase_is_in_both_halves() -> None:
    for kind in ("concern", "harmless"):
        shared = {phrase for _, phrase in phrases(kind, "write")} & {
            phrase for _, phrase in phrases(kind, "measure")
        }
        assert len(shared) == 0


def test_every_category_is_in_each_half() -> None:
    for half in ("write", "measure"):
        assert {label for label, _ in phrases("concern", half)} == set(map(str, SOUGHT))


def test_the_half_that_patterns_are_written_from(capsys: pytest.CaptureFixture[str]) -> None:
    measured = figures(by_patterns, "write")
    report(capsys, "patterns, the half to write from", measured)

    assert measured.recall >= 0.97
    assert measured.false_alarms <= 0.01
    assert measured.category >= 0.93


def test_the_half_that_only_measures(capsys: pytest.CaptureFixture[str]) -> None:
    measured = figures(by_patterns, "measure")
    report(capsys, "patterns, the half that measures", measured)

    assert measured.recall >= 0.80
    assert measured.false_alarms <= 0.05
    assert measured.category >= 0.93


def test_a_plain_list_of_keywords_does_worse(capsys: pytest.CaptureFixture[str]) -> None:
    plain = figures(by_keywords, "measure")
    measured = figures(by_patterns, "measure")
    report(capsys, "a keyword list, the half that measures", plain)

    assert plain.recall < measured.recall / 2
    assert plain.false_alarms > measured.false_alarms * 2
