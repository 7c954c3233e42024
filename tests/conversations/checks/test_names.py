"""A name is what somebody says it is, in their own case and script, unless it is plainly no name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.check import Rejected
from conversations.checks import first_name
from conversations.reply import Json
from tests.conversations.checks.world import FACTS, refusal


@pytest.mark.parametrize(
    "name",
    [
        *("Sam", "sam", "SAM", "McKenzie", "Zoë", "Anne-Marie", "O'Neil", "D’Arcy", "Mary Jane", "Siân"),
        *(
            "李",
            "محمد",
            "Νίκη",
            "Олена",
            "प्रिया",
            "ジョン・ポール",
            "Gal·la",
            "J.R.",
            "J. R.",
            "St. John",
            "R2",
            "Hì",
        ),
        *("Abdul Rahman Al Amin", "Will", "May", "Will-i-am", "x" * 40),
    ],
)
def test_names_stay_as_they_are_typed(name: str) -> None:
    assert first_name.parse(name, FACTS) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("  Ann \n", "Ann", id="spaces around"),
        pytest.param("Mary \t Jane", "Mary Jane", id="spaces inside"),
        pytest.param("Sam!", "Sam", id="exclamation"),
        pytest.param("Sam.", "Sam", id="full stop"),
        pytest.param("S\u200bam\u202e", "Sam", id="unseen characters"),
        pytest.param("\u2066Sam\u2069", "Sam", id="isolated text"),
        pytest.param("Zoe\u0308", "Zoë", id="one letter in two characters"),
    ],
)
def test_only_what_is_around_or_unseen_goes(text: str, name: str) -> None:
    assert first_name.parse(text, FACTS) == name


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "\u200b", "123", "007", "-", "'", "...", "👍", "Sam 😊"),
        *(
            "@sam",
            "Sam@home",
            "#sam",
            "http://x.y",
            "www.example.org",
            "example.org",
            "t.me/sam",
            "t.me",
            "x.co.uk",
            "a/b",
        ),
        *("my name is Sam", "I'm Sam", "call me Sam", "hello", "Hi there", "what do you mean", "why?"),
        *("one two three four five", "<b>Sam</b>", "**Sam**", "Sam_x", "Sam & Ann", "{{ name }}"),
        "\u0301\u0301",
    ],
    ids=repr,
)
def test_what_is_no_name(text: str) -> None:
    assert refusal(first_name, text) == "not_a_name"


def test_a_name_of_forty_one_letters_is_told_the_limit() -> None:
    with pytest.raises(Rejected) as refused:
        first_name.parse("x" * 41, FACTS)

    assert (refused.value.prompt, refused.value.values) == ("name_too_long", {"limit": 40})


@settings(deadline=None)
@given(st.text(alphabet=st.characters(categories=["Ll", "Lu"]), min_size=2, max_size=20))
def test_letters_of_any_script_are_a_name_in_their_own_case(name: str) -> None:
    try:
        parsed = first_name.parse(name, FACTS)
    except Rejected:
        assert name.casefold() in ("hello", "hi", "hey", "hiya", "yo", "skip", "help", "stop", "cancel")
    else:
        assert parsed.casefold() == first_name.parse(parsed, FACTS).casefold()
        assert first_name.parse(parsed, FACTS) == parsed


@pytest.mark.parametrize("stored", [None, 5, ""], ids=repr)
def test_what_is_no_stored_name(stored: Json) -> None:
    with pytest.raises(Rejected):
        first_name.load(stored, FACTS)
