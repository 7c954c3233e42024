"""A Telegram on this machine, on the wire, with people who have a phone each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from playground.request_log import RequestLog
from playground.server import serving
from playground.slack.world import DEFAULT_TEAM
from playground.text import Json
from playground.world import World
from tests.end_to_end.colleague import Colleague
from tests.end_to_end.person import Person

TOKEN = "1000:end-to-end-secret"
BOT = 1000
PATIENCE_SECONDS = 15.0
"""How long a test waits for a request of the bot's."""


class Requests(RequestLog):
    """The playground's log of requests, which wakes whoever waits for one."""

    def __init__(self) -> None:
        super().__init__()
        self.news = asyncio.Event()

    def add(self, method: str, parameters: Json, status: int, at: float) -> None:
        """Keep a request that has ended."""
        super().add(method, parameters, status, at)
        self.news.set()


@dataclass(frozen=True, slots=True)
class Stage:
    """The playground's world, the bot's requests to it, its address, and the way to its control API."""

    world: World
    log: Requests
    address: str
    http: aiohttp.ClientSession

    async def person(self, name: str = "Ann") -> Person:
        """Give a phone to somebody who has not met the bot yet."""
        made = await self.control("people", first_name=name)
        return Person(self, made["id"], name)

    async def colleague(self, name: str = "Priya", team: str = DEFAULT_TEAM) -> Colleague:
        """Add somebody to a Slack workspace who has not met the bot yet."""
        made = await self.control("slack/people", name=name, team=team)
        return Colleague(self, made["user"], name)

    async def control(self, path: str, **fields: object) -> dict[str, Any]:
        """Return the control API's answer to a POST, which must succeed."""
        async with self.http.post(f"{self.address}/api/{path}", json=fields) as answer:
            return await _good(answer)

    async def get(self, path: str, **query: float | str) -> dict[str, Any]:
        """Return the control API's answer to a GET, which must succeed."""
        async with self.http.get(f"{self.address}/api/{path}", params=query) as answer:
            return await _good(answer)

    async def clear_faults(self) -> None:
        """Let everything work again."""
        for path in ("faults", "slack/faults"):
            async with self.http.delete(f"{self.address}/api/{path}") as answer:
                await _good(answer)

    async def slack_requests(self, method: str) -> list[dict[str, Any]]:
        """Return the bot's ended requests of one of Slack's methods, oldest first."""
        found = await self.get("slack/requests")
        return [one for one in found["requests"] if one["method"] == method]

    async def slack_delivery(self, number: int) -> dict[str, Any]:
        """Return a delivery of Slack's once this attempt of it has ended."""
        return await self.get(f"slack/deliveries/{number}", timeout=PATIENCE_SECONDS)

    def requests(self, method: str) -> list[dict[str, Any]]:
        """Return the bot's ended requests of one method, oldest first."""
        return [one for one in self.log.after(0) if one["method"] == method]

    async def ended(self, method: str, status: int, times: int = 1) -> None:
        """Wait until so many requests of one method have ended with this status; 0: broken off."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while [one["status"] for one in self.requests(method)].count(status) < times:
                self.log.news.clear()
                await self.log.news.wait()


async def _good(answer: aiohttp.ClientResponse) -> dict[str, Any]:
    shape: dict[str, Any] = await answer.json()
    assert answer.ok, shape
    return shape


@asynccontextmanager
async def staged(world: World) -> AsyncIterator[Stage]:
    """Put ``world`` on the wire."""
    world.log = log = Requests()
    async with serving(world) as address, aiohttp.ClientSession() as http:
        yield Stage(world, log, address, http)
