"""Reads a request's parameters from its address and its body, in every way that Telegram takes them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from typing import Any
from urllib.parse import parse_qsl

from starlette.types import Receive, Scope

from playground.errors import ApiError, GoneError, bad_request

BODY_LIMIT = 51 * 2**20  # bytes: the largest file that Telegram takes, 50 MB, and what goes round it


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart body."""

    name: str
    content_type: str
    data: bytes

    def __str__(self) -> str:
        return f"(file {self.name}, {len(self.data)} bytes)"


async def read_body(receive: Receive) -> bytes:
    """The whole body; ApiError 413 past BODY_LIMIT."""
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        event = await receive()
        if event["type"] == "http.disconnect":
            raise GoneError
        part = event.get("body", b"")
        size += len(part)
        if size > BODY_LIMIT:
            raise ApiError(413, "Request Entity Too Large")
        parts.append(part)
        more = event.get("more_body", False)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def read_parameters(scope: Scope, body: bytes) -> dict[str, Any]:
    """Every parameter by name: text from addresses and forms, JSON's own values, Uploads from multipart."""
    values: dict[str, Any] = dict(_pairs(scope["query_string"]))
    if not body:
        return values
    content_type = _content_type(scope)
    if content_type.startswith("application/json"):
        values |= _json(body)
    elif content_type.startswith("multipart/form-data"):
        values |= dict(_parts(body, content_type))
        _attach(values)
    elif content_type.startswith("application/x-www-form-urlencoded"):
        values |= _pairs(body)
    else:
        raise bad_request(f"content type {content_type or '(none)'} is not one that Telegram reads")
    return values


def _content_type(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"content-type":
            return str(value, "latin-1")
    return ""


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _json(body: bytes) -> dict[str, Any]:
    try:
        values = json.loads(body)
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise bad_request("can't parse request JSON object")
    return {name: value for name, value in values.items() if value is not None}


def _parts(body: bytes, content_type: str) -> Iterator[tuple[str, str | Upload]]:
    header = Message()
    header["content-type"] = content_type
    boundary = header.get_param("boundary")
    sections = (b"\r\n" + body).split(b"\r\n--" + str(boundary).encode())
    if not boundary or len(sections) < 2 or not sections[-1].startswith(b"--"):
        raise bad_request("can't parse multipart body")
    for section in sections[1:-1]:
        head, _, data = section.partition(b"\r\n\r\n")
        yield _part(head, data)


def _part(head: bytes, data: bytes) -> tuple[str, str | Upload]:
    try:
        headers = HeaderParser().parsestr(head.decode().lstrip())
        name = headers.get_param("name", header="content-disposition")
        if not isinstance(name, str):
            raise bad_request("can't parse multipart body: a part has no name")
        file_name = headers.get_filename()
        if file_name is None:
            return name, data.decode()
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return name, Upload(file_name, headers.get_content_type(), data)


def _attach(values: dict[str, Any]) -> None:
    """Puts each part that is named by attach://part in the place that names it."""
    for name, value in list(values.items()):
        if isinstance(value, str) and value.startswith("attach://"):
            upload = values.pop(value.removeprefix("attach://"), None)
            if not isinstance(upload, Upload):
                raise bad_request(f"there is no part for {value}")
            values[name] = upload
