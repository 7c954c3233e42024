"""Escaping and splitting, checked with the playground's own reading of Telegram's HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.telegram.markup import CAPTION_LIMIT, MARKUP, TEXT_LIMIT, escape, length, split
from playground.html import parse_html

PROSE = st.text(st.sampled_from("ab& <>\n👋\u00e9;/"), max_size=9000)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_typed_is_shown_letter_by_letter(typed: str) -> None:
    text, entities = parse_html(f"<b>{escape(typed)}</b>")
    assert text == typed
    assert len(entities) <= 1


def test_quotes_cannot_leave_an_attribute() -> None:
    _, entities = parse_html(f'<a href="https://a.example/{escape(chr(34) + "><b>")}">x</a>')
    assert [entity["type"] for entity in entities] == ["text_link"]


LENGTHS = {
    "plain": ("Hello", 5),
    "tags are free": ('<b>Hi</b> <a href="https://a.example">x</a>', 4),
    "entities count once": ("a &lt; b &amp; c", 9),
    "emoji count twice": ("👋", 2),
    "half an emoji": ("\ud83d", 1),
    "no tag": ("a < b", 5),
}


@pytest.mark.parametrize(("text", "units"), LENGTHS.values(), ids=LENGTHS.keys())
def test_length(text: str, units: int) -> None:
    assert length(text) == units


@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("x" * CAPTION_LIMIT, True),
        ("x" * (CAPTION_LIMIT + 1), False),
        ("<b>" + "&lt;" * CAPTION_LIMIT + "</b>", True),
    ],
    ids=["as long as may be", "longer", "markup does not count"],
)
def test_a_text_goes_with_a_file_as_long_as_it_is_short(text: str, goes: bool) -> None:
    assert MARKUP.captions(text) == goes


LONG = "x" * 3000
SPLITS: dict[str, tuple[list[str], list[str]]] = {
    "nothing": ([], []),
    "empty parts": (["", "  \n"], []),
    "parts that fit": (["one", "two", "", "three"], ["one\n\ntwo\n\nthree"]),
    "parts that do not": ([LONG, LONG, "end"], [LONG, f"{LONG}\n\nend"]),
    "exactly the limit": (["x" * 4096], ["x" * 4096]),
    "between paragraphs first": (
        [f"{'a ' * 1000}\n\n{'b ' * 1000}\nc{'c ' * 1000}"],
        [("a " * 1000).strip(), f"{'b ' * 1000}\nc{('c ' * 1000).strip()}"],
    ),
    "then between lines": ([f"{'a ' * 1500}\n{'b ' * 1500}"], [("a " * 1500).strip(), ("b " * 1500).strip()]),
    "then between words": ([f"{'abcd ' * 1000}"], [("abcd " * 819).strip(), ("abcd " * 181).strip()]),
    "else anywhere": (["x" * 4097], ["x" * 4096, "x"]),
    "a word that ends with the limit": (["x" * 4096 + " y"], ["x" * 4096, "y"]),
    "no emoji in half": (["x" * 4095 + "👋"], ["x" * 4095, "👋"]),
    "no entity in half": (["x" * 4096 + "&lt;"], ["x" * 4096, "&lt;"]),
    "tags are closed and opened again": (
        [f"<b><i>{LONG}</i> {LONG}</b>"],
        [f"<b><i>{LONG}</i></b>", f"<b>{LONG}</b>"],
    ),
    "a link keeps its address": (
        [f'<a href="https://a.example">{"x" * 4096}y</a>'],
        [f'<a href="https://a.example">{"x" * 4096}</a>', '<a href="https://a.example">y</a>'],
    ),
}


@pytest.mark.parametrize(("parts", "texts"), SPLITS.values(), ids=SPLITS.keys())
def test_split(parts: list[str], texts: list[str]) -> None:
    assert split(parts) == texts


@given(st.lists(PROSE, max_size=4))
def test_every_text_fits_parses_and_nothing_visible_is_lost(typed: list[str]) -> None:
    shown = ""
    for text in split([f"<b>{escape(words)}</b>" for words in typed]):
        plain, _ = parse_html(text)
        assert 0 < len(plain.encode("utf-16-le")) // 2 <= TEXT_LIMIT
        shown += plain
    assert "".join(shown.split()) == "".join("".join(typed).split())


def test_the_description_for_a_renderer() -> None:
    assert MARKUP.bold == ("<b>", "</b>")
    assert MARKUP.text_limit == TEXT_LIMIT
    assert MARKUP.split([MARKUP.escape("<")]) == ["&lt;"]
