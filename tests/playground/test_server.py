from __future__ import annotations

import asyncio

import httpx
import pytest

from playground.server import _address, _listener, running
from playground.world import DEFAULT_TOKEN
from tests.playground.support import Bench


async def test_a_running_playground_serves_bot_people_and_page() -> None:
    async with running() as address, httpx.AsyncClient(base_url=address) as client:
        assert address.startswith("http://127.0.0.1:")
        assert (await client.get(f"/bot{DEFAULT_TOKEN}/getMe")).json()["ok"]
        assert (await client.get("/api/state")).json()["limits"] is True
        page = await client.get("/")
        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert (await client.get("/static/index.html")).text == page.text


async def test_token_name_and_limits_can_be_chosen() -> None:
    async with (
        running(token="5:abcd", username="HelperBot", limits=False) as address,
        httpx.AsyncClient(base_url=address) as client,
    ):
        me = (await client.get("/bot5:abcd/getMe")).json()["result"]
        state = (await client.get("/api/state")).json()
    assert (me["id"], me["username"], me["first_name"]) == (5, "HelperBot", "Helper")
    assert (state["limits"], state["bot"]["token"]) == (False, "abcd")


async def test_a_taken_port_is_an_error() -> None:
    async with running() as address:
        with pytest.raises(OSError, match="in use"):
            async with running(port=int(address.rpartition(":")[2])):
                raise AssertionError("two playgrounds on one port")


async def test_two_playgrounds_know_nothing_of_each_other() -> None:
    async with running() as one, running() as other, httpx.AsyncClient() as client:
        await client.post(f"{one}/api/people", json={"first_name": "Ann"})
        assert (await client.get(f"{other}/api/state")).json()["people"] == []


async def test_an_error_inside_still_closes_the_server() -> None:
    with pytest.raises(RuntimeError, match="inside"):
        async with running() as address:
            raise RuntimeError("inside")
    async with httpx.AsyncClient() as client:
        with pytest.raises(httpx.ConnectError):
            await client.get(address)


@pytest.mark.parametrize(
    ("verb", "path", "status"),
    [("GET", "/nowhere", 404), ("GET", "/api/nowhere", 404), ("DELETE", "/api/people", 405)],
)
async def test_other_addresses_say_so(bench: Bench, verb: str, path: str, status: int) -> None:
    assert (await bench.denied(verb, path))[0] == status


EVERYWHERE = "0.0.0.0"  # noqa: S104  # shown, never bound


@pytest.mark.parametrize(
    ("host", "shown"),
    [(EVERYWHERE, "127.0.0.1"), ("::", "[::1]"), ("::1", "[::1]"), ("example.org", "example.org")],
)
def test_the_address_can_be_opened(host: str, shown: str) -> None:
    with _listener("127.0.0.1", 0) as listener:
        assert _address(host, listener) == f"http://{shown}:{listener.getsockname()[1]}"


async def test_a_bench_of_bots_at_once() -> None:
    async with running(limits=False) as address, httpx.AsyncClient(base_url=address) as client:
        calls = [client.get(f"/bot{DEFAULT_TOKEN}/getMe") for _ in range(50)]
        assert all(answer.json()["ok"] for answer in await asyncio.gather(*calls))
