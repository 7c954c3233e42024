from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.html import parse_html
from playground.render import safe_html
from playground.text import Json, with_found

LINK = '<a href="https://example.org/" target="_blank" rel="noopener noreferrer">'
RENDERED = {
    "escaped": ('&lt;script&gt; &amp; "x"', "&lt;script&gt; &amp; &quot;x&quot;"),
    "nested": ("<i>a<b>b</b></i>c", "<i>a<b>b</b></i>c"),
    "emoji before": ("👋<b>x</b>", "👋<b>x</b>"),
    "spoiler": ("<tg-spoiler>x</tg-spoiler>", '<span class="tg-spoiler">x</span>'),
    "link": ('<a href="https://example.org">x</a>', f"{LINK}x</a>"),
    "found link": ("https://example.org/", f"{LINK}https://example.org/</a>"),
    "command": ("/help", '<span class="bot_command">/help</span>'),
    "line ends stay": ("a\nb", "a\nb"),
}


@pytest.mark.parametrize(("source", "html"), RENDERED.values(), ids=RENDERED)
def test_entities_become_known_tags_only(source: str, html: str) -> None:
    text, entities = parse_html(source)
    assert safe_html(text, with_found(text, entities)) == html


def test_crossing_entities_never_make_crossing_tags() -> None:
    bold: Json = {"type": "bold", "offset": 0, "length": 2}
    italic: Json = {"type": "italic", "offset": 1, "length": 2}
    assert safe_html("abc", [bold, italic]) == "<b>a<i>b</i></b><i>c</i>"


@pytest.mark.parametrize("url", ["javascript:alert(1)", 'data:text/html,"x"'])
def test_a_dangerous_link_is_not_one(url: str) -> None:
    assert "href" not in safe_html("x", [{"type": "text_link", "offset": 0, "length": 1, "url": url}])


@given(
    st.text(max_size=12),
    st.lists(
        st.tuples(st.sampled_from(["bold", "italic", "x<y", "url"]), st.integers(0, 9), st.integers(1, 9))
    ),
)
def test_what_is_shown_is_what_was_said(text: str, marks: list[tuple[str, int, int]]) -> None:
    entities = [{"type": kind, "offset": offset, "length": length} for kind, offset, length in marks]
    html = safe_html(text, sorted(entities, key=lambda e: (e["offset"], -e["length"])))
    assert "".join(re.split(r"<[^>]*>", html)) == safe_html(text, [])
