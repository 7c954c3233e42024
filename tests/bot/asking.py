"""Asks the process's own HTTP routes, without a port."""

from __future__ import annotations

from collections.abc import Sequence

import httpx
from starlette.applications import Starlette
from starlette.routing import BaseRoute


def client(routes: Sequence[BaseRoute]) -> httpx.AsyncClient:
    """Return a client of ``routes``; use it with ``async with``."""
    transport = httpx.ASGITransport(app=Starlette(routes=list(routes)))
    return httpx.AsyncClient(transport=transport, base_url="http://bot")
