"""The store locked, full or away: nothing is acknowledged that was not kept, and nobody is lost.

Minutes are not waited for: the bot is given a clock that stands still until a test moves it on.
"""

from __future__ import annotations

from functools import partial

import pytest

from storage.store import BUSY_TIMEOUT, Store
from tests.end_to_end.clock import StillClock
from tests.end_to_end.faulty import FOR_EVER, locked, moving
from tests.end_to_end.joining import go_on, reach
from tests.end_to_end.logged import Logged
from tests.end_to_end.person import Person
from tests.end_to_end.process import invited, running, settings
from tests.end_to_end.rows import count
from tests.end_to_end.stage import Stage

TEN_SECONDS = 10.0


async def test_the_store_locked_for_ten_seconds_is_waited_for(
    ann: Person, code: str, sqlite_url: str, stage: Stage
) -> None:
    """The wire sees a shorter lock of the real file; ten seconds are less than the store's own patience."""
    assert BUSY_TIMEOUT > TEN_SECONDS
    await reach(ann, code, "first_name")
    polled = [one["status"] for one in stage.requests("getUpdates")].count(200)
    async with locked(sqlite_url):
        await ann.say("Ann")
        await stage.ended("getUpdates", 200, polled + 1)
    await ann.hears("date_of_birth")


async def test_a_store_locked_beyond_all_patience_is_told_and_nothing_is_lost(
    stage: Stage,
    code: str,
    sqlite_url: str,
    logged: Logged,
    clock: StillClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The store's patience is shortened to a twentieth of a second, and the lock held until it is told."""
    monkeypatch.setattr("bot.wiring.Store.open", partial(Store.open, busy_timeout=0.05))
    async with running(settings(stage, sqlite_url), clock):
        ann = await stage.person("Ann")
        await reach(ann, code, "first_name")
        async with locked(sqlite_url):
            await ann.say("Ann")
            assert (await logged.line("error", "asked for again"))["error"] == "StoreBusy"
        async with moving(clock):
            await ann.hears("date_of_birth")
            await go_on(ann, "date_of_birth")


async def test_a_full_disk_is_told_and_nothing_is_lost(
    stage: Stage,
    code: str,
    sqlite_url: str,
    logged: Logged,
    clock: StillClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The bot's own connection is allowed no further page, so that SQLite itself says the disk is full."""
    stores: list[Store] = []
    opening = Store.open

    def opened(url: str) -> Store:
        stores.append(opening(url))
        return stores[-1]

    monkeypatch.setattr("bot.wiring.Store.open", opened)
    async with running(settings(stage, sqlite_url), clock):
        ann = await stage.person("Ann")
        await reach(ann, code, "hopes")
        await _pages(stores[0], 1)
        await ann.say("x" * 10_000)
        assert (await logged.line("error", "asked for again"))["error"] == "StoreFull"
        await _pages(stores[0], FOR_EVER)
        async with moving(clock):
            await ann.hears("too_long", "hopes", count=4096, limit=500)
            await ann.hears("too_long", "hopes", count=4096, limit=500)
            await ann.hears("too_long", "offer_person", "hopes", count=10_000 - 2 * 4096, limit=500)
            await go_on(ann, "hopes")
        assert await count(stores[0], "inbox", "done_at IS NULL") == 0


async def _pages(store: Store, most: int) -> None:
    """Let SQLite use at most so many pages, or as many as it has."""
    async with store.write() as conn:
        await conn.exec_driver_sql(f"PRAGMA max_page_count = {most}")


async def test_a_store_that_went_away_comes_back_by_itself(
    stage: Stage, postgres_url: str, clock: StillClock
) -> None:
    """PostgreSQL ends every connection of the bot, as it does when it is started again."""
    code = await invited(postgres_url)
    other = Store.open(postgres_url)
    async with running(settings(stage, postgres_url), clock), moving(clock):
        sam = await stage.person("Sam")
        await reach(sam, code, "first_name")
        async with other.write() as conn:
            await conn.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        await sam.say("Sam")
        await sam.hears("date_of_birth")
        await go_on(sam, "date_of_birth", "interests")
    await other.close()
