from __future__ import annotations

import json
from typing import Any

import pytest

from playground.bot_api.body import Upload, read_parameters
from playground.errors import ApiError

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=xyz"


def read(body: bytes, content_type: str = "", query: bytes = b"") -> dict[str, Any]:
    headers = [(b"accept", b"*/*"), (b"content-type", content_type.encode())]
    return read_parameters({"type": "http", "query_string": query, "headers": headers}, body)


def part(head: str, data: bytes) -> bytes:
    return b"--xyz\r\nContent-Disposition: form-data; " + head.encode() + b"\r\n\r\n" + data + b"\r\n"


READ: dict[str, tuple[bytes, str, bytes, dict[str, Any]]] = {
    "address only": (b"", "", b"chat_id=5&text=a%20b", {"chat_id": "5", "text": "a b"}),
    "form": ("text=é+x&empty=".encode(), FORM, b"", {"text": "é x", "empty": ""}),
    "form with a charset": (b"a=1", f"{FORM}; charset=utf-8", b"", {"a": "1"}),
    "address and form": (b"b=2", FORM, b"a=1&b=1", {"a": "1", "b": "2"}),
    "JSON": (json.dumps({"a": [1], "b": None}).encode(), "application/json", b"", {"a": [1]}),
    "parts": (part('name="a"', "é".encode()) + b"--xyz--\r\n", PARTS, b"", {"a": "é"}),
    "file": (
        part('name="photo"; filename="a b.png"\r\nContent-Type: image/png', b"\x00\r\n\xff") + b"--xyz--",
        PARTS,
        b"",
        {"photo": Upload("a b.png", "image/png", b"\x00\r\n\xff")},
    ),
}

REFUSED = {
    "another content": (b"x", "text/plain", "content type text/plain is not one that Telegram reads"),
    "no content type": (b"x", "", "content type (none) is not one that Telegram reads"),
    "cut JSON": (b'{"a"', "application/json", "can't parse request JSON object"),
    "JSON list": (b"[]", "application/json", "can't parse request JSON object"),
    "bad UTF-8": (b"a=%ff", FORM, "strings must be encoded in UTF-8"),
    "bad UTF-8 in a part": (
        part('name="a"', b"\xff") + b"--xyz--",
        PARTS,
        "strings must be encoded in UTF-8",
    ),
    "no boundary": (b"x", "multipart/form-data", "can't parse multipart body"),
    "no end": (part('name="a"', b"x"), PARTS, "can't parse multipart body"),
    "no name": (
        part('title="a"', b"x") + b"--xyz--",
        PARTS,
        "can't parse multipart body: a part has no name",
    ),
}


@pytest.mark.parametrize(("body", "content_type", "query", "values"), READ.values(), ids=READ)
def test_parameters_come_in_four_ways(
    body: bytes, content_type: str, query: bytes, values: dict[str, Any]
) -> None:
    assert read(body, content_type, query) == values


@pytest.mark.parametrize(("body", "content_type", "reason"), REFUSED.values(), ids=REFUSED)
def test_bodies_that_cannot_be_read(body: bytes, content_type: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        read(body, content_type)
    assert refusal.value.description == f"Bad Request: {reason}"
