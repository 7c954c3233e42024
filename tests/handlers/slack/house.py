"""What stands behind the edge in its tests: workspaces that are known, and a door that can be closed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from conversations.heard import Heard
from handlers.slack.app import Edge, Inside, Workspace
from tests.handlers.slack.payloads import BOT, BOT_ID, TEAM

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SECRET = "signing-secret-that-must-stay-secret"
BOT_TOKEN = "xoxb-that-must-stay-secret"
UNKNOWN = "Alongside is not set up in this workspace any more."
PATIENCE = 5.0  # seconds until a test gives up


async def until(happened: Callable[[], bool]) -> None:
    """Let everything else go on until it happened."""
    async with asyncio.timeout(PATIENCE):
        for _ in iter(happened, True):
            await asyncio.sleep(0)


@dataclass
class House:
    """``heard`` is in order of arrival, ``kept`` in order of commit; while not ``is_open`` all of it fails.

    Texts in ``slow`` are committed only once their event is set; ``looking`` holds back a team's look-up,
    and ``asked`` are the teams that were looked up.
    """

    heard: list[Heard] = field(default_factory=list)
    kept: list[Heard] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    slow: dict[str, asyncio.Event] = field(default_factory=dict)
    looking: dict[str, asyncio.Event] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    is_open: bool = True

    def edge(self, signing_secret: str = SECRET) -> Edge:
        inside = Inside(self.find, self.receive, self.leave, UNKNOWN, lambda: NOW)
        return Edge(inside, signing_secret)

    async def find(self, team: str) -> Workspace | None:
        self._check()
        self.asked.append(team)
        if team in self.looking:
            await self.looking[team].wait()
        return Workspace(BOT_TOKEN, BOT, BOT_ID) if team.startswith(TEAM) else None

    async def receive(self, heard: list[Heard]) -> None:
        self.heard += heard
        for one in heard:
            if one.text in self.slow:
                await self.slow[one.text].wait()
        self._check()
        self.kept += heard

    async def leave(self, team: str) -> None:
        self._check()
        self.gone.append(team)

    def _check(self) -> None:
        if not self.is_open:
            raise RuntimeError("no room for Hello")
