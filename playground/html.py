"""Telegram's HTML: text with tags in; plain text and entities out, or Telegram's words of refusal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from playground.errors import ApiError, bad_request
from playground.text import Json, utf16

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_TAGS = frozenset(_SIMPLE) | {"a", "tg-emoji"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_MARK = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]+));?")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)\s*(?:=\s*("[^"]*"|'[^']*'|[A-Za-z0-9.\-]+))?""")
_LINK_SCHEMES = frozenset({"http", "https", "tg", "ton", "tonsite"})


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Plain text and its entities, outermost first; an ApiError 400 says what is wrong and at which byte."""
    if not _MARK.search(source):
        return source, []
    return _Parser(source).run()


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    start: int  # UTF-16 units of plain text before the tag
    piece: int  # pieces of plain text before the tag


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[Json] = []

    def run(self) -> tuple[str, list[Json]]:
        while mark := _MARK.search(self._source, self._at):
            self._write(self._source[self._at : mark.start()])
            self._at = mark.start()
            if mark.group() == "&":
                self._write(self._reference())
            elif self._source.startswith("</", self._at):
                self._end_tag()
            else:
                self._start_tag()
        self._write(self._source[self._at :])
        if self._open:
            tag = self._open[-1].tag
            raise _refused(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return "".join(self._pieces), _tidy(self._entities)

    def _write(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self._length += utf16(text)

    def _reference(self) -> str:
        match = _REFERENCE.match(self._source, self._at)
        text = _character(match) if match else None
        if match is None or text is None:
            self._at += 1
            return "&"
        self._at = match.end()
        return text

    def _start_tag(self) -> None:
        begin = self._at
        name = _TAG_NAME.match(self._source, begin + 1)
        if name is None or name.end() == len(self._source):
            raise self._wrong("Unclosed start tag", begin)
        tag = name.group().lower()
        if tag not in _TAGS:
            raise self._wrong(f'Unsupported start tag "{tag}"', begin)
        self._at = name.end()
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._wrong('Tag "span" must have class "tg-spoiler"', begin)
        self._open.append(_Open(tag, attributes, self._length, len(self._pieces)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            while self._at < len(self._source) and self._source[self._at].isspace():
                self._at += 1
            if self._source.startswith(">", self._at):
                self._at += 1
                return found
            match = _ATTRIBUTE.match(self._source, self._at)
            if match is None:
                empty = f'Empty attribute name in the tag "{tag}"'
                raise self._wrong(empty if self._at < len(self._source) else "Unclosed start tag", begin)
            name, value = match.group(1).lower(), match.group(2)
            if value is None and (
                self._source.startswith("=", match.end()) or match.end() == len(self._source)
            ):
                raise self._wrong("Unclosed start tag", begin)
            if value is None and not (tag == "blockquote" and name == "expandable"):
                wanted = f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
                raise self._wrong(wanted, begin)
            found[name] = _unquoted(value or "")
            self._at = match.end()

    def _end_tag(self) -> None:
        begin = self._at
        close = self._source.find(">", begin)
        if not self._open:
            raise self._wrong("Unexpected end tag", begin)
        if close < 0:
            raise self._wrong("Unclosed end tag", begin)
        name = self._source[begin + 2 : close].strip().lower()
        opened = self._open[-1]
        if name not in ("", opened.tag):
            raise self._wrong("Unmatched end tag", begin, f', expected "</{opened.tag}>", found "</{name}>"')
        self._open.pop()
        self._at = close + 1
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: Json = {"offset": opened.start, "length": self._length - opened.start}
        if opened.tag in _SIMPLE:
            entity["type"] = _SIMPLE[opened.tag]
            if "expandable" in opened.attributes:
                entity["type"] = "expandable_blockquote"
        elif opened.tag == "a":
            entity |= _link(opened.attributes.get("href") or "".join(self._pieces[opened.piece :]))
        elif "emoji-id" in opened.attributes:
            entity |= {"type": "custom_emoji", "custom_emoji_id": opened.attributes["emoji-id"]}
        if opened.tag == "code" and self._open and self._open[-1].tag == "pre":
            language = opened.attributes.get("class", "")
            if language.startswith("language-"):
                entity["language"] = language.removeprefix("language-")
        if entity["length"] and "type" in entity:
            self._entities.append(entity)

    def _wrong(self, what: str, index: int, more: str = "") -> ApiError:
        return _refused(f"{what} at byte offset {len(self._source[:index].encode())}{more}")


def _refused(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


def _character(match: re.Match[str]) -> str | None:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED.get(name)
    code = int(decimal) if decimal else int(hexadecimal, 16)
    is_real = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_real else None


def _unquoted(value: str) -> str:
    if value[:1] in ('"', "'"):
        value = value[1:-1]
    return _REFERENCE.sub(lambda match: _character(match) or match.group(), value)


def _link(url: str) -> Json:
    """A link entity without its place, or nothing when Telegram would drop the link and keep its text."""
    url = url.strip()
    if "://" not in url and "." in url:
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
    except ValueError:
        return {}
    is_web = parts.scheme in ("http", "https")
    if parts.scheme not in _LINK_SCHEMES or (is_web and not parts.hostname):
        return {}
    return {"type": "text_link", "url": parts._replace(path=parts.path or "/").geturl() if is_web else url}


def _tidy(entities: list[Json]) -> list[Json]:
    """Outermost first; a `code` that fills a `pre` becomes its language; nothing else inside either."""
    entities.sort(key=lambda e: (e["offset"], -e["length"], e["type"] != "pre"))
    kept: list[Json] = []
    block: Json | None = None
    for entity in entities:
        if block and entity["offset"] < block["offset"] + block["length"]:
            if block["type"] == "pre" and entity["length"] == block["length"] and "language" in entity:
                block["language"] = entity["language"]
            continue
        if entity["type"] in ("pre", "code"):
            entity.pop("language", None)
            block = entity
        kept.append(entity)
    return kept
