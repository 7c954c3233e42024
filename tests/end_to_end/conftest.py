"""What every test of the whole may use: a Telegram on the wire, a store, the bot, somebody with a phone."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from playground.world import World
from storage.store import Store
from tests.end_to_end.clock import StillClock
from tests.end_to_end.colleague import Colleague
from tests.end_to_end.logged import Logged, logging_here
from tests.end_to_end.person import Person
from tests.end_to_end.process import invited, running, settings, with_slack
from tests.end_to_end.stage import TOKEN, Stage, staged
from tests.end_to_end.team import joins_team


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot in this process answer one person without the pauses that Telegram wants in a chat.

    They have tests of their own, and the bot as a program keeps them.
    """
    monkeypatch.setattr("bot.delivery.pace.ADDRESS_BURST", 1000)


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """Give a playground without speed limits, so that nobody waits for them."""
    async with staged(World(token=TOKEN, limits=False)) as stage:
        yield stage


@pytest.fixture
async def code(sqlite_url: str) -> str:
    """Give the code of an invitation for many young people."""
    return await invited(sqlite_url)


@pytest.fixture
async def bot(stage: Stage, sqlite_url: str, code: str) -> AsyncIterator[str]:
    """Run the bot on SQLite and give the address of its health."""
    async with running(settings(stage, sqlite_url)) as address:
        yield address


@pytest.fixture
async def ann(stage: Stage, bot: str) -> Person:
    """Give a phone to Ann, while the bot runs."""
    return await stage.person("Ann")


@pytest.fixture
async def kept(sqlite_url: str) -> AsyncIterator[Store]:
    """Give the bot's store a second time, to look into."""
    store = Store.open(sqlite_url)
    yield store
    await store.close()


@pytest.fixture
async def logged() -> AsyncIterator[Logged]:
    """Give what the bot logs in this process."""
    with logging_here() as logged:
        yield logged


@pytest.fixture
def clock() -> StillClock:
    """Give a clock that a test moves."""
    return StillClock()


@pytest.fixture
async def both(stage: Stage, sqlite_url: str, code: str) -> AsyncIterator[str]:
    """Run the bot on the phones and in Slack, and give the address of its health."""
    async with running(with_slack(stage, sqlite_url)) as address:
        yield address


@pytest.fixture
async def priya(stage: Stage, both: str, sqlite_url: str) -> Colleague:
    """Let Priya join in Slack, a coordinator and the safeguarding lead."""
    priya = await stage.colleague("Priya")
    await joins_team(priya, sqlite_url)
    return priya


@pytest.fixture
async def mo(stage: Stage, both: str) -> Colleague:
    """Give Mo an account in Slack, while the bot runs."""
    return await stage.colleague("Mo")
