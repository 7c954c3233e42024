"""Reads a request of the Web API: its parameters, and the token or the client that it came with."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import Receive, Scope

from playground.bot_api.body import read_body, read_parameters
from playground.errors import ApiError
from playground.slack.errors import SlackError
from playground.text import Json


@dataclass(frozen=True, slots=True)
class Asked:
    """`values` are the parameters without the token; `token` is empty when none was given."""

    host: str
    token: str
    values: Json


async def read_request(scope: Scope, receive: Receive) -> Asked:
    """The whole request. SlackError for a body that cannot be read; GoneError if the client hung up."""
    headers = Headers(scope=scope)
    body = await _body(receive)
    try:
        values = read_parameters(scope, body)
    except ApiError:
        raise SlackError(_unreadable(headers.get("content-type", ""))) from None
    kind, _, secret = headers.get("authorization", "").partition(" ")
    form_token = values.pop("token", "")
    token = secret.strip() if kind.lower() == "bearer" else form_token
    if kind.lower() == "basic":
        values = {**_client(secret), **values}
    return Asked(headers.get("host", ""), token if isinstance(token, str) else "", values)


async def _body(receive: Receive) -> bytes:
    try:
        return await read_body(receive)
    except ApiError:
        raise SlackError("request_too_large", status=413) from None


def _unreadable(content_type: str) -> str:
    if content_type.startswith("application/json"):
        return "invalid_json"
    if content_type.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        return "invalid_form_data"
    return "invalid_post_type" if content_type else "missing_post_type"


def _client(secret: str) -> Json:
    """The client's id and secret from a Basic authorisation."""
    try:
        name, _, password = base64.b64decode(secret, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise SlackError("invalid_auth") from None
    return {"client_id": name, "client_secret": password}
