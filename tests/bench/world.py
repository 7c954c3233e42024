"""What the benchmarks share: the fake in its process, a store with an invitation, the machine's size."""

from __future__ import annotations

import asyncio
import json
import os
import platform
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from pydantic import SecretStr

from bot.clock import Clock
from bot.demo import DemoSettings
from bot.settings import Settings
from conversations.facts import Role
from mentoring import invitations
from storage import migrate, organisations
from storage.store import Store

TOKEN = "1000:bench"
UNLIMITED = 100_000.0
"""Messages a second: more than any machine sends, so that the lane's own pace is out of the figure."""

CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


class Fake:
    """A bare platform in its process."""

    def __init__(self, process: asyncio.subprocess.Process, address: str) -> None:
        self.address = address
        self._process = process

    def begin(self) -> None:
        """Let people speak, or press."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"go\n")

    async def figures(self) -> dict[str, Any]:
        """Return what was measured so far."""
        async with aiohttp.ClientSession() as session, session.get(f"{self.address}/figures") as answer:
            return dict(json.loads(await answer.read()))


@asynccontextmanager
async def fake(chats: int, rate: float, *lines: str) -> AsyncIterator[Fake]:
    """Run the bare Bot API on the machine's last core."""
    async with _running("tests.bench.fake", str(chats), str(rate), *lines) as started:
        yield started


async def until_sent(telegram: Fake, messages: int) -> dict[str, Any]:
    """Return the fake's figures once it was sent so many messages."""
    while True:
        figures = await telegram.figures()
        if figures["sent"] >= messages:
            return figures
        await asyncio.sleep(0.25)


@asynccontextmanager
async def fake_slack(rate: float, seconds: float) -> AsyncIterator[Fake]:
    """Run the bare Slack on the machine's last core."""
    async with _running("tests.bench.slack_fake", str(rate), str(seconds)) as started:
        yield started


@asynccontextmanager
async def _running(module: str, *arguments: str) -> AsyncIterator[Fake]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    pin(process.pid, last=True)
    assert process.stdout is not None
    assert process.stdin is not None
    port = int(await process.stdout.readline())
    try:
        yield Fake(process, f"http://127.0.0.1:{port}")
    finally:
        process.stdin.close()
        await process.wait()


def pin(process: int, *, last: bool) -> None:
    """Keep a process on one core: the last for the fake, the first for the bot."""
    if len(CORES) > 1:
        os.sched_setaffinity(process, {CORES[-1 if last else 0]})


async def prepared(folder: Path, places: int) -> tuple[str, str]:
    """Return the address of a new SQLite store in ``folder``, and a code with so many places."""
    url = f"sqlite:///{folder / 'bench.sqlite'}"
    await asyncio.to_thread(migrate.upgrade, url)
    store = Store.open(url)
    try:
        async with store.write() as conn:
            now = Clock().now()
            await organisations.add(conn, "Bench", now)
            known = await organisations.find(conn, "Bench")
            assert known is not None
            code = await invitations.invite(conn, known, Role.YOUNG_PERSON, places, None, now)
    finally:
        await store.close()
    return url, code


def settings(url: str, address: str, slack: Fake | None = None) -> Settings:
    """Return the settings of a bot on ``url`` that talks to the fake at ``address``, and to a Slack."""
    chosen = DemoSettings(
        database_url=url,
        telegram_token=SecretStr(TOKEN),
        telegram_api_url=address,
        telegram_webhook_url=None,
        telegram_rate=UNLIMITED,
        clock_url=None,
        port=0,
    )
    if slack is None:
        return chosen
    return chosen.model_copy(
        update={
            "slack_bot_token": SecretStr("xoxb-bench"),
            "slack_app_token": SecretStr("xapp-bench"),
            "slack_api_url": f"{slack.address}/api/",
            "slack_rate": UNLIMITED,
        }
    )


def machine() -> str:
    """Return the machine's size in a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system, python = f"{platform.system()} {platform.machine()}", platform.python_version()
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {system}, Python {python}"
