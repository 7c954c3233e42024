from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.errors import ApiError
from playground.html import parse_html
from playground.text import Json


def entity(kind: str, offset: int, length: int, **more: str) -> Json:
    return {"type": kind, "offset": offset, "length": length, **more}


UNDERSTOOD: dict[str, tuple[str, str, list[Json]]] = {
    "plain": ("Hello", "Hello", []),
    "bold": ("<b>Hi</b> you", "Hi you", [entity("bold", 0, 2)]),
    "other names": (
        "<strong>a</strong><em>b</em><ins>c</ins><del>d</del><strike>e</strike>",
        "abcde",
        [
            entity("bold", 0, 1),
            entity("italic", 1, 1),
            entity("underline", 2, 1),
            entity("strikethrough", 3, 1),
            entity("strikethrough", 4, 1),
        ],
    ),
    "nested, outermost first": (
        "<i>a<b>b</b></i>",
        "ab",
        [entity("italic", 0, 2), entity("bold", 1, 1)],
    ),
    "an emoji is two units": ("👋 <b>x</b>", "👋 x", [entity("bold", 3, 1)]),
    "references": ("&lt;b&gt; &amp; &quot;q&quot; &#39;&#x41;", '<b> & "q" \'A', []),
    "unknown reference stays": ("&nbsp; &copy; a&b", "&nbsp; &copy; a&b", []),
    "link": (
        '<a href="https://example.org/x?a=1&amp;b=2">here</a>',
        "here",
        [entity("text_link", 0, 4, url="https://example.org/x?a=1&b=2")],
    ),
    "link without a path": (
        "<a href='example.org'>here</a>",
        "here",
        [entity("text_link", 0, 4, url="http://example.org/")],
    ),
    "link to nowhere keeps its words": ('<a href="javascript:alert(1)">x</a>', "x", []),
    "link that cannot be read": ('<a href="http://[x">x</a>', "x", []),
    "link of its own text": (
        "<a>example.org</a>",
        "example.org",
        [entity("text_link", 0, 11, url="http://example.org/")],
    ),
    "code with a language": (
        '<pre><code class="language-python">x = 1</code></pre>',
        "x = 1",
        [entity("pre", 0, 5, language="python")],
    ),
    "nothing inside code": ("<code>a <b>b</b></code>", "a b", [entity("code", 0, 3)]),
    "spoilers": (
        '<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>',
        "ab",
        [entity("spoiler", 0, 1), entity("spoiler", 1, 1)],
    ),
    "quotation": ("<blockquote>q</blockquote>", "q", [entity("blockquote", 0, 1)]),
    "long quotation": ("<blockquote expandable>q</blockquote>", "q", [entity("expandable_blockquote", 0, 1)]),
    "custom emoji": (
        '<tg-emoji emoji-id="5">👍</tg-emoji>',
        "👍",
        [entity("custom_emoji", 0, 2, custom_emoji_id="5")],
    ),
    "empty tag": ("<b></b>x", "x", []),
    "capital letters": ("<B>x</B>", "x", [entity("bold", 0, 1)]),
    "nameless end": ("<b>x</>", "x", [entity("bold", 0, 1)]),
    "a lone greater-than": ("5 > 3", "5 > 3", []),
    "bare attribute": ("<a href=tg>x</a>", "x", []),
}

REFUSED: dict[str, tuple[str, str]] = {
    "unknown tag": ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
    "line break": ("a<br/>b", 'Unsupported start tag "br/" at byte offset 1'),
    "less-than": ("2 < 3", 'Unsupported start tag "" at byte offset 2'),
    "offset in bytes": ("é👋<x>", 'Unsupported start tag "x" at byte offset 6'),
    "never closed": ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    "crossed": ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    "end only": ("x</b>", "Unexpected end tag at byte offset 1"),
    "cut start": ("x <b", "Unclosed start tag at byte offset 2"),
    "cut start after its name": ("x <b ", "Unclosed start tag at byte offset 2"),
    "cut attribute": ('<a href="x', "Unclosed start tag at byte offset 0"),
    "cut end": ("<b>x</b", "Unclosed end tag at byte offset 4"),
    "no value": (
        "<a href>x</a>",
        'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
    ),
    "no name": ("<a =x>x</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    "another span": ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
}


@pytest.mark.parametrize(("source", "text", "entities"), UNDERSTOOD.values(), ids=UNDERSTOOD)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[Json]) -> None:
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(("source", "reason"), REFUSED.values(), ids=REFUSED)
def test_bad_html_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert (refusal.value.code, refusal.value.description) == (
        400,
        f"Bad Request: can't parse entities: {reason}",
    )


@given(st.text(alphabet="<>/&;=\"' ab#x3é👋\n", max_size=40))
def test_anything_is_either_read_or_refused(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except ApiError as refusal:
        assert refusal.code == 400
    else:
        assert len(text) <= len(source)
        assert all(e["length"] > 0 for e in entities)
