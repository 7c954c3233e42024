"""The playground under test: asked without a port, or its Slack in a real browser."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, async_playwright
from starlette.types import Scope

from playground.server import create_app
from playground.world import World
from tests.playground.slack.support import slack_stage
from tests.playground.slack_page import Windows
from tests.playground.stage import FLAGS, chromium
from tests.playground.support import Bench, still_world


@pytest.fixture
def world() -> World:
    return still_world()


@pytest.fixture
async def bench(world: World) -> AsyncIterator[Bench]:
    def hang_up(_scope: Scope) -> None:
        raise AssertionError("only a real connection can be broken off")

    transport = httpx.ASGITransport(app=create_app(world, hang_up))
    async with httpx.AsyncClient(transport=transport, base_url="http://playground") as client:
        yield Bench(client, world)
    world.close()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[BrowserContext]:
    path = chromium()
    if path is None:
        reason = "no Chromium here: install one, or name it in the environment variable CHROMIUM"
        if os.environ.get("CI"):
            raise RuntimeError(reason)
        pytest.skip(reason)
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield await started.new_context(reduced_motion="reduce")
        await started.close()


@pytest_asyncio.fixture(loop_scope="module")
async def windows(browser: BrowserContext) -> AsyncIterator[Windows]:
    """An empty Slack, its app and its page; the test fails if the page complains in the console."""
    complaints: list[str] = []
    async with slack_stage() as slack, slack.listening() as app:
        page = await browser.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(slack.address)
        yield Windows(page, slack, app)
        await page.close()
    assert complaints == []
