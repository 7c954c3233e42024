"""Slack as this process runs it: whose token it is, how Slack comes in, and what is missing in settings."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot import slack
from bot.serving import serve
from bot.settings import Settings
from bot.slack_workspaces import AGAIN_SECONDS, REFUSED_TOKEN_SECONDS
from playground.slack.world import DEFAULT_BOT_TOKEN
from storage.tables import inbox
from tests.bot.conftest import Logged
from tests.bot.northside import APP_TOKEN, HELLO, LANE, PATIENCE, SIGNING_SECRET, Northside, northside
from tests.clocks import ManualClock

HEARD = select(inbox.c.event, inbox.c.address, inbox.c.text)


@pytest.fixture
async def side() -> AsyncIterator[Northside]:
    async with northside() as side:
        yield side


SECRET = SecretStr("a-secret")
ONE = {"slack_bot_token": SECRET, "slack_app_token": SECRET}
MANY = {
    "slack_client_id": "1.2",
    "slack_client_secret": SECRET,
    "slack_signing_secret": SECRET,
    "public_url": "https://bot.example",
}
LISTEN = "Slack needs SLACK_APP_TOKEN (to listen over a socket) or SLACK_SIGNING_SECRET (over HTTP)"
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "one workspace, no way to listen": ({"slack_bot_token": SECRET}, LISTEN),
    "many workspaces, no way to listen": ({**MANY, "slack_signing_secret": None}, LISTEN),
    "no secret of the client": (
        {**MANY, "slack_client_secret": None},
        "SLACK_CLIENT_ID needs SLACK_CLIENT_SECRET beside it",
    ),
    "no public address": (
        {**MANY, "public_url": None},
        "SLACK_CLIENT_ID needs PUBLIC_URL: workspaces come there to install the app",
    ),
    "one and many": (
        {**MANY, **ONE},
        "set SLACK_BOT_TOKEN for one workspace or SLACK_CLIENT_ID for many, not both",
    ),
}
RIGHT: dict[str, dict[str, Any]] = {
    "one over a socket": ONE,
    "one over HTTP": {"slack_bot_token": SECRET, "slack_signing_secret": SECRET},
    "one over both": {**ONE, "slack_signing_secret": SECRET},
    "many over HTTP": MANY,
    "many over a socket": {**MANY, "slack_signing_secret": None, "slack_app_token": SECRET},
}


@pytest.mark.parametrize(("given", "words"), WRONG.values(), ids=WRONG)
async def test_what_is_missing_is_told_in_one_line(
    sqlite_url: str, given: dict[str, Any], words: str
) -> None:
    settings = Settings(database_url=sqlite_url, **given)

    with pytest.raises(ValueError, match="SLACK_") as refused:
        slack.checked(settings)
    assert str(refused.value) == words
    with pytest.raises(ValueError, match="SLACK_"):
        await serve(settings, asyncio.Event())


@pytest.mark.parametrize("given", RIGHT.values(), ids=RIGHT)
def test_what_fits_together_is_taken(given: dict[str, Any]) -> None:
    settings = Settings(**given)

    slack.checked(settings)

    assert settings.on_slack


async def test_a_bot_in_one_workspace_hears_and_answers(side: Northside, store_url: str) -> None:
    ann = side.person()
    async with side.running(side.of_one(store_url)) as bot:
        await bot.queue(ann)
        await side.until(bot.edge.reads)
        assert bot.lanes == [LANE]
        assert HELLO in (await side.hears(ann, 1))[0]
        told = await side.control("POST", f"people/{ann.id}/say", text="hello")
        assert (await side.ended(told["delivery"]))["status"] == "acknowledged"
        [heard] = await bot.rows(HEARD)
        assert heard == (heard.event, f"{LANE}:{ann.id}", "hello")
        assert bot.edge.sides() == []
        assert bot.edge.routes() == []


async def test_what_slack_sends_before_it_is_known_where_we_are_comes_again(
    side: Northside, sqlite_url: str
) -> None:
    ann, clock = side.person(), ManualClock()
    settings = side.of_one(sqlite_url, slack_app_token=None, slack_signing_secret=SIGNING_SECRET)
    attempts: list[Any] = []

    async def say() -> None:
        """While the bot waits to ask again: Slack delivers twice at once, and then after a minute."""
        # The challenge alone is answered by then.
        await side.delivers()
        told = await side.control("POST", f"people/{ann.id}/say", text="hello")
        first = await side.ended(told["delivery"])
        attempts.extend([first, await side.ended(first["n"] + 1)])

    clock.on_sleep = say
    side.there.faults.add("auth.test", 503)
    async with side.running(settings, clock) as bot:
        await side.until(bot.edge.reads)
        assert [(one["status"], one["http_status"]) for one in attempts] == [("http_error", 503)] * 2
        assert await bot.rows(HEARD) == []
        side.there.clock.advance(60)
        third = await side.ended(attempts[1]["n"] + 1)
        assert (third["status"], third["event_id"]) == ("acknowledged", attempts[0]["event_id"])
        assert [row.text for row in await bot.rows(HEARD)] == ["hello"]


async def test_it_goes_on_trying_while_slack_is_away(
    side: Northside, sqlite_url: str, logged: Logged
) -> None:
    ann = side.person()
    side.there.faults.add("auth.test", 503, times=3)
    async with side.running(side.of_one(sqlite_url)) as bot:
        await bot.queue(ann)
        assert len(await side.hears(ann, 1)) == 1
        assert bot.clock.slept == [AGAIN_SECONDS] * 3

    assert [entry["log_level"] for entry in logged if "whose token" in entry["event"]] == ["warning"] * 3


async def test_a_token_that_is_refused_is_tried_each_minute(
    side: Northside, sqlite_url: str, logged: Logged
) -> None:
    ann = side.person()
    side.there.faults.add("auth.test", "invalid_auth", times=2)
    async with side.running(side.of_one(sqlite_url)) as bot:
        await bot.queue(ann)
        assert len(await side.hears(ann, 1)) == 1
        assert bot.clock.slept == [REFUSED_TOKEN_SECONDS] * 2

    told = [entry for entry in logged if "whose token" in entry["event"]]
    assert [(entry["log_level"], entry["reason"]) for entry in told] == [("error", "invalid_auth")] * 2
    assert DEFAULT_BOT_TOKEN not in str(logged)


async def test_it_stops_at_once_while_slack_is_away(side: Northside, sqlite_url: str) -> None:
    clock, waits = ManualClock(), asyncio.Event()

    async def forever() -> None:
        waits.set()
        await asyncio.Event().wait()

    clock.on_sleep = forever
    side.there.faults.add("auth.test", 503)
    async with asyncio.timeout(5), side.running(side.of_one(sqlite_url), clock) as bot:
        await waits.wait()
        assert (bot.lanes, bot.edge.reads()) == ([], False)


async def test_a_token_that_is_revoked_while_it_runs_is_logged_and_what_waits_is_kept(
    side: Northside, sqlite_url: str, logged: Logged
) -> None:
    ann = side.person()
    async with side.running(side.of_one(sqlite_url)) as bot:
        await side.until(bot.edge.reads)
        [number] = (await side.control("POST", f"workspaces/{side.workspace.id}/revoke"))["deliveries"]
        assert (await side.ended(number))["status"] == "acknowledged"
        await bot.queue(ann)
        await side.until(lambda: side.asked("chat.postMessage") + side.asked("conversations.open") > 0)
        assert bot.lanes == [LANE]
        assert side.heard_by(ann) == []

    assert any("took the bot away" in entry["event"] for entry in logged)
    assert DEFAULT_BOT_TOKEN not in str(logged)


@asynccontextmanager
async def served(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """Run the process and give a client of its address, once Slack can reach it."""
    stop, started = asyncio.Event(), asyncio.get_running_loop().create_future()
    process = asyncio.create_task(serve(settings, stop, started))
    try:
        async with asyncio.timeout(PATIENCE):
            async with httpx.AsyncClient(base_url=await started) as machine:
                while (await machine.get("/health/ready")).status_code != 200:
                    """The bot asks Slack whose token it is."""
                yield machine
    finally:
        stop.set()
        await process


async def test_over_http_slack_is_served_beside_health(side: Northside, sqlite_url: str) -> None:
    settings = side.of_one(sqlite_url, slack_app_token=None, slack_signing_secret=SIGNING_SECRET)
    ann = side.person()
    async with served(settings) as machine:
        await side.delivers(str(machine.base_url).rstrip("/"))
        await side.control("POST", f"people/{ann.id}/say", text="hello")
        assert len(await side.hears(ann, 1)) == 1
        assert (await machine.get("/health/ready")).json() == {"store": True, "reading": True}
        assert (await machine.post("/slack/events", content=b"{}")).status_code == 401
        assert (await machine.get("/slack/install")).status_code == 404


async def test_over_a_socket_nothing_of_slack_is_served(side: Northside, sqlite_url: str) -> None:
    ann = side.person()
    async with served(side.of_one(sqlite_url)) as machine:
        await side.control("POST", f"people/{ann.id}/say", text="hello")
        assert len(await side.hears(ann, 1)) == 1
        assert (await machine.post("/slack/events", content=b"{}")).status_code == 404


async def test_with_many_workspaces_slack_is_served_whole(side: Northside, sqlite_url: str) -> None:
    async with served(side.of_many(sqlite_url)) as machine:
        consent = await machine.get("/slack/install")
        assert consent.headers["location"].startswith(f"{side.address}/slack/oauth/v2/authorize?")
        assert (await machine.get("/slack/oauth_redirect")).status_code == 400
        assert (await machine.post("/slack/events", content=b"{}")).status_code == 401


def test_secrets_are_not_shown() -> None:
    settings = Settings(slack_app_token=APP_TOKEN, slack_signing_secret=SIGNING_SECRET)

    for secret in (APP_TOKEN, SIGNING_SECRET):
        assert secret.get_secret_value() not in repr(settings)
