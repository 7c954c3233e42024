"""A Slack for the tests of its wire and its control API: served on a free port, its clock stands still."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import httpx
from slack_sdk.web.async_client import AsyncWebClient

from playground.server import serving
from playground.slack.hub import Slack
from playground.slack.world import DEFAULT_APP, DEFAULT_BOT_TOKEN
from playground.text import Json
from playground.world import World
from tests.playground.support import still_world

PATIENCE = 10.0  # seconds after which a wait is a failure


@dataclass(frozen=True, slots=True)
class Stage:
    """A playground on a real connection, asked as people (`control`) and as the app (`api`)."""

    world: World
    address: str
    http: httpx.AsyncClient
    api: AsyncWebClient

    @property
    def slack(self) -> Slack:
        return self.world.slack

    async def control(self, verb: str, path: str, **values: Any) -> Any:
        """The answer to a request that must succeed."""
        response = await self.http.request(verb, f"/api/slack/{path}", json=values)
        assert response.is_success, response.text
        return response.json()

    async def denied(self, verb: str, path: str, **values: Any) -> tuple[int, str]:
        """Status and reason for a request that must not succeed."""
        response = await self.http.request(verb, f"/api/slack/{path}", json=values)
        assert not response.is_success, response.text
        return response.status_code, response.json()["error"]

    async def person(self, name: str = "Ann", **values: Any) -> str:
        return str((await self.control("POST", "people", name=name, **values))["user"])

    async def act(self, user: str, deed: str, **values: Any) -> Any:
        return await self.control("POST", f"people/{user}/{deed}", **values)

    async def read(self, path: str) -> Any:
        return await self.control("GET", path)

    async def seen(self, user: str) -> list[Json]:
        """Every message in this person's direct message."""
        return list((await self.read(f"people/{user}/messages"))["messages"])

    async def ended(self, number: int) -> Json:
        """One attempt, once it has ended."""
        found = await self.read(f"deliveries/{number}?timeout={PATIENCE}")
        assert found["status"] != "waiting", found
        return dict(found)

    async def log(self, after: int = 0) -> list[Json]:
        return list((await self.read(f"deliveries?after={after}"))["deliveries"])

    async def advance(self, seconds: float) -> None:
        """Moves the clock on."""
        assert (await self.http.post("/api/clock", json={"advance": seconds})).is_success

    async def post(self, user: str, *blocks: Json, text: str = "words") -> str:
        """The ts of a message of the app."""
        answer = await self.api.chat_postMessage(channel=user, text=text, blocks=list(blocks))
        return str(answer["ts"])

    @contextlib.asynccontextmanager
    async def listening(self, *, answers: bool = True) -> AsyncIterator[Ear]:
        """An app that is connected by Socket Mode, nothing but a socket."""
        opened = await self.api.apps_connections_open(app_token=DEFAULT_APP.app_token)
        async with aiohttp.ClientSession() as session, session.ws_connect(opened["url"]) as socket:
            ear = Ear(socket, answers=answers)
            reading = asyncio.create_task(ear.read())
            await ear.until(lambda: ear.hello is not None)
            try:
                yield ear
            finally:
                reading.cancel()
                await asyncio.gather(reading, return_exceptions=True)


@dataclass
class Ear:
    """The app's end of a socket: keeps what it hears, and acknowledges it if it `answers`.

    `replies` are the payloads of acknowledgements by the type of what was heard.
    """

    socket: aiohttp.ClientWebSocketResponse
    answers: bool = True
    replies: dict[str, Json] = field(default_factory=dict)
    hello: Json | None = None
    parting: Json | None = None
    heard: list[Json] = field(default_factory=list)
    closed: bool = False
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def read(self) -> None:
        async for message in self.socket:
            await self._take(json.loads(message.data))
            self.news.set()
        self.closed = True
        self.news.set()

    async def _take(self, said: Json) -> None:
        if said["type"] == "hello":
            self.hello = said
        elif said["type"] == "disconnect":
            self.parting = said
        else:
            self.heard.append(said)
            if self.answers:
                await self.acknowledge(said)

    async def acknowledge(self, envelope: Json) -> None:
        answer: Json = {"envelope_id": envelope["envelope_id"]}
        kind = envelope["payload"].get("type", envelope["type"])
        if kind in self.replies:
            answer["payload"] = self.replies[kind]
        await self.socket.send_json(answer)

    async def until(self, happened: Any) -> None:
        async with asyncio.timeout(PATIENCE):
            while not happened():
                self.news.clear()
                await self.news.wait()

    async def next(self, count: int = 1) -> Json:
        """The payload of what was heard as number `count` of all."""
        await self.until(lambda: len(self.heard) >= count)
        return dict(self.heard[count - 1]["payload"])


@contextlib.asynccontextmanager
async def slack_stage() -> AsyncIterator[Stage]:
    world = still_world()
    async with serving(world) as address, httpx.AsyncClient(base_url=address, timeout=30) as http:
        api = AsyncWebClient(DEFAULT_BOT_TOKEN, base_url=f"{address}/slack/api/", retry_handlers=[])
        yield Stage(world, address, http, api)


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(text: str, value: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "value": value, "action_id": f"do-{value}", **more}


def actions(block_id: str, *held: Json) -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(held)}


def option(value: str) -> Json:
    return {"text": plain(value.title()), "value": value}


def chooser(kind: str, *values: str, **more: Any) -> Json:
    return {"type": kind, "action_id": "picks", "options": [option(value) for value in values], **more}


def entry(block_id: str, label: str, **more: Any) -> Json:
    """An input block with a text in it; `more` belongs to the element, but for optional."""
    optional = more.pop("optional", False)
    element = {"type": "plain_text_input", "action_id": "answer", **more}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": element,
        "optional": optional,
    }


def form(*blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "title": plain("A form"),
        "submit": plain("Send"),
        "blocks": list(blocks),
        **more,
    }
