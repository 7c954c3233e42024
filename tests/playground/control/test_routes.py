from __future__ import annotations

import asyncio
import json
from pathlib import Path

import httpx
import pytest

from playground.control.routes import routes
from playground.server import serving
from playground.world import World
from tests.playground.support import Bench


async def test_the_page_is_told_of_changes_and_let_go_at_the_end(world: World) -> None:
    async with httpx.AsyncClient() as client, serving(world) as address:
        client.base_url = httpx.URL(address)
        bench = Bench(client, world)
        async with asyncio.timeout(10), client.stream("GET", "/api/events") as events:
            lines = events.aiter_lines()
            assert (await anext(lines), await anext(lines)) == ('data: {"version": 0}', "")
            await bench.person()
            state = await bench.control("GET", "/api/state")
            newest = f"data: {json.dumps({'version': state['version']})}"
            while await anext(lines) != newest:
                pass
            world.close()
            assert all(not line.startswith("data") for line in [line async for line in lines])


@pytest.mark.parametrize(
    ("verb", "path"), [("GET", "/api/state"), ("POST", "/api/reset"), ("GET", "/api/transcript")]
)
async def test_pages_from_elsewhere_are_refused(bench: Bench, verb: str, path: str) -> None:
    strange = await bench.client.request(verb, path, headers={"origin": "https://example.org"})
    assert strange.status_code == 403
    own = await bench.client.request(verb, path, headers={"origin": "http://playground"})
    assert own.status_code == 200


async def test_what_is_not_there(bench: Bench) -> None:
    assert await bench.denied("GET", "/api/transcript?person=5") == (404, "there is no person 5")
    assert await bench.denied("GET", "/files/photo-1") == (404, "there is no such file")


@pytest.mark.parametrize("body", [b"[]", b"{", b"\xff"])
async def test_a_body_that_is_no_object(bench: Bench, body: bytes) -> None:
    response = await bench.client.post("/api/people", content=body)
    assert (response.status_code, response.json()) == (400, {"error": "the body must be a JSON object"})


async def test_a_body_that_is_too_long(bench: Bench) -> None:
    response = await bench.client.post("/api/people", content=b" " * (2**20 + 1))
    assert response.status_code == 413


def test_every_address_is_documented(world: World) -> None:
    documented = (Path(__file__).parents[3] / "docs" / "playground.md").read_text()
    addresses = {
        f"{verb} {route.path.replace('{id:int}', '{id}')}"
        for route in routes(world)
        for verb in route.methods or set()
        if verb != "HEAD" and route.path.startswith("/api")
    }
    assert {address for address in addresses if f"`{address}`" not in documented} == set()
