"""Pushing to a real receiver on a real connection; waits between tries end when the clock is moved."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from playground.server import listening, serving
from playground.text import Json
from playground.webhook import SECRET_HEADER
from playground.world import World
from tests.playground.support import Bench, until


@dataclass
class Receiver:
    """A bot's webhook: keeps what it gets, and answers with the next of `statuses`, then with 200."""

    statuses: list[int] = field(default_factory=list)
    got: list[Json] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    address: str = ""

    async def take(self, request: Request) -> Response:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.got.append(await request.json())
        self.secrets.append(request.headers.get(SECRET_HEADER))
        self.heard.set()
        await self.open.wait()
        self.at_once -= 1
        return Response(status_code=self.statuses.pop(0) if self.statuses else 200)

    async def until(self, count: int) -> None:
        while len(self.got) < count:
            self.heard.clear()
            await self.heard.wait()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    receiver.open.set()
    app = Starlette(routes=[Route("/hook", receiver.take, methods=["POST"])])
    async with listening(lambda _: app) as address:
        receiver.address = f"{address}/hook"
        yield receiver


@pytest.fixture
async def bench(world: World) -> AsyncIterator[Bench]:
    async with serving(world) as address, httpx.AsyncClient(base_url=address) as client:
        yield Bench(client, world)


async def emptied(bench: Bench) -> None:
    await until(bench.world, lambda: not len(bench.world.updates))


async def failed(bench: Bench, text: str) -> Json:
    """The webhook's state once its latest error begins so."""

    def has_failed() -> bool:
        webhook = bench.world.updates.webhook
        return webhook is not None and webhook.last_error_message.startswith(text)

    await until(bench.world, has_failed)
    return dict(await bench.api("getWebhookInfo"))


async def test_updates_are_pushed_with_the_secret_and_then_gone(bench: Bench, receiver: Receiver) -> None:
    ann = await bench.person()
    await bench.api("setWebhook", url=receiver.address, secret_token="abc_1")
    await bench.control("POST", f"/api/people/{ann}/say", text="Hello")
    await receiver.until(1)
    assert (receiver.got[0]["message"]["text"], receiver.secrets) == ("Hello", ["abc_1"])
    await emptied(bench)
    await bench.api("deleteWebhook")
    assert await bench.updates() == []


async def test_what_waited_before_the_webhook_is_pushed_too(bench: Bench, receiver: Receiver) -> None:
    ann = await bench.person()
    await bench.control("POST", f"/api/people/{ann}/say", text="Early")
    await bench.api("setWebhook", url=receiver.address)
    await receiver.until(1)
    assert (receiver.got[0]["message"]["text"], receiver.secrets) == ("Early", [None])


async def test_a_refused_update_comes_again_when_its_time_comes(bench: Bench, receiver: Receiver) -> None:
    ann = await bench.person()
    receiver.statuses = [500, 503]
    await bench.api("setWebhook", url=receiver.address)
    said = await bench.control("POST", f"/api/people/{ann}/say", text="Hello")
    info = await failed(bench, "Wrong response from the webhook: 500")
    assert info["pending_update_count"] == 1
    await bench.control("POST", "/api/clock", advance=1)
    await failed(bench, "Wrong response from the webhook: 503")
    await bench.control("POST", "/api/clock", advance=2)
    await emptied(bench)
    assert [u["update_id"] for u in receiver.got] == [said["update_id"]] * 3


async def test_a_webhook_that_is_not_there_is_told(bench: Bench, receiver: Receiver) -> None:
    ann = await bench.person()
    async with listening(lambda _: Starlette()) as address:
        pass
    await bench.api("setWebhook", url=address)
    await bench.control("POST", f"/api/people/{ann}/say", text="Hello")
    await failed(bench, "Connection failed")
    await bench.api("setWebhook", url=receiver.address)
    await receiver.until(1)


async def test_one_at_a_time_in_a_chat_and_several_chats_at_once(bench: Bench, receiver: Receiver) -> None:
    people = [await bench.person(name) for name in ("Ann", "Sam", "Mo")]
    for text in ("One", "Two"):
        for person in people:
            await bench.control("POST", f"/api/people/{person}/say", text=text)
    receiver.open.clear()
    await bench.api("setWebhook", url=receiver.address, max_connections=2)
    await receiver.until(2)
    assert {u["message"]["chat"]["id"] for u in receiver.got} == set(people[:2])
    receiver.open.set()
    await emptied(bench)
    assert receiver.most_at_once == 2
    for person in people:
        texts = [u["message"]["text"] for u in receiver.got if u["message"]["chat"]["id"] == person]
        assert texts == ["One", "Two"]


async def test_raw_and_odd_updates_are_pushed_too(bench: Bench, receiver: Receiver) -> None:
    await bench.api("setWebhook", url=receiver.address)
    odd: list[Json] = [{"message": {"message": 5}}, {"poll": {"chat": 5}}, {}]
    for update in odd:
        await bench.control("POST", "/api/updates", update=update)
    await emptied(bench)
    assert len(receiver.got) == 3


async def test_a_server_stops_while_a_push_is_under_way(world: World, receiver: Receiver) -> None:
    receiver.open.clear()
    with contextlib.suppress(httpx.TransportError):
        async with serving(world) as address, httpx.AsyncClient(base_url=address) as client:
            bench = Bench(client, world)
            await bench.api("setWebhook", url=receiver.address)
            await bench.control("POST", "/api/updates", update={"message": {}})
            await receiver.until(1)
    receiver.open.set()
    assert len(world.updates) == 1
