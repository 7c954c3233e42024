"""Text as Telegram counts it: UTF-16 units, trimming, splitting, and what is found in it by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

TEXT_LIMIT = 4096  # UTF-16 units of a message, after its tags are taken out
CAPTION_LIMIT = 1024  # UTF-16 units of a caption, after its tags are taken out
ENTITY_LIMIT = 100  # entities that Telegram keeps of one message

_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>]*[^\s<>.,:;!?)\"'])"
    r"|(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<mention>(?<![\w@])@[A-Za-z]\w{3,31}+(?!@))"
    r"|(?P<hashtag>(?<![\w#&])#\w+)"
    r"|(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,32}+(?:@\w{3,32}+)?(?![\w/@]))"
)
_SIGNS = re.compile(r"[@#/]")
_CLOSED_TO_FINDS = frozenset({"code", "pre", "text_link", "text_mention", "url"})


def utf16(text: str) -> int:
    """The length of `text` in UTF-16 units, which is how Telegram counts offsets and limits."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def first_units(text: str, units: int) -> str:
    """As much of `text` as fits into `units` UTF-16 units, never half of a character."""
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")


def units_between(text: str, start: int, length: int) -> str:
    """The part of `text` that an entity with this offset and length covers."""
    return text.encode("utf-16-le")[start * 2 : (start + length) * 2].decode("utf-16-le", "ignore")


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Text without the white space around it, its entities moved and clipped to match."""
    body = text.strip()
    if body == text:
        return text, entities
    shift, end = utf16(text[: len(text) - len(text.lstrip())]), utf16(body)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        stop = min(entity["offset"] + entity["length"] - shift, end)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return body, kept


def found(text: str) -> Iterator[Json]:
    """Links, addresses, names, tags and commands that Telegram marks by itself."""
    if not _SIGNS.search(text):
        return
    for match in _FOUND.finditer(text):
        yield {
            "type": str(match.lastgroup),
            "offset": utf16(text[: match.start()]),
            "length": utf16(match.group()),
        }


def with_found(text: str, entities: list[Json]) -> list[Json]:
    """The given entities and those that are found, in Telegram's order and number."""
    closed = [e for e in entities if e["type"] in _CLOSED_TO_FINDS]
    extra = [e for e in found(text) if not any(_overlap(e, c) for c in closed)]
    return sorted(entities + extra, key=lambda e: (e["offset"], -e["length"]))[:ENTITY_LIMIT]


def split_long(text: str) -> list[str]:
    """A long text in messages of at most 4,096 units, cut at white space, as Telegram's apps do."""
    parts = []
    rest = text.strip()
    while utf16(rest) > TEXT_LIMIT:
        head = first_units(rest, TEXT_LIMIT)
        gap = max(head.rfind("\n"), head.rfind(" "))
        cut = gap if gap > 0 else len(head)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest] if rest else parts


def is_utf8(text: str) -> bool:
    """False for text with half of a character in it, which no wire can carry."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _overlap(one: Json, other: Json) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"]
    )
