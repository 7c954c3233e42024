"""A Slack for the tests of its Web API: a free port, a clock that stands still, the real client."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from starlette.applications import Starlette

from playground.clock import Clock
from playground.server import listening
from playground.slack.api import api_routes
from playground.slack.workspaces import Conversation, Person, Workspace
from playground.slack.world import DEFAULT_TEAM, SlackWorld
from playground.text import Json
from tests.playground.support import START


def still_slack(*, limits: bool = False) -> SlackWorld:
    """A Slack whose clock moves only when it is moved."""
    return SlackWorld(limits=limits, clock=Clock(lambda: START))


@dataclass(frozen=True, slots=True)
class SlackBench:
    """The app's side of a Slack on a real connection; `client` holds the default workspace's token."""

    world: SlackWorld
    address: str
    session: aiohttp.ClientSession
    client: AsyncWebClient

    @property
    def team(self) -> Workspace:
        return self.world.workspaces[DEFAULT_TEAM]

    def person(self, first_name: str = "Ann") -> Person:
        return self.world.add_person(self.team, first_name)

    def direct(self, first_name: str = "Ann") -> Conversation:
        """Direct messages with a new person."""
        return self.world.direct(self.team, self.person(first_name))

    def channel(self, *, with_bot: bool = True) -> Conversation:
        """A channel with one person in it."""
        channel = self.world.add_channel(self.team, "mentors", [self.person("Sam")])
        if with_bot:
            channel.members.add(self.team.bot_user_id)
        return channel

    def grant(self, *scopes: str) -> None:
        self.team.scopes |= set(scopes)

    def trigger(self, person: Person) -> str:
        return self.world.triggers.make(person.team, person.id)

    def with_token(self, token: str) -> AsyncWebClient:
        """A client with another token, which tries nothing twice."""
        return client_for(self.address, token, self.session)

    async def refused(self, method: str, **values: Any) -> Json:
        """The answer to a request that must be refused."""
        return await refusal_of(self.client, method, **values)

    async def error(self, method: str, **values: Any) -> str:
        return str((await self.refused(method, **values))["error"])

    async def raw(
        self, method: str, body: bytes, content_type: str, token: str = ""
    ) -> aiohttp.ClientResponse:
        headers = {"content-type": content_type} | ({"authorization": f"Bearer {token}"} if token else {})
        response = await self.session.post(f"{self.address}/slack/api/{method}", data=body, headers=headers)
        await response.read()
        return response


async def refusal_of(client: AsyncWebClient, method: str, **values: Any) -> Json:
    """The answer to a request of this client that must be refused."""
    try:
        answer = await client.api_call(method, json=values)
    except SlackApiError as refusal:
        assert isinstance(refusal.response, AsyncSlackResponse)
        found = refusal.response.data
        assert isinstance(found, dict)
        return {**found, "status": refusal.response.status_code, "headers": refusal.response.headers}
    raise AssertionError(f"{method} was granted: {answer}")


def client_for(address: str, token: str | None, session: aiohttp.ClientSession) -> AsyncWebClient:
    return AsyncWebClient(token, base_url=f"{address}/slack/api/", session=session, retry_handlers=[])


@contextlib.asynccontextmanager
async def slack_bench(world: SlackWorld) -> AsyncIterator[SlackBench]:
    """The Web API of this world, served for as long as the test runs."""

    async with (
        listening(lambda hang_up: Starlette(routes=api_routes(world, hang_up))) as address,
        aiohttp.ClientSession() as session,
    ):
        token = world.workspaces[DEFAULT_TEAM].bot_token
        yield SlackBench(world, address, session, client_for(address, token, session))
        world.close()


def section(text: str = "Hello", **fields: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **fields}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(text: str = "Yes", **fields: Any) -> Json:
    return {"type": "button", "text": plain(text), **fields}


def modal(*blocks: Json, **fields: Any) -> Json:
    return {"type": "modal", "title": plain("A form"), "blocks": list(blocks) or [section()], **fields}


def home(*blocks: Json, **fields: Any) -> Json:
    return {"type": "home", "blocks": list(blocks) or [section()], **fields}
