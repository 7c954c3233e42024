"""Turns the text or caption of a request, with its parse mode or entities, into what is shown."""

from __future__ import annotations

from playground.errors import bad_request
from playground.html import parse_html
from playground.text import CAPTION_LIMIT, TEXT_LIMIT, Json, trimmed, utf16, with_found


def message_text(args: Json) -> tuple[str, list[Json]]:
    """Plain text of 1 to 4,096 units and its entities, outermost first."""
    text, entities = _formatted(args.get("text", ""), args.get("parse_mode", ""), args.get("entities"))
    if not text:
        raise bad_request("message text is empty")
    if utf16(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return text, entities


def caption(args: Json) -> tuple[str, list[Json]]:
    """Plain caption of at most 1,024 units and its entities."""
    given = args.get("caption_entities")
    text, entities = _formatted(args.get("caption", ""), args.get("parse_mode", ""), given)
    if utf16(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return text, entities


def _formatted(source: str, parse_mode: str, given: list[Json] | None) -> tuple[str, list[Json]]:
    mode = parse_mode.lower()
    if mode == "html":
        text, entities = parse_html(source)
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        text, entities = source, _inside(source, given or [])
    text, entities = trimmed(text, entities)
    return text, with_found(text, entities)


def _inside(text: str, entities: list[Json]) -> list[Json]:
    end = utf16(text) if entities else 0
    for entity in entities:
        begin, length = entity["offset"], entity["length"]
        if begin < 0 or length <= 0 or begin + length > end:
            raise bad_request(f"entity beginning at UTF-16 offset {begin} ends after the end of the text")
    return entities
