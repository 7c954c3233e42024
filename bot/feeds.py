"""Calendar feeds over HTTP: whoever has the secret address sees when somebody meets, and no more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.links import FEED_ENDING, FEEDS
from bot.rendering import Renderer, Speech, Words
from handlers.rendered import ICS
from storage import feeds
from storage.errors import StoreError
from storage.store import Store

KEPT = timedelta(days=183)
"""How far back a feed goes: half a year."""

HEADERS = {
    # Asked for each time; where nothing changed, the answer is short.
    "Cache-Control": "private, no-cache",
    # A browser that saves it takes this name, not the secret's.
    "Content-Disposition": 'inline; filename="alongside.ics"',
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
AGAIN_SECONDS = 60
"""When to ask again while the store is away."""

_TOKEN = re.compile(r"[0-9a-f]{64}")


def feed_route(store: Store, words: Words, clock: Clock) -> Route:
    """Return the route of calendar feeds; what is unknown or was revoked is not found."""
    renderer = Renderer(words)

    async def give(request: Request) -> Response:
        token = request.path_params["token"]
        now = clock.now()
        try:
            async with store.read() as conn:
                reader = await feeds.find(conn, token) if _TOKEN.fullmatch(token) else None
                rows = await feeds.meetings(conn, reader.person_id, now - KEPT) if reader else []
        except StoreError:
            return PlainTextResponse("Not now\n", 503, {"Retry-After": str(AGAIN_SECONDS)})
        if reader is None:
            raise HTTPException(404)
        speech = Speech(words, renderer, reader.language)
        from bot.calendars.feeding import fed  # noqa: PLC0415 - loaded where somebody has a feed

        return _answered(request, fed(rows, speech, reader.zone, now))

    return Route(f"{FEEDS}{{token}}{FEED_ENDING}", give)


def _answered(request: Request, body: bytes) -> Response:
    """Return the feed, or only that it is as it was."""
    tag = f'"{sha256(body).hexdigest()}"'
    headers = {**HEADERS, "ETag": tag}
    if _knows(request.headers.getlist("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=ICS)


def _knows(given: Sequence[str], tag: str) -> bool:
    known = {one.strip().removeprefix("W/") for line in given for one in line.split(",")}
    return not known.isdisjoint({tag, "*"})
