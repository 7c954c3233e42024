"""Two processes over one store: what one is told of a workspace, the other follows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import select, text
from starlette.applications import Starlette

from bot.slack_workspaces import LOOK_SECONDS
from playground.slack.workspaces import Workspace
from storage.tables import inbox, workspace
from tests.bot.conftest import Logged
from tests.bot.northside import LANE, Northside, Running, northside
from tests.clocks import ManualClock

# slack-sdk 3.47 gives the app's secret in a way that aiohttp 3.14 is going to take away.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

GONE = {"type": "app_uninstalled"}


@pytest.fixture
async def side() -> AsyncIterator[Northside]:
    async with northside() as side:
        yield side


@pytest.fixture
def south(side: Northside) -> Workspace:
    """Give a second workspace, which the bot was never in."""
    return side.there.add_workspace("Southside")


class Looks(ManualClock):
    """A clock for a loop that looks every now and then: it looks when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self._let, self.rests = asyncio.Semaphore(0), asyncio.Event()
        self.on_sleep = self._rest

    async def _rest(self) -> None:
        self.rests.set()
        await self._let.acquire()

    async def look(self) -> None:
        """Let the loop look once, and wait until it has."""
        await self.rests.wait()
        self.rests.clear()
        self._let.release()
        await self.rests.wait()


@asynccontextmanager
async def tending(theirs: Running) -> AsyncIterator[None]:
    """Run what an edge has run beside it."""
    [side] = theirs.edge.sides()
    tends = asyncio.create_task(side)
    try:
        yield
    finally:
        tends.cancel()
        await asyncio.wait({tends})


async def test_what_another_process_is_told_of_is_followed(
    side: Northside, south: Workspace, store_url: str, logged: Logged
) -> None:
    settings, clock, lane = side.of_many(store_url), Looks(), f"slack:{south.id}"
    async with side.running(settings, clock) as theirs, side.running(settings) as bot, tending(theirs):
        await side.until(lambda: theirs.edge.reads() and bot.edge.reads())
        for _ in range(2):
            await side.install(south.id)
            assert bot.lanes == [lane]
            await clock.look()
            assert theirs.lanes == [lane]
            side.there.uninstall(south)

        async with theirs.bot.store.write() as conn:
            await conn.execute(text("ALTER TABLE slack_bots RENAME TO slack_bots_away"))
        await clock.look()
        assert [entry["event"] for entry in logged if entry["log_level"] == "error"] == [
            "workspaces cannot be looked up"
        ]
        async with theirs.bot.store.write() as conn:
            await conn.execute(text("ALTER TABLE slack_bots_away RENAME TO slack_bots"))
        await side.delivers()
        told = await side.control("POST", "raw", kind="events_api", payload=GONE, team=south.id)
        assert (await side.ended(told["delivery"]))["status"] == "acknowledged"
        assert bot.lanes == []
        await clock.look()
        assert theirs.lanes == []
    assert clock.slept[0] == LOOK_SECONDS


async def test_a_workspace_that_another_process_took_in_is_found_at_once(
    side: Northside, store_url: str
) -> None:
    settings = side.of_many(store_url)
    async with side.running(settings) as theirs, side.running(settings) as bot:
        await side.until(lambda: theirs.edge.reads() and bot.edge.reads())
        await side.install()
        side.entrance.inside = Starlette(routes=theirs.edge.routes())
        await side.delivers()
        told = await side.control("POST", f"people/{side.person().id}/say", text="hello")
        assert (await side.ended(told["delivery"]))["status"] == "acknowledged"
        assert theirs.lanes == [LANE]
        assert len(await bot.rows(select(inbox.c.id))) == 1


async def test_a_token_that_is_no_longer_ours_may_be_refused(
    side: Northside, store_url: str, logged: Logged
) -> None:
    settings, ann = side.of_many(store_url), side.person()
    async with side.running(settings) as theirs, side.running(settings) as bot:
        await side.until(lambda: theirs.edge.reads() and bot.edge.reads())
        await side.install()
        theirs_too = Starlette(routes=theirs.edge.routes())
        ours, side.entrance.inside = side.entrance.inside, theirs_too
        await side.delivers()
        await side.control("POST", f"people/{ann.id}/say", text="hello")
        await side.until(lambda: theirs.lanes == [LANE])
        side.world.slack.settings.events.clear()
        side.there.revoke(side.workspace)
        side.entrance.inside = ours
        await side.install()
        await bot.bot.lanes.close(LANE)
        await theirs.queue(ann)
        await side.until(lambda: any("refuses this lane's token" in entry["event"] for entry in logged))
        await theirs.bot.lanes.close(LANE)
        assert [row.state for row in await bot.rows(select(workspace.c.state))] == ["active"]
