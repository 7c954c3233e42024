"""The way from a door of the control API, its answer or its refusal, to HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from playground.bells import Bells
from playground.errors import ControlError
from playground.text import Json

GATHER = 0.05  # seconds in which changes become one event, so that a load run does not drown the page
HEARTBEAT = 15.0  # seconds between signs of life on a quiet event stream

W = TypeVar("W")
Door = Callable[[W, Request], Awaitable[Json]]


class Versioned(Protocol):
    """What can be watched: its version rises at every change, and its bells are rung then."""

    @property
    def version(self) -> int: ...

    @property
    def bells(self) -> Bells: ...


def route(world: W, method: str, path: str, door: Door[W]) -> Route:
    """A door that answers with JSON."""

    async def enter(request: Request) -> Response:
        try:
            _refuse_strangers(request)
            return JSONResponse(await door(world, request))
        except ControlError as refusal:
            return JSONResponse({"error": refusal.text}, refusal.status)

    return Route(path, enter, methods=[method])


def answering(
    world: W, respond: Callable[[W, Request], Response]
) -> Callable[[Request], Awaitable[Response]]:
    """A door that answers with a Response of its own."""

    async def enter(request: Request) -> Response:
        try:
            _refuse_strangers(request)
            return respond(world, request)
        except ControlError as refusal:
            return JSONResponse({"error": refusal.text}, refusal.status)

    return enter


def changes(world: Versioned, rung: Hashable) -> Response:
    """Server-sent events after changes; `rung` is the bell that tells of them."""
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(_versions(world, rung), media_type="text/event-stream", headers=headers)


async def _versions(world: Versioned, rung: Hashable) -> AsyncIterator[str]:
    told = -1
    while not world.bells.closed:
        if world.version == told:
            await world.bells.wait(rung, HEARTBEAT)
        if world.version == told:
            yield ": still here\n\n"
            continue
        await asyncio.sleep(GATHER)
        told = world.version
        yield f"data: {json.dumps({'version': told})}\n\n"


def _refuse_strangers(request: Request) -> None:
    """A web page from elsewhere, open in the same browser, must not play here."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise ControlError(403, "the control API is not for pages from elsewhere")
