"""Slack's edge beside a Slack on this machine: in one workspace, or in those that install the app."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import httpx
from aiohttp import ClientSession, CookieJar
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send
from yarl import URL

from bot import slack, wiring
from bot.settings import Settings
from bot.slack import SlackEdge
from bot.telling import outbox_row
from bot.wiring import Bot
from conversations.turn import said
from playground.server import listening, serving
from playground.slack.workspaces import Person, Workspace
from playground.slack.world import DEFAULT_APP, DEFAULT_BOT_TOKEN, DEFAULT_TEAM, SLACK_CHANGED, SlackWorld
from playground.world import World
from storage import outbox
from tests.clocks import ManualClock

PATIENCE = 10.0  # seconds after which a wait is a failure
LOOK_SECONDS = 0.02  # between two looks at what no bell tells of
LANE = f"slack:{DEFAULT_TEAM}"
"""The lane of the first workspace."""
HELLO = "something broke on my side"
"""In what ``Northside.queue`` lets the bot say."""
APP_TOKEN = SecretStr(DEFAULT_APP.app_token)
SIGNING_SECRET = SecretStr(DEFAULT_APP.signing_secret)


class Door:
    """What is served at an address before anybody has moved in there."""

    def __init__(self) -> None:
        self.inside: ASGIApp = Starlette()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let whoever lives here answer."""
        await self.inside(scope, receive, send)


@dataclass(frozen=True, slots=True)
class Running:
    """The parts of a process and its edge, which listens."""

    bot: Bot
    edge: SlackEdge
    clock: ManualClock

    @property
    def lanes(self) -> list[str]:
        """The lanes that are open."""
        return sorted(self.bot.lanes.names)

    async def queue(self, person: Person) -> None:
        """Queue an answer to somebody that says HELLO."""
        now = self.clock.now()
        row = outbox_row(said("trouble"), f"slack:{person.team}:{person.id}", None, now)
        async with self.bot.store.write() as conn:
            await outbox.add(conn, [row])
        self.bot.bells.ring({row["lane"]})

    async def rows(self, query: Any) -> list[Any]:
        """Return what the store answers."""
        async with self.bot.store.read() as conn:
            return list((await conn.execute(query)).all())


@dataclass(frozen=True, slots=True)
class Northside:
    """A Slack at ``address`` and a public address of ours, ``door``."""

    world: World
    address: str
    door: str
    entrance: Door

    @property
    def there(self) -> SlackWorld:
        """What that Slack remembers."""
        return self.world.slack.world

    @property
    def workspace(self) -> Workspace:
        """The first workspace."""
        return self.there.workspaces[DEFAULT_TEAM]

    def settings(self, database_url: str, **more: Any) -> Settings:
        """Return the settings of a bot beside this Slack."""
        here = {"slack_api_url": f"{self.address}/slack/api/", "slack_url": f"{self.address}/slack"}
        return Settings(database_url=database_url, port=0, **{**here, **more})

    def of_one(self, database_url: str, **more: Any) -> Settings:
        """Return those of a bot in the first workspace, which listens over a socket."""
        token = SecretStr(DEFAULT_BOT_TOKEN)
        return self.settings(database_url, **{"slack_bot_token": token, "slack_app_token": APP_TOKEN, **more})

    def of_many(self, database_url: str) -> Settings:
        """Return those of a bot that workspaces install, which Slack delivers to."""
        return self.settings(
            database_url,
            slack_client_id=DEFAULT_APP.client_id,
            slack_client_secret=SecretStr(DEFAULT_APP.client_secret),
            slack_signing_secret=SIGNING_SECRET,
            public_url=self.door,
        )

    def person(self, team: str = DEFAULT_TEAM) -> Person:
        """Return somebody new in a workspace."""
        return self.there.add_person(self.there.workspaces[team], "Ann")

    async def control(self, verb: str, path: str, **values: Any) -> Any:
        """Return the answer to a request to the control API, which must succeed."""
        async with httpx.AsyncClient(base_url=self.address, timeout=30) as http:
            response = await http.request(verb, f"/api/slack/{path}", json=values)
        assert response.is_success, response.text
        return response.json()

    async def delivers(self, address: str = "") -> None:
        """Let Slack deliver to our public address, or to another."""
        url = f"{address or self.door}/slack/events"
        await self.control("POST", "delivery", mode="http", url=url)

    async def ended(self, number: int) -> Any:
        """Return an attempt to deliver, once it has ended."""
        return await self.control("GET", f"deliveries/{number}?timeout={PATIENCE}")

    async def until(self, happened: Callable[[], bool]) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(PATIENCE):
            while not happened():
                await self.there.bells.wait(SLACK_CHANGED, LOOK_SECONDS)

    def heard_by(self, person: Person) -> list[str]:
        """Return what the bot said to somebody."""
        place = self.there.workspaces[person.team].direct(person)
        return [one.text for one in place.messages if one.sender is None] if place else []

    async def hears(self, person: Person, messages: int) -> list[str]:
        """Return what the bot said to somebody, once it is so many messages."""
        await self.until(lambda: len(self.heard_by(person)) >= messages)
        return self.heard_by(person)

    def asked(self, method: str) -> int:
        """Return how often the bot called a method."""
        return sum(entry["method"] == method for entry in self.there.log.after(0))

    @contextlib.asynccontextmanager
    async def running(self, settings: Settings, clock: ManualClock | None = None) -> AsyncIterator[Running]:
        """Run Slack's edge, without turns, until the end of the block."""
        clock = clock or ManualClock()
        bot, stop = wiring.wire(settings, clock), asyncio.Event()
        async with slack.edge(settings, bot) as edge:
            self.entrance.inside = Starlette(routes=edge.routes())
            listens = asyncio.create_task(edge.listen(stop))
            try:
                yield Running(bot, edge, clock)
            finally:
                stop.set()
                await listens
                await bot.lanes.close_all()
                await bot.store.close()

    async def install(self, team: str = DEFAULT_TEAM, answer: str = "allow") -> tuple[int, str]:
        """Install the app as an owner does in a browser; return how the last page answers, and its words."""
        # Slack's library marks its cookie as secure, and browsers take this machine for safe.
        jar = CookieJar(unsafe=True, treat_as_secure_origin=URL(self.door))
        async with ClientSession(cookie_jar=jar) as browser:
            async with browser.get(f"{self.door}/slack/install") as consent:
                assert consent.status == 200, await consent.text()
                assert "Workspace" in await consent.text()
            async with browser.post(consent.url, data={"team": team, "answer": answer}) as page:
                return page.status, await page.text()


@contextlib.asynccontextmanager
async def northside() -> AsyncIterator[Northside]:
    """Give a Slack with one workspace that the app is installed in, and nobody there."""
    world, entrance = World(limits=False), Door()
    async with serving(world) as address, listening(lambda _: entrance) as door:
        yield Northside(world, address, door, entrance)
