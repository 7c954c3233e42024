"""How what people type becomes plain words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.concerns.normalise import Normaliser, Spelling, one_letter_wrong

SPELLING = Spelling(
    variants={
        "do not": ["dont", "don't"],
        "i am": ["im", "i'm"],
        "kill myself": ["kms"],
        "you": ["u"],
        "knife": ["nife"],
        "friend": ["mate"],
    },
    fillers=["really", "literally"],
    mended=["suicidal"],
    emoji={"🔪": "knife"},
)
VOCABULARY = ["kill", "myself", "want", "to", "die", "i", "am", "hit", "me", "shoot", "suicidal", "school"]


@pytest.fixture(scope="module")
def normaliser() -> Normaliser:
    return Normaliser(SPELLING, VOCABULARY)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("I WANT to Die", "i want to die", id="capitals"),
        pytest.param("I don't", "i do not", id="an apostrophe"),
        pytest.param("I don’t", "i do not", id="a curly apostrophe"),
        pytest.param("dont", "do not", id="no apostrophe"),
        pytest.param("kms", "kill myself", id="an abbreviation"),
        pytest.param("i really literally want", "i want", id="fillers"),
        pytest.param("k1ll", "kill", id="a figure for a letter"),
        pytest.param("5h00t", "shoot", id="several figures"),
        pytest.param("k!ll", "kill", id="a sign for a letter"),
        pytest.param("k*ll", "kill", id="a star for a vowel"),
        pytest.param("diiiiie", "die", id="stretched"),
        pytest.param("killlll", "kill", id="stretched, of a double letter"),
        pytest.param("k i l l", "kill", id="spaced"),
        pytest.param("k.i.l.l", "kill", id="dotted"),
        pytest.param("k m s", "kill myself", id="a spaced abbreviation"),
        pytest.param("i w a n t t o d i e", "i want to die", id="a spaced sentence"),
        pytest.param("x y z", "x y z", id="spaced letters of no word"),
        pytest.param("kíll", "kill", id="an accent"),
        pytest.param("ｋｉｌｌ", "kill", id="wide letters"),
        pytest.param("k\u200bill", "kill", id="an invisible sign"),
        pytest.param("suicdal", "suicidal", id="a letter missing"),
        pytest.param("suiicidal", "suicidal", id="a letter doubled"),
        pytest.param("sucidial", "sucidial", id="two slips are too many"),
        pytest.param("🔪", "knife", id="an emoji that speaks"),
        pytest.param("my dad's mate", "my dad friend", id="whose"),
        pytest.param("die. i am", "die . i am", id="two sentences"),
        pytest.param("die!!! i am??", "die . i am .", id="many signs"),
        pytest.param("die\ni am", "die . i am", id="two lines"),
        pytest.param("die, i am", "die i am", id="a comma is no end"),
        pytest.param("ABCD-1234", "abcd 1234", id="a code"),
        pytest.param("", "", id="nothing"),
        pytest.param("👍", "", id="an emoji that says nothing"),
    ],
)
def test_words(normaliser: Normaliser, text: str, words: str) -> None:
    assert " ".join(normaliser.words(text)) == words


@given(st.text(max_size=300))
def test_every_word_is_plain(text: str) -> None:
    words = Normaliser(SPELLING, VOCABULARY).words(text)

    assert all(word == "." or (word.isascii() and word.isalnum() and word == word.lower()) for word in words)


@given(st.text(max_size=300))
def test_words_are_never_more_than_the_signs_allow(text: str) -> None:
    longest = max(len(plain.split()) for plain in SPELLING.variants)

    assert len(Normaliser(SPELLING, VOCABULARY).words(text)) <= longest * max(1, 4 * len(text))


def test_one_letter_wrong_keeps_the_first_letter_and_never_the_word() -> None:
    slips = one_letter_wrong("naming")

    assert {"namin", "naaming", "nmaing", "nabing"} <= slips
    assert "naming" not in slips
    assert {slip[0] for slip in slips} == {"n"}


def test_a_short_word_is_never_mended() -> None:
    with pytest.raises(ValueError, match="too short"):
        one_letter_wrong("die")


def test_a_known_word_is_no_slip_of_another() -> None:
    spelling = Spelling(variants={}, fillers=[], mended=["homeless"], emoji={})

    assert Normaliser(spelling, ["hopeless"]).words("hopeless homelass") == ["hopeless", "homeless"]
