"""Where Telegram delivers updates by itself: nothing is acknowledged before it is safely received."""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from conversations.heard import Heard
from handlers.telegram.reading import read

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, not its content
BODY_LIMIT = 1 << 20  # bytes; an update is a few thousand, and nothing larger is worth the memory

log = structlog.get_logger()

Receive = Callable[[list[Heard]], Awaitable[None]]


def webhook(path: str, secret: str, bot_id: int, receive: Receive, now: Callable[[], datetime]) -> Route:
    """A route for Telegram's POSTs to ``path``.

    ``receive`` is awaited before the answer and has to have committed what was heard when it returns; what
    cannot be read is confirmed without it. Answers 200, or 400 for what is no JSON, 401 without the
    ``secret``, 413 for too large a body, and 503 if ``receive`` fails, so that Telegram sends it again.
    """
    expected = secret.encode()
    if not expected:
        raise ValueError("a webhook needs a secret")

    async def deliver(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, expected):
            return Response(status_code=401)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        try:
            heard = read(json.loads(body), bot_id, now())
        except (ValueError, RecursionError):
            return Response(status_code=400)
        return await _received([heard] if heard else [], receive)

    return Route(path, deliver, methods=["POST"])


async def _body(request: Request) -> bytes | None:
    """The whole body, or None as soon as it is too large, whatever its length was said to be."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            return None
    return bytes(body)


async def _received(heard: list[Heard], receive: Receive) -> Response:
    try:
        if heard:
            await receive(heard)
    except Exception as error:
        # Only its type: a database's error cites the row, and so what somebody said.
        log.error("webhook.not_received", error=type(error).__name__)
        return Response(status_code=503)
    return Response(status_code=200)
