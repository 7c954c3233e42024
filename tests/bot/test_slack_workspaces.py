"""Workspaces that install the bot, take it away and install it again: each has its lane, nothing is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from playground.slack.workspaces import Person, Workspace
from storage import organisations, people
from storage.store import Store
from storage.tables import outbox, slack_bots, slack_installations, workspace
from tests.bot.conftest import Logged
from tests.bot.house import SCHOOL
from tests.bot.northside import HELLO, LANE, Northside, Running, northside
from tests.clocks import MORNING

# slack-sdk 3.47 gives the app's secret in a way that aiohttp 3.14 is going to take away.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

KNOWN = select(workspace.c.team, workspace.c.name, workspace.c.state).order_by(workspace.c.team)
WAITING = select(outbox.c.id).where(outbox.c.settled_at.is_(None))
BOTS, INSTALLATIONS = select(slack_bots.c.team_id), select(slack_installations.c.team_id)


@pytest.fixture
async def side() -> AsyncIterator[Northside]:
    async with northside() as side:
        yield side


@pytest.fixture
def south(side: Northside) -> Workspace:
    """Give a second workspace, which the bot was never in."""
    return side.there.add_workspace("Southside")


async def coordinator(url: str, *accounts: Person) -> None:
    """Make a coordinator of the school with these accounts."""
    addresses = [f"slack:{one.team}:{one.id}" for one in accounts]
    store = Store.open(url)
    async with store.write() as conn:
        school, _ = await organisations.add(conn, SCHOOL, MORNING)
        who = await people.make_person(
            conn, organisation_id=school, status="active", roles=["coordinator"], now=MORNING
        )
        await people.make_accounts(conn, addresses, MORNING)
        for loaded in await people.load(conn, addresses, MORNING):
            await people.attach(conn, loaded.account_id, who)
    await store.close()


async def uninstalled(side: Northside, team: str) -> None:
    """Let a workspace take the bot away, and wait until the bot has heard of it."""
    for number in (await side.control("POST", f"workspaces/{team}/uninstall"))["deliveries"]:
        assert (await side.ended(number))["status"] == "acknowledged"


async def test_each_workspace_that_installs_the_bot_has_its_lane(
    side: Northside, south: Workspace, store_url: str
) -> None:
    ann, sam = side.person(), side.person(south.id)
    async with side.running(side.of_many(store_url)) as bot:
        await side.until(bot.edge.reads)
        assert bot.lanes == []
        assert (await side.install())[0] == 200
        assert bot.lanes == [LANE]
        assert (await side.install(south.id))[0] == 200
        assert bot.lanes == [LANE, f"slack:{south.id}"]
        assert await bot.rows(KNOWN) == [
            (LANE[6:], "Northside", "active"),
            (south.id, "Southside", "active"),
        ]
        for person in (ann, sam):
            await bot.queue(person)
            [words] = await side.hears(person, 1)
            assert HELLO in words
        await side.delivers()
        told = await side.control("POST", f"people/{sam.id}/say", text="hello")
        assert (await side.ended(told["delivery"]))["status"] == "acknowledged"


async def test_an_owner_who_says_no_changes_nothing(side: Northside, sqlite_url: str) -> None:
    async with side.running(side.of_many(sqlite_url)) as bot:
        await side.until(bot.edge.reads)
        status, words = await side.install(answer="cancel")
        assert (status, "access_denied" in words) == (200, True)
        assert (bot.lanes, await bot.rows(BOTS), await bot.rows(KNOWN)) == ([], [], [])


async def test_a_workspace_takes_the_bot_away_and_back(
    side: Northside, south: Workspace, store_url: str
) -> None:
    ann, priya = side.person(), [side.person(), side.person(south.id)]
    await coordinator(store_url, *priya)
    async with side.running(side.of_many(store_url)) as bot:
        await side.until(bot.edge.reads)
        for team in (side.workspace.id, south.id):
            assert (await side.install(team))[0] == 200
        await side.delivers()

        await uninstalled(side, side.workspace.id)
        [gone] = await side.hears(priya[1], 1)
        assert "“Northside” no longer lets me in" in gone
        assert bot.lanes == [f"slack:{south.id}"]
        assert [row.team_id for row in await bot.rows(BOTS)] == [south.id]
        assert [row.team_id for row in await bot.rows(INSTALLATIONS)] == [south.id]
        assert [row.state for row in await bot.rows(KNOWN)] == ["gone", "active"]

        await bot.queue(ann)
        await bot.queue(priya[1])
        assert len(await side.hears(priya[1], 2)) == 2
        assert len(await bot.rows(WAITING.where(outbox.c.lane == LANE))) == 1
        assert side.heard_by(ann) == []

        assert (await side.install())[0] == 200
        assert HELLO in (await side.hears(ann, 1))[0]
        told = await side.hears(priya[1], 3)
        assert "back in the Slack workspace “Northside”" in told[2]
        assert bot.lanes == [LANE, f"slack:{south.id}"]
    assert side.heard_by(priya[0]) == []
    assert (len(side.heard_by(ann)), len(side.heard_by(priya[1]))) == (1, 3)


async def test_after_a_restart_the_lanes_are_open_without_a_question(
    side: Northside, south: Workspace, store_url: str
) -> None:
    settings, ann = side.of_many(store_url), side.person()
    async with side.running(settings) as bot:
        await side.until(bot.edge.reads)
        for team in (side.workspace.id, south.id):
            await side.install(team)
        before = await bot.rows(KNOWN)
    asked = side.asked("auth.test")

    async with side.running(settings) as bot:
        await bot.queue(ann)
        await side.until(bot.edge.reads)
        assert bot.lanes == [LANE, f"slack:{south.id}"]
        assert len(await side.hears(ann, 1)) == 1
        assert await bot.rows(KNOWN) == before
    assert side.asked("auth.test") == asked


async def test_a_farewell_that_comes_after_the_bot_is_back_changes_nothing(
    side: Northside, store_url: str
) -> None:
    async with side.running(side.of_many(store_url)) as bot:
        await side.until(bot.edge.reads)
        await side.install()
        await side.delivers()
        numbers = (await side.control("POST", f"workspaces/{side.workspace.id}/uninstall"))["deliveries"]
        for number in numbers:
            await side.ended(number)
        assert bot.lanes == []
        await side.install()
        for number in numbers:
            again = await side.control("POST", f"deliveries/{number}/repeat")
            assert (await side.ended(again["delivery"]))["status"] == "acknowledged"
        assert bot.lanes == [LANE]
        assert [row.state for row in await bot.rows(KNOWN)] == ["active"]
        assert len(await bot.rows(BOTS)) == 1


async def test_a_workspace_that_is_gone_is_told_of_kindly(side: Northside, sqlite_url: str) -> None:
    ann = side.person()
    async with side.running(side.of_many(sqlite_url)) as bot:
        await side.until(bot.edge.reads)
        await side.delivers()
        told = await side.control("POST", f"people/{ann.id}/command", command="/alongside")
        ended = await side.ended(told["delivery"])
        assert ended["status"] == "acknowledged"
        assert await bot.rows(select(outbox.c.id)) == []
    shown = await side.control("GET", f"people/{ann.id}/messages")
    assert [one["ephemeral"] for one in shown["messages"]] == [True]


async def refused(side: Northside, bot: Running, ann: Person, logged: Logged) -> None:
    """Revoke the first workspace's token without telling the bot, and let its lane find out."""
    side.world.slack.settings.events.clear()
    await side.control("POST", f"workspaces/{ann.team}/revoke")
    await bot.queue(ann)
    await side.until(lambda: any("took the bot away" in entry["event"] for entry in logged))


async def test_a_token_that_a_lane_finds_refused_is_told_of_and_stays_gone_over_a_restart(
    side: Northside, south: Workspace, store_url: str, logged: Logged
) -> None:
    settings, ann, priya = side.of_many(store_url), side.person(), side.person(south.id)
    await coordinator(store_url, side.person(), priya)
    async with side.running(settings) as bot:
        await side.until(bot.edge.reads)
        for team in (side.workspace.id, south.id):
            await side.install(team)
        await refused(side, bot, ann, logged)
        assert "no longer lets me in" in (await side.hears(priya, 1))[0]

    async with side.running(settings) as bot:
        await side.until(bot.edge.reads)
        assert bot.lanes == [LANE, f"slack:{south.id}"]
        assert [row.state for row in await bot.rows(KNOWN)] == ["gone", "active"]
        await bot.queue(priya)
        assert len(await side.hears(priya, 2)) == 2
        await side.install()
        bot.clock.advance(3600)
        assert HELLO in (await side.hears(ann, 1))[0]
        assert "I'm back" in (await side.hears(priya, 3))[2]
    assert len(side.heard_by(priya)) == 3
