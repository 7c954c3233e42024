"""Where Slack delivers over HTTP: signed, not too large, and acknowledged once it is safely received."""

from __future__ import annotations

import re

from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handlers.slack.app import Edge

EVENTS_PATH = "/slack/events"
BODY_LIMIT = 1 << 20  # bytes; a form with all its fields full is a tenth of that

_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)
_TIMESTAMP = re.compile(r"[0-9]{1,12}", re.ASCII)


def events_route(edge: Edge, path: str = EVENTS_PATH) -> Route:
    """A route for Slack's POSTs of events, interactions and commands.

    Answers 200 once what was heard is received, 400 for what cannot be parsed, 401 for a signature that is
    forged or older than five minutes, 413 for too large a body, and 503 if it has to be sent again. Raises
    ValueError for an edge without a signing secret.
    """
    if not edge.verifies:
        raise ValueError("Slack over HTTP needs a signing secret")

    async def deliver(request: Request) -> Response:
        if not _looks_signed(request):
            return Response(status_code=401)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        try:
            asked = to_async_bolt_request(request, body)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return Response(status_code=400)
        return to_starlette_response(await edge.dispatch(asked))

    return Route(path, deliver, methods=["POST"])


def _looks_signed(request: Request) -> bool:
    """Tell whether bolt can check the signature at all: it fails over an odd one instead of refusing it."""
    signature = request.headers.get("x-slack-signature", "")
    timestamp = request.headers.get("x-slack-request-timestamp", "")
    return bool(_SIGNATURE.fullmatch(signature) and _TIMESTAMP.fullmatch(timestamp))


async def _body(request: Request) -> bytes | None:
    """The whole body, or None as soon as it is too large, whatever its length was said to be."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            return None
    return bytes(body)
