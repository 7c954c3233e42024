"""What every check must do with whatever is typed: a value that can be stored, or a refusal in words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from conversations import checks
from conversations.check import Check, Rejected
from conversations.checks.lengths import length
from conversations.checks.lists import lines
from tests.conversations.checks.world import FACTS, LABELS, PROMPTS, TOPICS

CHECKS: Mapping[str, Check[Any]] = {
    "first_name": checks.first_name,
    "date_of_birth": checks.date_of_birth,
    "age": checks.age,
    "yes_no": checks.yes_no,
    "region": checks.region,
    "time_of_day": checks.time_of_day,
    "date_and_time": checks.date_and_time,
    "short_text": checks.short_text(40),
    "free_text": checks.free_text(),
    "contact": checks.contact("jo@example.org"),
    "whole_number": checks.whole_number(1, 1000),
    "length": length(5, 300),
    "lines": lines(8, 200),
    "one_of": checks.one_of(TOPICS),
    "several_of": checks.several_of(TOPICS, 1, 2),
    "none_of": checks.several_of(TOPICS, 0, 4),
}

WORDS = re.split(
    r"\s+",
    """next this in a the on at after half past quarter to 1 3rd 5 12 17:30 5pm 2009 tuesday friday week
    tomorrow days hours may feb 29 31 april noon midnight tonight morning 03/05 2026-12-01 sport, and cvs
    exams none yes no sixteen twenty one london north newcastle leeds sam 👍 é . - / @ : ' 9999 years ago""",
)
PHRASES = st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)
TEXTS = st.one_of(st.text(), PHRASES, st.text(alphabet="0123456789:./- apm", max_size=20))

TEMPLATES = Environment(loader=FileSystemLoader(PROMPTS), undefined=StrictUndefined, autoescape=False)  # noqa: S701
SOURCES = sorted(Path(checks.__file__).parent.glob("*.py"))
NAMES = re.compile(r'"((?:not|date|time|too|name|contact)_[a-z_]+)"')
FOUND = {name for source in SOURCES for name in NAMES.findall(source.read_text("utf-8"))}
RAISED = sorted(FOUND - {*checks.__all__})


def render(refused: Rejected) -> str:
    return TEMPLATES.get_template(f"{refused.prompt}.j2").render(dict(refused.values))


def stored_and_back(check: Check[Any], value: Any) -> Any:
    stored = json.dumps(check.dump(value), ensure_ascii=False).encode("utf-8")
    return check.load(json.loads(stored), FACTS)


@pytest.mark.parametrize("name", CHECKS)
@settings(deadline=None)
@given(text=TEXTS)
@example(text="")
@example(text="x" * 10_001)
@example(text="9" * 10_001)
@example(text=" 1," * 4_000)
@example(text="\ud800\x00\u202e")
@example(text="in 9999 years at 5pm")
@example(text="31 dec 9999 midnight")
@example(text="1/0 5pm")
@example(text="sport" + " " * 10_000 + "exams")
def test_any_text_is_a_value_that_can_be_stored_or_a_refusal_with_words(name: str, text: str) -> None:
    check = CHECKS[name]
    try:
        value = check.parse(text, FACTS)
    except Rejected as refused:
        assert 20 < len(render(refused)) < 200
    else:
        assert stored_and_back(check, value) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *[("first_name", "Zoë"), ("date_of_birth", "29 Feb 2008"), ("age", "16"), ("yes_no", "no")],
        *[("region", "Leeds"), ("time_of_day", "half four"), ("date_and_time", "next tuesday 5pm")],
        *[("free_text", "two\nlines 👩‍👧"), ("one_of", "cvs"), ("several_of", "1 3"), ("none_of", "none")],
    ],
)
def test_an_answer_is_stored_and_comes_back(name: str, text: str) -> None:
    value = CHECKS[name].parse(text, FACTS)

    assert stored_and_back(CHECKS[name], value) == value


@pytest.mark.parametrize("name", CHECKS)
def test_a_pressed_button_is_taken(name: str) -> None:
    check = CHECKS[name]
    for choice in check.choices:
        value = check.parse(choice.value, FACTS)
        assert value in (choice.value, (choice.value,), choice.value == "yes")


@pytest.mark.parametrize("name", CHECKS)
def test_every_label_has_its_words(name: str) -> None:
    assert all(choice.words or choice.label in LABELS for choice in CHECKS[name].choices)


@pytest.mark.parametrize("prompt", RAISED)
def test_every_refusal_is_two_short_sentences(prompt: str) -> None:
    words = (PROMPTS / f"{prompt}.j2").read_text("utf-8")
    sentences = re.findall(r"[^.!?]+[.!?](?:\*\*)?(?=\s|$)", words)

    assert len(sentences) == 2
    assert all(len(sentence.split()) <= 22 for sentence in sentences)
    assert not re.search(r"[<>&]", words)
    assert words.count("**") % 2 == 0


def test_the_refusals_are_known() -> None:
    assert len(RAISED) > 20


def test_public_names_are_what_they_say() -> None:
    assert sorted(checks.__all__) == checks.__all__
    assert all(hasattr(checks, name) for name in checks.__all__)
