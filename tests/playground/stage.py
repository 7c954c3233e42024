"""What a test of the page acts with: a Chromium, the page, and a bot that is nothing but HTTP calls."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from playwright.async_api import Locator, Page

from playground.world import DEFAULT_TOKEN

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
POLL_SECONDS = 5  # how long the bot waits for an update before the test fails
PATIENCE_MS = 5000  # how long the page may take to show a change


def chromium() -> str | None:
    """The path of a Chromium: the one that CHROMIUM names, else the one that is installed."""
    named = os.environ.get("CHROMIUM")
    usual = "/usr/bin/chromium"
    if named or Path(usual).exists():
        return named or usual
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return next((path for path in found if path), None)


@dataclass(frozen=True, slots=True)
class Stage:
    """A playground, its page, and the two APIs that a test speaks with."""

    address: str
    page: Page
    http: aiohttp.ClientSession

    async def control(self, path: str, **fields: object) -> dict[str, Any]:
        return await self._post(f"/api/{path}", fields)

    async def bot(self, method: str, **fields: object) -> dict[str, Any]:
        """One request of the bot; the whole answer, refused or not."""
        return await self._post(f"/bot{DEFAULT_TOKEN}/{method}", fields)

    async def _post(self, path: str, fields: dict[str, object]) -> dict[str, Any]:
        async with self.http.post(self.address + path, json=fields) as response:
            answer: dict[str, Any] = await response.json()
            return answer

    async def send(self, chat_id: int, text: str, **fields: object) -> int:
        answer = await self.bot("sendMessage", chat_id=chat_id, text=text, **fields)
        assert answer["ok"], answer
        return int(answer["result"]["message_id"])

    async def heard(self, kind: str) -> dict[str, Any]:
        """The next update, which must be of this kind; it is taken from the queue."""
        answer = await self.bot("getUpdates", limit=1, timeout=POLL_SECONDS)
        assert answer["result"], f"no update came within {POLL_SECONDS} seconds"
        update: dict[str, Any] = answer["result"][0]
        await self.bot("getUpdates", offset=update["update_id"] + 1, limit=1)
        assert kind in update, update
        content: dict[str, Any] = update[kind]
        return content

    async def add_person(self, name: str) -> Locator:
        await self.page.get_by_test_id("add-person-name").fill(name)
        await self.page.get_by_test_id("add-person").click()
        phone = self.page.get_by_role("article", name=f"{name}’s phone")
        await phone.wait_for(timeout=PATIENCE_MS)
        return phone

    async def started(self, name: str = "Ann") -> Locator:
        """A person who has pressed START, which the bot has heard."""
        phone = await self.add_person(name)
        await phone.get_by_role("button", name="START").click()
        await self.heard("message")
        await phone.get_by_role("textbox").wait_for(timeout=PATIENCE_MS)
        return phone


def keyboard(*rows: list[tuple[str, str]]) -> dict[str, Any]:
    keys = [[{"text": text, "callback_data": data} for text, data in row] for row in rows]
    return {"inline_keyboard": keys}


async def message(phone: Locator, message_id: int) -> Locator:
    shown = phone.get_by_test_id(f"message-{message_id}")
    await shown.wait_for(timeout=PATIENCE_MS)
    return shown
