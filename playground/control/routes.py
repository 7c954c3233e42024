"""Every address of the control API, and the way from a door's answer or refusal to HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from playground.control import bench, people
from playground.control.reading import query_number
from playground.errors import ControlError
from playground.text import Json
from playground.world import CHANGED, World

Door = Callable[[World, Request], Awaitable[Json]]

GATHER = 0.05  # seconds in which changes become one event, so that a load run does not drown the page
HEARTBEAT = 15.0  # seconds between signs of life on a quiet event stream
SHOWN_AS_THEY_ARE = frozenset({"image/png", "image/jpeg", "image/gif"})


def routes(world: World) -> list[Route]:
    doors = [_route(world, *place) for place in _DOORS]
    return [
        *doors,
        Route("/api/events", _with_world(world, _events)),
        Route("/api/transcript", _with_world(world, _transcript)),
        Route("/files/{id}", _with_world(world, _file)),
    ]


_PERSON = "/api/people/{id:int}"
_DOORS: list[tuple[str, str, Door]] = [
    ("GET", "/api/state", bench.whole_state),
    ("POST", "/api/people", people.add),
    ("POST", f"{_PERSON}/say", people.say),
    ("POST", f"{_PERSON}/open", people.open_link),
    ("POST", f"{_PERSON}/press", people.press),
    ("POST", f"{_PERSON}/edit", people.edit),
    ("POST", f"{_PERSON}/send", people.send),
    ("POST", f"{_PERSON}/block", people.block),
    ("POST", f"{_PERSON}/unblock", people.unblock),
    ("POST", f"{_PERSON}/deactivate", people.deactivate),
    ("GET", f"{_PERSON}/messages", people.messages),
    ("GET", f"{_PERSON}/wait", people.wait),
    ("POST", "/api/groups", people.add_group),
    ("POST", "/api/groups/{id}/say", people.say_in_group),
    ("POST", "/api/updates", bench.inject),
    ("POST", "/api/updates/repeat", bench.repeat),
    ("GET", "/api/faults", bench.faults),
    ("POST", "/api/faults", bench.add_fault),
    ("DELETE", "/api/faults", bench.clear_faults),
    ("POST", "/api/limits", bench.limits),
    ("POST", "/api/token", bench.token),
    ("GET", "/api/clock", bench.clock),
    ("POST", "/api/clock", bench.move_clock),
    ("GET", "/api/requests", bench.requests),
    ("POST", "/api/welcome", bench.welcome),
    ("POST", "/api/reset", bench.reset),
]


def _route(world: World, method: str, path: str, door: Door) -> Route:
    async def enter(request: Request) -> Response:
        try:
            _refuse_strangers(request)
            return JSONResponse(await door(world, request))
        except ControlError as refusal:
            return JSONResponse({"error": refusal.text}, refusal.status)

    return Route(path, enter, methods=[method])


def _with_world(
    world: World, respond: Callable[[World, Request], Response]
) -> Callable[[Request], Awaitable[Response]]:
    async def enter(request: Request) -> Response:
        try:
            _refuse_strangers(request)
            return respond(world, request)
        except ControlError as refusal:
            return JSONResponse({"error": refusal.text}, refusal.status)

    return enter


def _refuse_strangers(request: Request) -> None:
    """A web page from elsewhere, open in the same browser, must not play here."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise ControlError(403, "the control API is not for pages from elsewhere")


def _events(world: World, _request: Request) -> Response:
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(_changes(world), media_type="text/event-stream", headers=headers)


async def _changes(world: World) -> AsyncIterator[str]:
    told = -1
    while not world.bells.closed:
        if world.version == told:
            await world.bells.wait(CHANGED, HEARTBEAT)
        if world.version == told:
            yield ": still here\n\n"
            continue
        await asyncio.sleep(GATHER)
        told = world.version
        yield f"data: {json.dumps({'version': told})}\n\n"


def _transcript(world: World, request: Request) -> Response:
    chat_id = None
    if "person" in request.query_params:
        chat_id = int(query_number(request, "person", 0))
        if world.chats.find(chat_id) is None:
            raise ControlError(404, f"there is no person {chat_id}")
    return PlainTextResponse(world.transcript.text(chat_id))


def _file(world: World, request: Request) -> Response:
    file = world.files.find(request.path_params["id"])
    if file is None:
        raise ControlError(404, "there is no such file")
    is_picture = file.content_type in SHOWN_AS_THEY_ARE
    headers = {"x-content-type-options": "nosniff", "content-security-policy": "sandbox"}
    if not is_picture:
        headers["content-disposition"] = "attachment"
    content_type = file.content_type if is_picture else "application/octet-stream"
    return Response(file.data, media_type=content_type, headers=headers)
