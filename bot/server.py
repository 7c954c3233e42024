"""The process's own HTTP server: health, metrics and, where a platform delivers by itself, its webhook."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Generator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

STOP_SECONDS = 1
"""How long requests that are being answered may take once the process stops."""

BACKLOG = 512


class _Server(uvicorn.Server):
    """Uvicorn without its own signal handlers: the process has one for everything."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


@contextlib.asynccontextmanager
async def serving(routes: Sequence[BaseRoute], host: str, port: int) -> AsyncIterator[str]:
    """Serve ``routes`` and give the address; ``port`` 0 takes any that is free.

    Raises OSError where the port is taken.
    """
    listening = socket.create_server((host, port), backlog=BACKLOG)
    config = uvicorn.Config(
        Starlette(routes=list(routes)),
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield f"http://{host}:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task
        listening.close()
