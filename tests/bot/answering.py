"""A server on a free port of this machine that gives the same answer to everything."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiohttp import web


@asynccontextmanager
async def answering(body: str, headers: Mapping[str, str] | None = None) -> AsyncIterator[str]:
    """Answer each request with ``body`` as JSON; gives the address."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=body, headers=headers, content_type="application/json")

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
