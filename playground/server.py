"""Puts a world on the wire: the Bot API, Slack, the control API and the page, on one port."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from playground.bot_api.endpoint import BotApi, HangUp, NotFound
from playground.clock import Clock
from playground.control.routes import routes
from playground.slack.api import api_routes
from playground.slack.control.routes import slack_routes
from playground.slack.wire.endpoint import Outage
from playground.webhook import Pusher
from playground.world import DEFAULT_TOKEN, DEFAULT_USERNAME, World

STATIC = Path(__file__).parent / "static"
IDLE_SECONDS = 600  # how long an idle connection stays open: longer than any client keeps one
STOP_SECONDS = 1  # how long requests under way may take once the server is told to stop
BACKLOG = 2048  # connections that may wait to be accepted


@contextlib.asynccontextmanager
async def running(
    *,
    token: str = DEFAULT_TOKEN,
    username: str = DEFAULT_USERNAME,
    limits: bool = True,
    clock: Clock | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
) -> AsyncIterator[str]:
    """A playground in this event loop; gives its address, such as http://127.0.0.1:41234.

    Port 0 takes any free one. Raises OSError when the port is taken.
    """
    world = World(token=token, username=username, limits=limits, clock=clock)
    async with serving(world, host, port) as address:
        yield address


@contextlib.asynccontextmanager
async def serving(world: World, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """The same with a world that the caller holds and may look into."""
    async with listening(lambda hang_up: create_app(world, hang_up), host, port) as address:
        world.slack.address = address
        tasks = [asyncio.create_task(work) for work in (Pusher(world).run(), world.slack.run())]
        try:
            yield address
        finally:
            world.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


@contextlib.asynccontextmanager
async def listening(
    make_app: Callable[[HangUp], ASGIApp], host: str = "127.0.0.1", port: int = 0
) -> AsyncIterator[str]:
    """Any ASGI application in this event loop, on a port of its own; gives its address."""

    def hang_up(scope: Scope) -> None:
        for connection in list(server.server_state.connections):
            if getattr(connection, "client", None) == scope["client"]:
                connection.transport.abort()

    listener = _listener(host, port)
    server = _Server(make_app(hang_up))
    serve = asyncio.create_task(server.serve([listener]))
    ready = asyncio.create_task(server.ready.wait())
    try:
        await asyncio.wait({serve, ready}, return_when=asyncio.FIRST_COMPLETED)
        yield _address(host, listener)
    finally:
        server.stop.set()
        ready.cancel()
        await serve


def create_app(world: World, hang_up: HangUp) -> ASGIApp:
    """The whole as an ASGI application; `hang_up` breaks the connection of a request off."""
    bot_api = BotApi(world, hang_up)
    app = Starlette(
        routes=[
            Route("/bot{token}/{method}", bot_api),
            Route("/", _page),
            Mount("/static", StaticFiles(directory=STATIC, check_dir=False)),
            *routes(world),
            *slack_routes(world.slack, hang_up),
            *api_routes(world.slack.world, hang_up),
            Route("/bot{rest:path}", NotFound()),
        ],
        exception_handlers={404: _nothing_here, 405: _nothing_here},
    )
    return Outage(app, world.slack.wire)


class _Server(uvicorn.Server):
    """Leaves signals alone, says when it is ready, and stops as soon as `stop` is set."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http="h11",
                ws="websockets-sansio",
                ws_per_message_deflate=False,
                lifespan="off",
                log_config=None,
                log_level="warning",
                access_log=False,
                timeout_keep_alive=IDLE_SECONDS,
                timeout_graceful_shutdown=STOP_SECONDS,
            )
        )
        self.ready = asyncio.Event()
        self.stop = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        await self.stop.wait()


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
    listener.setblocking(False)
    # Its connections inherit this; asyncio's own loop would let small answers wait for 40 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _address(host: str, listener: socket.socket) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104  # read here, not bound
    if ":" in shown and not shown.startswith("["):
        shown = f"[{shown}]"
    return f"http://{shown}:{listener.getsockname()[1]}"


async def _page(_request: Request) -> Response:
    return FileResponse(STATIC / "index.html", headers={"cache-control": "no-cache"})


async def _nothing_here(_request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    text = "this address takes another method" if status == 405 else "there is nothing at this address"
    return JSONResponse({"error": text}, status)
