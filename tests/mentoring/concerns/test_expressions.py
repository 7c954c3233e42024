"""The small language of expressions: what it matches, what it refuses, and how much it can cost."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from mentoring.concerns.expressions import Anchors, BadExpressionError, Reader, pattern_of

SLOTS = {
    "home": "(mum|dad|{partner})",
    "partner": "(boyfriend|girlfriend)",
    "hits": "(hit|hits|went for)",
    "circle": "{ring}",
    "ring": "{circle}",
}


@pytest.fixture
def reader() -> Reader:
    return Reader(SLOTS)


def matches(reader: Reader, expression: str, text: str) -> bool:
    return re.search(" " + pattern_of(reader.read(expression)), f" . {text} . ") is not None


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        pytest.param("kill myself", "i will kill myself", id="words in order"),
        pytest.param("(kill|hang) myself", "hang myself", id="one of these"),
        pytest.param("(went for|hit) me", "he went for me", id="an option of two words"),
        pytest.param("hit my? dad", "hit dad", id="an optional word left out"),
        pytest.param("hit my? dad", "hit my dad", id="an optional word there"),
        pytest.param("hit (my|his)? dad", "hit his dad", id="an optional bracket"),
        pytest.param("{home} {hits} me", "my boyfriend went for me", id="a slot within a slot"),
        pytest.param("dad ... me", "dad me", id="a gap of none"),
        pytest.param("dad ... me", "dad did then hit me", id="a gap of three"),
        pytest.param("i give up .", "i give up", id="the end of the text"),
        pytest.param(". help", "help", id="the start of the text"),
        pytest.param("i give up .", "i give up . bye", id="the end of a sentence"),
        pytest.param("want  to\n    die", "want to die", id="wrapped in the file"),
    ],
)
def test_matches(reader: Reader, expression: str, text: str) -> None:
    assert matches(reader, expression, text)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        pytest.param("kill myself", "kill it myself", id="a word between"),
        pytest.param("hit me", "hit meat", id="the start of a word"),
        pytest.param("hit me", "whit me", id="the end of a word"),
        pytest.param("dad ... me", "dad did then really hit me", id="a gap of four"),
        pytest.param("dad ... me", "dad left . me too", id="a gap over two sentences"),
        pytest.param("i give up .", "i give up sugar", id="no end"),
    ],
)
def test_does_not_match(reader: Reader, expression: str, text: str) -> None:
    assert not matches(reader, expression, text)


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        pytest.param("", "nothing to match", id="nothing"),
        pytest.param("(a|)", "nothing to match", id="an empty option"),
        pytest.param("(hit|kick me", "not closed", id="a bracket left open"),
        pytest.param("hit) me", "unexpected", id="a bracket too many"),
        pytest.param("? me", "follows nothing", id="optional nothing"),
        pytest.param("{nobody} hits", "no slot", id="an unknown slot"),
        pytest.param("{ring}", "no slot", id="slots in a circle"),
        pytest.param("can't", "no meaning", id="a sign of no meaning"),
        pytest.param("Dad hits", "no meaning", id="a capital"),
    ],
)
def test_refuses(reader: Reader, expression: str, why: str) -> None:
    with pytest.raises(BadExpressionError, match=why):
        reader.read(expression)


def test_longest_counts_words(reader: Reader) -> None:
    assert reader.read("{home}? ... (went for|hit) me .").longest == 1 + 3 + 2 + 1 + 1


def test_words_are_those_of_the_slots_too(reader: Reader) -> None:
    assert reader.words("{partner} ... hits me?") == {"boyfriend", "girlfriend", "hits", "me"}


def test_the_rarest_words_come_first(reader: Reader) -> None:
    uses = Counter({"i": 90, "he": 80, "strangled": 1, "choked": 2, "me": 70})
    tree = reader.read("(i|he) ... (strangled|choked) me")

    assert Anchors(uses).of(tree) == tuple(map(frozenset, ({"strangled", "choked"}, {"me"}, {"i", "he"})))


def test_what_is_optional_is_no_anchor(reader: Reader) -> None:
    tree = reader.read("my? (dad|mum)? ... hit?")

    assert Anchors(Counter()).of(tree) == ()
