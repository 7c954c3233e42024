"""The real slack-bolt as the app: over Socket Mode, and over HTTP with its check of the signature."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from playground.server import listening
from playground.slack.world import DEFAULT_APP
from tests.playground.slack.support import Stage, actions, button, entry, form

SILENT = logging.getLogger("silent bolt")
SILENT.setLevel(logging.CRITICAL)


def bolt(stage: Stage, signing_secret: str = DEFAULT_APP.signing_secret) -> AsyncApp:
    """A small app: it greets, opens a form, answers a command, and publishes a Home."""
    app = AsyncApp(client=stage.api, signing_secret=signing_secret, logger=SILENT)

    @app.event("message")
    async def greet(event: dict[str, Any], say: AsyncSay) -> None:
        if "bot_id" not in event:
            await say(text="Ready?", blocks=[actions("b1", button("Yes", "yes"))])

    @app.action("do-yes")
    async def ask(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(
            trigger_id=body["trigger_id"], view=form(entry("name", "Your name"), callback_id="f")
        )

    @app.view("f")
    async def check(
        ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], client: AsyncWebClient
    ) -> None:
        name = view["state"]["values"]["name"]["answer"]["value"]
        if name == "?":
            await ack(response_action="errors", errors={"name": "A name, please"})
            return
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text=f"Hello {name}")

    @app.command("/alongside")
    async def help_out(ack: AsyncAck, respond: AsyncRespond, command: dict[str, Any]) -> None:
        await ack(f"You said {command['text']}")
        await respond("And here is more")

    @app.event("app_home_opened")
    async def home(event: dict[str, Any], client: AsyncWebClient) -> None:
        block = {"type": "section", "text": {"type": "mrkdwn", "text": "*At home*"}}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [block]})

    return app


@contextlib.asynccontextmanager
async def over_socket(stage: Stage) -> AsyncIterator[None]:
    app = bolt(stage)
    handler = AsyncSocketModeHandler(app, DEFAULT_APP.app_token, logger=SILENT, ping_interval=1)
    connect: Callable[[], Awaitable[None]] = handler.connect_async
    close: Callable[[], Awaitable[None]] = handler.close_async
    await connect()
    try:
        yield
    finally:
        await close()


@contextlib.asynccontextmanager
async def over_http(stage: Stage, signing_secret: str = DEFAULT_APP.signing_secret) -> AsyncIterator[str]:
    handler = AsyncSlackRequestHandler(bolt(stage, signing_secret))

    async def take(request: Request) -> Response:
        return await handler.handle(request)

    async with listening(lambda _: Starlette(routes=[Route("/slack", take, methods=["POST"])])) as address:
        yield f"{address}/slack"


@pytest.fixture(params=["socket", "http"])
async def app(stage: Stage, request: pytest.FixtureRequest) -> AsyncIterator[None]:
    if request.param == "socket":
        async with over_socket(stage):
            yield
    else:
        async with over_http(stage) as url:
            await stage.control("POST", "delivery", mode="http", url=url)
            yield


async def test_a_conversation_with_a_form_a_command_and_a_home(stage: Stage, app: None) -> None:
    ann = await stage.person()
    said = await stage.act(ann, "say", text="hi")
    [question] = (await stage.read(f"people/{ann}/wait?version={said['version']}"))["messages"]
    assert (question["text"], question["buttons"][0][0]["text"]) == ("", "Yes")
    pressed = await stage.act(ann, "press", ts=question["ts"], label="Yes")
    shown = await stage.read(f"people/{ann}/modal?version={pressed['version']}")
    assert shown["modal"]["inputs"][0]["label"] == "Your name"
    sent = await stage.act(ann, "submit", values={"Your name": "?"})
    refused = await stage.read(f"people/{ann}/modal?version={sent['version']}")
    assert refused["errors"] == {"name": "A name, please"}
    sent = await stage.act(ann, "submit", values={"name": "Ann"})
    [greeting] = (await stage.read(f"people/{ann}/wait?version={sent['version']}"))["messages"]
    assert greeting["text"] == "Hello Ann"
    await stage.ended(sent["delivery"])
    assert (await stage.read(f"people/{ann}/modal"))["modal"] is None


async def test_a_command_is_answered_at_once_and_later(stage: Stage, app: None) -> None:
    ann = await stage.person()
    typed = await stage.act(ann, "command", command="/alongside", text="see <12>")
    assert (await stage.ended(typed["delivery"]))["status"] == "acknowledged"
    async with asyncio.timeout(10):
        while len(seen := await stage.seen(ann)) < 2:
            await stage.read(f"people/{ann}/wait?version={stage.slack.version}&timeout=1")
    assert {said["text"] for said in seen} == {"You said see <12>", "And here is more"}
    assert all(said["ephemeral"] for said in seen)


async def test_a_home_is_published(stage: Stage, app: None) -> None:
    ann = await stage.person()
    opened = await stage.act(ann, "home")
    found = await stage.read(f"people/{ann}/home?version={opened['version']}")
    assert (found["home"]["text"], found["home"]["html"]) == ("At home", "<b>At home</b>")


async def test_a_signature_under_another_secret_is_refused_by_the_app(stage: Stage) -> None:
    ann = await stage.person()
    async with over_http(stage) as url:
        await stage.control("POST", "delivery", mode="http", url=url)
        for forged in ({"signature": "v0=abc"}, {"signature": ""}, {"timestamp": 1_700_000_000}):
            said = await stage.act(ann, "say", text="hi")
            await stage.ended(said["delivery"])
            again = await stage.control("POST", f"deliveries/{said['delivery']}/repeat", **forged)
            found = await stage.ended(again["delivery"])
            assert (found["status"], found["http_status"]) == ("http_error", 401)
    async with over_http(stage, "another secret") as url:
        assert (await stage.denied("POST", "delivery", mode="http", url=url))[0] == 409


async def test_bolt_comes_back_when_slack_refreshes_or_cuts_its_socket(stage: Stage) -> None:
    ann = await stage.person()
    async with over_socket(stage):
        for number, reason in enumerate(["refresh_requested", None], 2):
            await stage.control("POST", "sockets/close", **({"reason": reason} if reason else {}))
            said = await stage.act(ann, "say", text="still there?")
            found = await stage.ended(said["delivery"])
            assert found["status"] == "acknowledged", found
            assert int(found["by"].removeprefix("socket ")) >= number
