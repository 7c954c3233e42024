"""The process's own server: an address to ask, until it is told to stop."""

from __future__ import annotations

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.server import serving


async def hello(_: Request) -> PlainTextResponse:
    return PlainTextResponse("hello")


ROUTES = [Route("/", hello)]


async def test_it_answers_on_any_free_port_and_then_no_more() -> None:
    async with serving(ROUTES, "127.0.0.1", 0) as address, httpx.AsyncClient() as machine:
        answer = await machine.get(address)
        assert (answer.status_code, answer.text) == (200, "hello")
        assert "server" not in answer.headers

    async with httpx.AsyncClient() as machine:
        with pytest.raises(httpx.ConnectError):
            await machine.get(address)


async def test_a_port_that_is_taken_is_told() -> None:
    async with serving(ROUTES, "127.0.0.1", 0) as address:
        with pytest.raises(OSError, match="ddress already in use"):
            async with serving(ROUTES, "127.0.0.1", int(address.rpartition(":")[2])):
                """Nobody gets here."""
