"""A Slack that a socket listens to: it opens WebSockets, sends what a test gives it and closes when told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.handlers.slack.house import PATIENCE
from tests.handlers.slack.payloads import Json

APP_TOKEN = "xapp-1-token-that-must-stay-secret"
TICKET = "ticket-that-must-stay-secret"


@dataclass
class Hub:
    """``sockets`` are all that were ever opened, in order; ``acknowledged`` is what came back on any."""

    refusals: list[tuple[int, Json, dict[str, str]]] = field(default_factory=list)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    acknowledged: list[Json] = field(default_factory=list)
    asked: int = 0
    greets: bool = True
    root: str = ""
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _transports: list[asyncio.Transport] = field(default_factory=list)

    @property
    def open_now(self) -> list[int]:
        """The numbers of the sockets that are open."""
        return [number for number, socket in enumerate(self.sockets) if not socket.closed]

    @property
    def acknowledged_ids(self) -> list[object]:
        """The envelopes that were acknowledged, in order."""
        return [one["envelope_id"] for one in self.acknowledged]

    async def until(self, sockets: int = 0, acknowledged: int = 0, asked: int = 0) -> None:
        """Wait until so many sockets were opened, requests acknowledged, or addresses asked for."""
        async with asyncio.timeout(PATIENCE), self.changed:
            await self.changed.wait_for(
                lambda: (
                    len(self.sockets) >= sockets
                    and len(self.acknowledged) >= acknowledged
                    and self.asked >= asked
                )
            )

    async def send(self, envelope_id: str, payload: object, socket: int = -1, **more: object) -> None:
        """One request over a socket."""
        held: Json = {"envelope_id": envelope_id, "type": "events_api", "payload": payload}
        await self.sockets[socket].send_json(held | {"accepts_response_payload": False} | more)

    async def address(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == f"Bearer {APP_TOKEN}"
        opened: Json = {"ok": True, "url": f"{self.root}/link?ticket={TICKET}"}
        status, body, headers = self.refusals.pop(0) if self.refusals else (200, opened, {})
        async with self.changed:
            self.asked += 1
            self.changed.notify_all()
        return web.Response(
            status=status, body=json.dumps(body), headers=headers, content_type="application/json"
        )

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        assert request.query["ticket"] == TICKET
        socket = web.WebSocketResponse(timeout=1.0)
        await socket.prepare(request)
        assert request.transport is not None
        self._transports.append(request.transport)
        if self.greets:
            await socket.send_json({"type": "hello", "num_connections": 1})
        async with self.changed:
            self.sockets.append(socket)
            self.changed.notify_all()
        async for frame in socket:
            assert frame.type is WSMsgType.TEXT
            async with self.changed:
                self.acknowledged.append(json.loads(frame.data))
                self.changed.notify_all()
        return socket

    def cut(self, socket: int = -1) -> None:
        """Break a socket off in the middle."""
        self._transports[socket].abort()


@asynccontextmanager
async def hub_open() -> AsyncIterator[Hub]:
    """A hub on a free port of this machine."""
    hub, app = Hub(), web.Application()
    app.router.add_post("/api/apps.connections.open", hub.address)
    app.router.add_get("/link", hub.link)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hub.root = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield hub
    finally:
        for socket in hub.sockets:
            await socket.close()
        await runner.cleanup()
