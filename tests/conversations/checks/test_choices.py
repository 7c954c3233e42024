"""One or several of what was offered, however it is said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.check import Rejected
from conversations.checks import one_of, several_of
from conversations.checks.words import folded, tidy
from conversations.reply import Choice, Json
from tests.conversations.checks.world import FACTS, TOPICS, refusal

COLOURS = [Choice(value, label=f"colour.{value}") for value in ("red", "dark_red", "green", "grey")]
NAMED = replace(
    FACTS,
    labels={
        "colour.red": "Red!",
        "colour.dark_red": "Dark Red",
        "colour.green": "Green 🌿",
        "colour.grey": "Grey",
    },
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("dark_red", "dark_red", id="value"),
        pytest.param("Dark Red", "dark_red", id="label"),
        pytest.param("  dark\nRED.. ", "dark_red", id="case and punctuation"),
        pytest.param("red", "red", id="exact before beginning"),
        pytest.param("green", "green", id="without the emoji"),
        pytest.param("2", "dark_red", id="number"),
        pytest.param("option 4", "grey", id="option"),
        pytest.param("No. 4", "grey", id="no."),
        pytest.param("three", "green", id="number in words"),
        pytest.param("3️⃣", "green", id="keycap"),
        pytest.param("d", "dark_red", id="beginning"),
        pytest.param("gree", "green", id="longer beginning"),
        pytest.param("dakr red", "dark_red", id="typing slip"),
        pytest.param("geen", "green", id="letter lost"),
    ],
)
def test_one_of(text: str, value: str) -> None:
    assert one_of(COLOURS).parse(text, NAMED) == value


@pytest.mark.parametrize(
    "text",
    ["", "g", "gr", "blue", "0", "5", "99999999", "1 2", "👍", "red green", "x" * 10_000],
    ids=lambda text: repr(text[:20]),
)
def test_none_or_two_of_them(text: str) -> None:
    assert refusal(one_of(COLOURS), text, NAMED) == "not_a_choice"


def test_the_refusal_names_nothing() -> None:
    with pytest.raises(Rejected) as refused:
        one_of(COLOURS).parse("blue", NAMED)

    assert refused.value.values == {}


def test_a_label_that_is_a_number_comes_before_the_number() -> None:
    assert one_of([Choice("a", words="2"), Choice("b", words="1")]).parse("2", FACTS) == "a"


def test_two_buttons_that_read_alike_are_not_told_apart_by_guessing() -> None:
    assert refusal(one_of([Choice("a", words="Ann"), Choice("b", words="ANN")]), "ann") == "not_a_choice"


def test_a_label_made_of_signs_is_found() -> None:
    assert one_of([Choice("up", words="👍"), Choice("down", words="👎")]).parse("👎", FACTS) == "down"


LABELS = st.lists(
    st.text(min_size=1, max_size=30).filter(tidy),
    min_size=1,
    max_size=8,
    unique_by=lambda label: folded(label) or label,
).filter(lambda labels: len({tidy(label).casefold() for label in labels}) == len(labels))


@settings(deadline=None)
@given(LABELS, st.data())
def test_a_typed_label_is_always_found(labels: list[str], data: st.DataObject) -> None:
    choices = [Choice(f"value_{number}", words=label) for number, label in enumerate(labels)]
    picked = data.draw(st.sampled_from(choices))

    assert one_of(choices).parse(picked.words, FACTS) == picked.value


@pytest.mark.parametrize("stored", [None, "blue", 2, ["red"]], ids=repr)
def test_only_a_value_on_offer_is_loaded(stored: Json) -> None:
    with pytest.raises(Rejected):
        one_of(COLOURS).load(stored, NAMED)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("1, 3", ("sport", "cvs"), id="numbers"),
        pytest.param("3 1", ("sport", "cvs"), id="numbers with a space, in the offered order"),
        pytest.param("exams\nsport", ("sport", "exams"), id="lines and beginnings"),
        pytest.param("Sport, music, exams", ("sport", "exams"), id="a comma inside a label"),
        pytest.param("Interviews and CVs and exams", ("interviews", "exams"), id="an and inside a label"),
        pytest.param("interviews & cvs", ("interviews",), id="and written as a sign"),
        pytest.param("exmas; cvs", ("cvs", "exams"), id="typing slip"),
        pytest.param("cvs,cvs, 3", ("cvs",), id="said twice"),
        pytest.param("sport\ncvs", ("sport", "cvs"), id="values as they are pressed"),
        pytest.param("4,", ("exams",), id="comma at the end"),
    ],
)
def test_several_of(text: str, values: tuple[str, ...]) -> None:
    assert several_of(TOPICS, 1, 4).parse(text, FACTS) == values


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("blue", "not_a_choice"),
        ("sport, blue", "not_a_choice"),
        ("5", "not_a_choice"),
        ("1," * 31, "not_a_choice"),
        ("a, " * 4_000, "not_a_choice"),
        ("x" * 10_000, "not_a_choice"),
        ("", "too_few_choices"),
        ("none", "too_few_choices"),
        ("1", "too_few_choices"),
        ("1 2 3 4", "too_many_choices"),
    ],
    ids=lambda text: repr(text[:20]),
)
def test_several_refused(text: str, prompt: str) -> None:
    assert refusal(several_of(TOPICS, 2, 3), text) == prompt


def test_how_many_is_told() -> None:
    with pytest.raises(Rejected) as few:
        several_of(TOPICS, 2, 3).parse("1", FACTS)
    with pytest.raises(Rejected) as many:
        several_of(TOPICS, 1, 2).parse("1 2 3", FACTS)

    assert (few.value.values, many.value.values) == ({"least": 2}, {"most": 2})


@pytest.mark.parametrize("text", ["", "none", "None of these", ", ,"], ids=repr)
def test_none_where_none_may_be(text: str) -> None:
    assert several_of(TOPICS, 0, 4).parse(text, FACTS) == ()


def test_none_is_a_choice_where_it_is_offered() -> None:
    assert several_of([*TOPICS, Choice("nothing", words="None")], 0, 4).parse("none", FACTS) == ("nothing",)


def test_buttons_are_picked_one_after_another() -> None:
    check = several_of(TOPICS, 1, 3)

    assert (check.several, check.least, check.most, check.choices) == (True, 1, 3, TOPICS)


def test_what_is_no_longer_offered_is_dropped_from_a_stored_answer() -> None:
    assert several_of(TOPICS, 1, 4).load(["exams", "gone", "sport"], FACTS) == ("sport", "exams")


@pytest.mark.parametrize("stored", [None, "sport", ["gone"], [], [1]], ids=repr)
def test_a_stored_answer_with_nothing_left(stored: Json) -> None:
    with pytest.raises(Rejected):
        several_of(TOPICS, 1, 4).load(stored, FACTS)
    assert stored is None or isinstance(stored, str) or several_of(TOPICS, 0, 4).load(stored, FACTS) == ()
