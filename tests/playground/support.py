"""A playground for the tests of its own rooms: no port, a clock that stands still, short ways to ask."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx

from playground.clock import Clock
from playground.text import Json
from playground.world import CHANGED, UPDATED, World

START = 1_772_532_000.0  # Tuesday 3 March 2026, 10:00:00 UTC


def still_world(*, limits: bool = False) -> World:
    """A world whose clock moves only when it is moved."""
    return World(limits=limits, clock=Clock(lambda: START))


class Bench:
    """Asks the Bot API as a bot and the control API as a person, over HTTP."""

    def __init__(self, client: httpx.AsyncClient, world: World) -> None:
        self.client = client
        self.world = world

    async def raw(self, method: str, **values: Any) -> httpx.Response:
        return await self.client.post(f"/bot{self.world.bot.token}/{method}", json=values)

    async def api(self, method: str, **values: Any) -> Any:
        """The result of a method that must succeed."""
        answer = (await self.raw(method, **values)).json()
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **values: Any) -> tuple[int, str]:
        """Code and description of a method that must not succeed."""
        response = await self.raw(method, **values)
        answer = response.json()
        assert answer["ok"] is False, answer
        assert answer["error_code"] == response.status_code
        return answer["error_code"], answer["description"]

    async def control(self, verb: str, path: str, **values: Any) -> Any:
        """The answer of the control API to a request that must succeed."""
        response = await self.client.request(verb, path, json=values)
        assert response.is_success, response.text
        return response.json()

    async def denied(self, verb: str, path: str, **values: Any) -> tuple[int, str]:
        """Status and reason of the control API for a request that must not succeed."""
        response = await self.client.request(verb, path, json=values)
        assert not response.is_success, response.text
        return response.status_code, response.json()["error"]

    async def person(self, first_name: str = "Ann", *, started: bool = True) -> int:
        """A new person's id; the update of their start is confirmed already."""
        person = await self.control("POST", "/api/people", first_name=first_name)
        if started:
            await self.control("POST", f"/api/people/{person['id']}/open")
            self.world.updates.waiting.clear()
        return int(person["id"])

    async def updates(self, **values: Any) -> list[Json]:
        found = await self.api("getUpdates", **values)
        assert isinstance(found, list)
        return found

    async def seen(self, person: int) -> list[Json]:
        """Every message on this person's phone."""
        found = await self.control("GET", f"/api/people/{person}/messages")
        return list(found["messages"])

    async def transcript(self, person: int) -> str:
        return (await self.client.get(f"/api/transcript?person={person}")).text


async def until(world: World, happened: Callable[[], bool]) -> None:
    """Lets the others work until something has happened; ten seconds are a failure."""
    async with asyncio.timeout(10):
        while not happened():
            await world.bells.wait(CHANGED, 0.001)


def waiters(world: World) -> int:
    """How many wait for updates: a poll, and the pusher of a world that is served."""
    return len(world.bells._waiting.get(UPDATED, ()))


def button(text: str, data: str) -> Json:
    return {"text": text, "callback_data": data}


def keyboard(*rows: list[Json]) -> Json:
    return {"inline_keyboard": list(rows)}
