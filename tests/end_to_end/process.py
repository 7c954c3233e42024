"""The bot in this process, as `alongside serve` runs it, against a playground on the wire."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from pydantic import SecretStr

from bot.clock import Clock
from bot.demo import DemoSettings
from bot.serving import serve
from bot.settings import Settings
from conversations.facts import Role
from mentoring.invitations import invite
from playground.slack.world import DEFAULT_APP, DEFAULT_BOT_TOKEN
from storage import organisations
from storage.store import Store
from tests.end_to_end.stage import Stage
from tests.end_to_end.words import ORGANISATION

STOPS_WITHIN_SECONDS = 10.0
READY_WITHIN_SECONDS = 10.0
FASTEST = 100_000
"""Messages a second: a clock that stands still fills no lane again."""


def settings(stage: Stage, url: str, **more: Any) -> Settings:
    """Return the settings of a bot for this stage, untouched by a .env."""
    given: dict[str, Any] = {
        "database_url": url,
        "telegram_token": SecretStr(stage.world.bot.token),
        "telegram_api_url": stage.address,
        "port": 0,
    }
    return DemoSettings(**{**given, **more})


def with_slack(stage: Stage, url: str, **more: Any) -> Settings:
    """Return the settings of a bot that serves the phones and, over a socket, one workspace of Slack."""
    given: dict[str, Any] = {
        "slack_bot_token": SecretStr(DEFAULT_BOT_TOKEN),
        "slack_app_token": SecretStr(DEFAULT_APP.app_token),
        "slack_api_url": f"{stage.address}/slack/api/",
        "slack_rate": FASTEST,
    }
    return settings(stage, url, **{**given, **more})


async def invited(
    url: str, role: Role = Role.YOUNG_PERSON, uses: int = 1000, organisation: str = ORGANISATION
) -> str:
    """Add the organisation where it is not there, and return the code of a new invitation to it."""
    now = Clock().now()
    store = Store.open(url)
    try:
        async with store.write() as conn:
            await organisations.add(conn, organisation, now)
            known = await organisations.find(conn, organisation)
            assert known is not None
            return await invite(conn, known, role, uses, None, now)
    finally:
        await store.close()


async def is_ready(stage: Stage, health: str) -> None:
    """Wait until the bot at this address says that every platform can reach it."""
    async with asyncio.timeout(READY_WITHIN_SECONDS):
        while True:
            async with stage.http.get(f"{health}/health/ready") as answer:
                if answer.ok:
                    return


@asynccontextmanager
async def running(chosen: Settings, clock: Clock | None = None) -> AsyncIterator[str]:
    """Run the bot and give the address of its health; at the end it must stop in time."""
    stop = asyncio.Event()
    started: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    process = asyncio.create_task(serve(chosen, stop, started, clock))
    try:
        either: set[asyncio.Future[Any]] = {process, started}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if process.done():
            await process
        yield started.result()
    finally:
        stop.set()
        async with asyncio.timeout(STOPS_WITHIN_SECONDS):
            await process
