"""What a test of Slack's windows acts with: the page, a Slack, and an app that is nothing but a socket."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Locator, Page

from playground.text import Json
from tests.playground.slack.support import PATIENCE, Ear, Stage
from tests.playground.stage import PATIENCE_MS

FIRST = "U0001"
"""The id of the first person that a Slack is given."""


@dataclass(frozen=True, slots=True)
class Windows:
    """A page before a Slack with one connected app, which acknowledges what it is told to."""

    page: Page
    slack: Stage
    app: Ear

    async def window(self, name: str = "Maya") -> Locator:
        """A person's window, once they are there; they are put into Slack by the page."""
        await self.page.get_by_test_id("add-colleague-name").fill(name)
        await self.page.get_by_test_id("add-colleague").click()
        window = self.page.get_by_role("article", name=f"{name}’s Slack")
        await window.wait_for(timeout=PATIENCE_MS)
        return window

    async def heard(self, kind: str) -> Json:
        """The newest envelope whose payload, event or command is of this kind; waits until there is one."""
        async with asyncio.timeout(PATIENCE):
            while not (found := [one for one in self.app.heard if kind in _kinds(one)]):
                self.app.news.clear()
                await self.app.news.wait()
        return found[-1]

    async def published(self, user: str, *blocks: Json) -> None:
        await self.slack.api.views_publish(user_id=user, view={"type": "home", "blocks": list(blocks)})

    async def opened(self, trigger: Json, view: Json) -> None:
        """Opens a modal for the interaction that was heard."""
        await self.slack.api.views_open(trigger_id=trigger["payload"]["trigger_id"], view=view)


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


async def post_of(window: Locator, ts: str) -> Locator:
    """One message in a person's window, once it is there."""
    shown = window.get_by_test_id(f"message-{ts}")
    await shown.wait_for(timeout=PATIENCE_MS)
    return shown


def _kinds(envelope: Json) -> set[str]:
    payload = envelope["payload"]
    event = payload.get("event", {})
    return {envelope["type"], str(payload.get("type")), str(event.get("type")), str(payload.get("command"))}
