"""Plain text with entities as safe HTML for the page: every word escaped, only known tags."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from urllib.parse import urlsplit

from playground.text import Json, units_between

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}
_LINK_SCHEMES = frozenset({"http", "https", "tg"})


def safe_html(text: str, entities: list[Json]) -> str:
    """HTML that may be put into the page as it is; line ends stay line ends."""
    if not entities:
        return escape(text)
    places = _edges(text, entities)
    pieces: list[str] = []
    still_open: list[Json] = []
    for start, stop in pairwise(places):
        covering = [e for e in entities if e["offset"] <= start and e["offset"] + e["length"] >= stop]
        pieces += _change(still_open, covering, text)
        pieces.append(escape(units_between(text, start, stop - start)))
        still_open = covering
    return "".join(pieces + _change(still_open, [], text))


def _edges(text: str, entities: list[Json]) -> list[int]:
    """Where entities begin and end, and the text does; never inside a character."""
    units = text.encode("utf-16-le")
    end = len(units) // 2
    edges = {0, end}
    for entity in entities:
        for edge in (entity["offset"], entity["offset"] + entity["length"]):
            if edge < end and not 0xDC <= units[edge * 2 + 1] <= 0xDF:
                edges.add(edge)
    return sorted(edges)


def _change(before: list[Json], after: list[Json], text: str) -> list[str]:
    """Closes what ends and opens what begins, so that tags never cross."""
    same = 0
    while same < min(len(before), len(after)) and before[same] is after[same]:
        same += 1
    closing = [_tags(entity, text)[1] for entity in reversed(before[same:])]
    return closing + [_tags(entity, text)[0] for entity in after[same:]]


def _tags(entity: Json, text: str) -> tuple[str, str]:
    kind = entity["type"]
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>", f"</{_TAGS[kind]}>"
    if kind in ("text_link", "url"):
        url = entity.get("url") or units_between(text, entity["offset"], entity["length"])
        if urlsplit(url).scheme in _LINK_SCHEMES:
            return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">', "</a>"
    name = "tg-spoiler" if kind == "spoiler" else kind
    return f'<span class="{escape(name)}">', "</span>"
