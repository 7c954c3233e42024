"""The door of the Bot API, on a real connection where it matters."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import httpx
import pytest

from playground.server import serving
from playground.world import World
from tests.playground.support import Bench, until, waiters


@pytest.fixture
async def wire(world: World) -> AsyncIterator[Bench]:
    """The same bench over a real connection, which can be broken off."""
    async with serving(world) as address, httpx.AsyncClient(base_url=address) as client:
        yield Bench(client, world)


@contextlib.asynccontextmanager
async def hanging(wire: Bench, method: str, **values: object) -> AsyncIterator[asyncio.Task[httpx.Response]]:
    """A request that is not answered; it is given up at the end."""
    request = asyncio.create_task(wire.raw(method, **values))
    try:
        yield request
    finally:
        request.cancel()
        await asyncio.gather(request, return_exceptions=True)


async def log_of(bench: Bench, count: int) -> list[tuple[str, int]]:
    """Method and status of the first `count` requests, once there are so many."""
    await until(bench.world, lambda: len(bench.world.log.after(0)) >= count)
    return [(entry["method"], entry["status"]) for entry in bench.world.log.after(0)]


NOT_FOUND = {"ok": False, "error_code": 404, "description": "Not Found"}


@pytest.mark.parametrize("path", ["/bot{token}/sendPigeon", "/bot{token}", "/bot", "/bot{token}/a/b"])
async def test_what_telegram_does_not_have_is_not_found(bench: Bench, path: str) -> None:
    response = await bench.client.post(path.format(token=bench.world.bot.token))
    assert (response.status_code, response.json()) == (404, NOT_FOUND)


async def test_a_wrong_token_is_unauthorised(bench: Bench) -> None:
    response = await bench.client.get("/bot5:wrong/getMe")
    assert response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    await bench.control("POST", "/api/token", revoked=True)
    assert await bench.refused("getMe") == (401, "Unauthorized")
    await bench.control("POST", "/api/token", revoked=False)
    await bench.api("getMe")


async def test_names_of_methods_may_have_any_capitals_and_any_verb(bench: Bench) -> None:
    response = await bench.client.get(f"/bot{bench.world.bot.token}/GETME")
    assert response.json()["result"]["is_bot"]


async def test_the_log_keeps_what_was_asked_and_no_secret(bench: Bench) -> None:
    await bench.raw("sendMessage", chat_id=5, text="Hello")
    await bench.raw("setWebhook", url="https://example.org", secret_token="very-secret")
    await bench.client.get("/bot5:wrong/getMe")
    log = await bench.control("GET", "/api/requests")
    assert [(e["n"], e["method"], e["status"]) for e in log["requests"]] == [
        (1, "sendMessage", 400),
        (2, "setWebhook", 200),
        (3, "getMe", 401),
    ]
    assert log["requests"][0]["parameters"] == {"chat_id": 5, "text": "Hello"}
    for secret in ("very-secret", bench.world.bot.token, "5:wrong"):
        assert secret not in str(log)
    later = await bench.control("GET", "/api/requests?after=2")
    assert [entry["n"] for entry in later["requests"]] == [3]


ANSWERED = {
    429: "Too Many Requests: retry after 7",
    403: "Forbidden: bot was blocked by the user",
    500: "Internal Server Error",
    401: "Unauthorized",
}


@pytest.mark.parametrize(("code", "reason"), ANSWERED.items())
async def test_a_fault_is_answered_and_nothing_is_done(bench: Bench, code: int, reason: str) -> None:
    ann = await bench.person()
    await bench.control("POST", "/api/faults", method="sendMessage", code=code, retry_after=7, times=2)
    for _ in range(2):
        assert await bench.refused("sendMessage", chat_id=ann, text="Hello") == (code, reason)
    await bench.api("sendMessage", chat_id=ann, text="Hello")
    assert len(await bench.seen(ann)) == 2


@pytest.mark.parametrize(("code", "delivered"), [("drop", 0), ("timeout", 0), ("timeout_after_delivery", 1)])
async def test_a_connection_is_broken_off(wire: Bench, code: str, delivered: int) -> None:
    ann = await wire.person()
    await wire.control("POST", "/api/faults", method="sendMessage", code=code, seconds=0.01)
    with pytest.raises(httpx.TransportError):
        await wire.raw("sendMessage", chat_id=ann, text="Hello")
    assert len(await wire.seen(ann)) == 1 + delivered
    assert await log_of(wire, 1) == [("sendMessage", 0)]
    await wire.api("sendMessage", chat_id=ann, text="Hello")


async def test_a_fault_that_hangs_ends_with_the_client(wire: Bench) -> None:
    ann = await wire.person()
    await wire.control("POST", "/api/faults", method="sendMessage", code="timeout_after_delivery")
    async with hanging(wire, "sendMessage", chat_id=ann, text="Hello"):
        assert await log_of(wire, 1) == [("sendMessage", 0)]
    assert len(await wire.seen(ann)) == 2


async def test_a_refused_request_is_a_refusal_before_a_time_out(bench: Bench) -> None:
    ann = await bench.person()
    await bench.control("POST", "/api/faults", method="sendMessage", code="timeout_after_delivery")
    assert (await bench.refused("sendMessage", chat_id=ann, text=""))[0] == 400


async def test_an_abandoned_poll_takes_nothing_with_it(wire: Bench) -> None:
    ann = await wire.person()
    async with hanging(wire, "getUpdates", timeout=50):
        await until(wire.world, lambda: waiters(wire.world) == 2)
    await until(wire.world, lambda: waiters(wire.world) == 1)
    said = await wire.control("POST", f"/api/people/{ann}/say", text="Hello")
    await wire.control("POST", "/api/updates/repeat", update_id=said["update_id"])
    assert [u["update_id"] for u in await wire.updates()] == [said["update_id"]] * 2


async def test_a_stopping_server_ends_what_hangs(world: World) -> None:
    async with httpx.AsyncClient() as client:
        async with serving(world) as address:
            client.base_url = httpx.URL(address)
            bench = Bench(client, world)
            ann = await bench.person()
            await bench.control("POST", "/api/faults", method="sendMessage", code="timeout", seconds=60)
            hung = asyncio.create_task(bench.raw("sendMessage", chat_id=ann, text="Hello"))
            poll = asyncio.create_task(bench.updates(timeout=50))
            await log_of(bench, 1)
            await until(world, lambda: waiters(world) == 2)
        assert await poll == []
        with pytest.raises(httpx.TransportError):
            await hung
