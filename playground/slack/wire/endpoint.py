"""The door of Socket Mode, and what answers for Slack while all of it is down."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from playground.slack.hub import Slack
from playground.slack.wire.deliveries import Delivery
from playground.slack.wire.sockets import Socket, envelope
from playground.slack.wire.wire import Wire
from playground.text import Json

API_PATH = "/slack/api/"


class SocketDoor:
    """An ASGI application for /slack/socket?ticket=…; `cut` breaks the connection of a request off."""

    def __init__(self, slack: Slack, cut: Callable[[Scope], None]) -> None:
        self._world = slack.world
        self._wire = slack.wire
        self._cut = cut

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        websocket = WebSocket(scope, receive, send)
        ticket = websocket.query_params.get("ticket", "")
        if self._wire.outage or not self._world.tickets.redeem(ticket):
            await websocket.close()
            return
        await websocket.accept()
        await self._serve(websocket, lambda: self._cut(scope))

    async def _serve(self, websocket: WebSocket, cut: Callable[[], None]) -> None:
        socket = self._wire.sockets.join(self._world.clock.now(), self._world.app.id, cut)
        writing = asyncio.create_task(_write(websocket, socket))
        self._wire.flush()
        self._world.touch()
        try:
            await self._read(websocket, socket)
        finally:
            self._wire.sockets.leave(socket)
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)
            self._world.touch()

    async def _read(self, websocket: WebSocket, socket: Socket) -> None:
        while (event := await websocket.receive())["type"] != "websocket.disconnect":
            message = _object(event.get("text") or "")
            if message is not None:
                self._wire.take(socket, message)


class Outage:
    """An ASGI application that answers for the Web API with 503 while Slack is down."""

    def __init__(self, app: ASGIApp, wire: Wire) -> None:
        self._app = app
        self._wire = wire

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._wire.outage and scope["type"] == "http" and scope["path"].startswith(API_PATH):
            await send({"type": "http.response.start", "status": 503, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body", "body": b""})
            return
        await self._app(scope, receive, send)


async def _write(websocket: WebSocket, socket: Socket) -> None:
    """Sends what is to go out, in order, until the connection ends from either side."""
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while (item := await socket.outgoing.get()) is not None:
            await websocket.send_text(envelope(item) if isinstance(item, Delivery) else item)
        await websocket.close()


def _object(text: str) -> Json | None:
    try:
        said = json.loads(text)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None
