"""Every address of the control API."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from playground.control import bench, people
from playground.control.doors import Door, answering, changes, route
from playground.control.reading import query_number
from playground.errors import ControlError
from playground.world import CHANGED, World

SHOWN_AS_THEY_ARE = frozenset({"image/png", "image/jpeg", "image/gif"})


def routes(world: World) -> list[Route]:
    doors = [route(world, *place) for place in _DOORS]
    return [
        *doors,
        Route("/api/events", answering(world, _events)),
        Route("/api/transcript", answering(world, _transcript)),
        Route("/files/{id}", answering(world, _file)),
    ]


_PERSON = "/api/people/{id:int}"
_DOORS: list[tuple[str, str, Door[World]]] = [
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


def _events(world: World, _request: Request) -> Response:
    return changes(world, CHANGED)


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
