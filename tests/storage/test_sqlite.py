"""A library with queries of its own writes to the same SQLite file as safely as the store does."""

from __future__ import annotations

import asyncio

import pytest

from storage import people
from storage.errors import StoreBusy
from storage.store import Store
from tests.storage.rows import ANN, NOW, SAM, count

SHORT = 0.05  # seconds; a lock that is never let go makes a test wait this long


async def test_a_librarys_engine_writes_as_safely_as_the_store(sqlite_url: str) -> None:
    store = Store.open(sqlite_url)
    async with store.engine.connect() as conn:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [(await conn.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in pragmas]
    await store.close()
    assert found == ["wal", 2, 1, 15_000]


async def test_a_librarys_write_locks_at_once_and_is_undone_whole(sqlite_url: str) -> None:
    store, other = Store.open(sqlite_url), Store.open(sqlite_url, busy_timeout=SHORT)
    with pytest.raises(KeyError):
        async with store.engine.begin() as conn:
            await people.make_accounts(conn, [ANN], NOW)
            with pytest.raises(StoreBusy):
                async with other.write() as second:
                    await people.make_accounts(second, [SAM], NOW)
            raise KeyError
    assert await count(store, "account") == 0
    async with store.engine.begin() as conn:
        await people.make_accounts(conn, [ANN], NOW)
    assert await count(other, "account") == 1
    await store.close()
    await other.close()


async def test_a_library_waits_for_the_store_to_finish_its_write(sqlite_url: str) -> None:
    store = Store.open(sqlite_url)

    async def write() -> None:
        async with store.engine.begin() as conn:
            await people.make_accounts(conn, [SAM], NOW)

    async with store.write() as conn:
        await people.make_accounts(conn, [ANN], NOW)
        task = asyncio.create_task(write())
        assert await count(store, "account") == 0
    await task
    assert await count(store, "account") == 2
    await store.close()
