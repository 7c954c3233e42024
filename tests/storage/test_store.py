"""A transaction is kept whole or not at all, and a store says clearly what is wrong with it."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from storage import inbox, migrate, people
from storage.errors import StoreAway, StoreBusy, StoreFull
from storage.store import POSTGRES_CONNECTIONS, Store
from storage.tables import organisation
from tests.storage.rows import ANN, NOW, SAM, count, heard

SHORT = 0.05  # seconds; a lock that is never let go makes a test wait this long


async def test_a_write_is_kept(store: Store) -> None:
    async with store.write() as conn:
        await people.make_accounts(conn, [ANN], NOW)
    assert await count(store, "account") == 1


async def test_an_error_undoes_the_whole_write_and_the_next_one_works(store: Store) -> None:
    with pytest.raises(KeyError):
        async with store.write() as conn:
            await people.make_accounts(conn, [ANN], NOW)
            raise KeyError
    assert await count(store, "account") == 0
    async with store.write() as conn:
        await people.make_accounts(conn, [SAM], NOW)
    assert await count(store, "account") == 1


async def test_a_cancelled_write_is_undone_and_the_next_one_works(store: Store) -> None:
    written = asyncio.Event()

    async def write() -> None:
        async with store.write() as conn:
            await people.make_accounts(conn, [ANN], NOW)
            written.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with store.write() as conn:
        await people.make_accounts(conn, [SAM], NOW)
    assert await count(store, "account") == 1


async def test_many_writes_at_once_are_all_kept(store: Store) -> None:
    async def write(number: int) -> None:
        async with store.write() as conn:
            await inbox.keep(conn, [heard(number)])

    await asyncio.gather(*(write(number) for number in range(20)))
    assert await count(store, "inbox") == 20


async def test_a_read_sees_nothing_that_is_not_committed(store: Store) -> None:
    async with store.write() as conn:
        await people.make_accounts(conn, [ANN], NOW)
        assert await count(store, "account") == 0
    assert await count(store, "account") == 1


async def test_errors_carry_no_values(store: Store) -> None:
    row = {"name": "secret", "folded": "secret", "created_at": NOW}
    with pytest.raises(IntegrityError) as caught:
        async with store.write() as conn:
            await conn.execute(insert(organisation), row)
            await conn.execute(insert(organisation), row)
    errors = _chain(caught.value)
    assert len(errors) > 1
    assert [str(error) for error in errors if "secret" in repr(error) + str(error)] == []


def _chain(error: BaseException | None) -> list[BaseException]:
    return [] if error is None else [error, *_chain(error.__cause__)]


async def test_foreign_keys_hold(store: Store) -> None:
    with pytest.raises(IntegrityError):
        async with store.write() as conn:
            await conn.execute(text("INSERT INTO person_role (person_id, role) VALUES (99, 'mentor')"))


UNFIT = {"another database": "mysql://host/x", "no file": "sqlite://", "in memory": "sqlite:///:memory:"}


@pytest.mark.parametrize("url", UNFIT.values(), ids=UNFIT.keys())
def test_a_url_that_is_no_store_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="the store"):
        Store.open(url)


async def test_sqlite_refuses_to_write_through_a_reader(sqlite_url: str) -> None:
    store = Store.open(sqlite_url)
    with pytest.raises(StoreAway) as refused:
        async with store.read() as conn:
            await people.make_accounts(conn, [ANN], NOW)
    assert "readonly" in str(refused.value.__cause__)
    await store.close()


async def test_sqlite_writes_safely(sqlite_url: str) -> None:
    store = Store.open(sqlite_url)
    async with store.write() as conn:
        found = [
            (await conn.exec_driver_sql(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        ]
    await store.close()
    assert found == ["wal", 2, 1, 15_000, 2]


async def test_closing_sqlite_leaves_one_whole_file(sqlite_url: str, tmp_path: Path) -> None:
    store = Store.open(sqlite_url)
    async with store.write() as conn:
        await people.make_accounts(conn, [ANN], NOW)
    assert await count(store, "account") == 1
    await store.close()
    assert _names(tmp_path) == ["store.sqlite"]


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_sqlite_that_stays_locked_is_busy_and_then_works(sqlite_url: str) -> None:
    store = Store.open(sqlite_url, busy_timeout=SHORT)
    other = sqlite3.connect(str(sqlite_url).removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy):
        async with store.write() as conn:
            await people.make_accounts(conn, [ANN], NOW)
    assert await count(store, "account") == 0
    other.execute("COMMIT")
    other.close()
    async with store.write() as conn:
        await people.make_accounts(conn, [ANN], NOW)
    assert await count(store, "account") == 1
    await store.close()


async def test_sqlite_waits_for_a_lock_that_is_let_go(sqlite_url: str) -> None:
    store = Store.open(sqlite_url)
    other = sqlite3.connect(str(sqlite_url).removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    started = asyncio.Event()

    async def write() -> None:
        started.set()
        async with store.write() as conn:
            await people.make_accounts(conn, [ANN], NOW)

    task = asyncio.create_task(write())
    await started.wait()
    assert await count(store, "account") == 0
    other.execute("COMMIT")
    other.close()
    await task
    assert await count(store, "account") == 1
    await store.close()


async def test_a_full_disk_is_told_and_loses_nothing(sqlite_url: str) -> None:
    store = Store.open(sqlite_url)
    async with store.write() as conn:
        await inbox.keep(conn, [heard(1)])
        pages = (await conn.exec_driver_sql("PRAGMA page_count")).scalar()
        await conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    many = [heard(event, text="x" * 4000) for event in range(2, 200)]
    with pytest.raises(StoreFull):
        async with store.write() as conn:
            await inbox.keep(conn, many)
    assert await count(store, "inbox") == 1
    async with store.write() as conn:
        await conn.exec_driver_sql("PRAGMA max_page_count = 100000")
        assert await inbox.keep(conn, many) == len(many)
    assert await count(store, "inbox") == 199
    await store.close()


async def test_postgres_that_stays_locked_is_busy(postgres_url: str) -> None:
    store = Store.open(postgres_url, busy_timeout=SHORT)
    async with store.write() as conn:
        await people.make_accounts(conn, [ANN], NOW)
    async with store.write() as first:
        await people.set_state(first, ANN, "gone", NOW)
        with pytest.raises(StoreBusy):
            async with store.write() as second:
                await people.set_state(second, ANN, "blocked", NOW)
    await store.close()


AWAY = {
    "no server": "postgresql://postgres@/nowhere?host={folder}",
    "no folder": "sqlite:///{folder}/nowhere/store.sqlite",
    "no database": "sqlite:///{folder}/other.sqlite",
}


@pytest.mark.parametrize("url", AWAY.values(), ids=AWAY.keys())
async def test_what_is_not_there_or_no_store_is_away(tmp_path: Path, url: str) -> None:
    (tmp_path / "other.sqlite").write_bytes(b"no database " * 1000)
    url = url.format(folder=tmp_path)
    store = Store.open(url)
    with pytest.raises(StoreAway):
        async with store.read():
            pass
    with pytest.raises(StoreAway):
        async with store.write():
            pass
    await store.close()


async def test_a_postgres_without_the_database_is_away(postgres_url: str) -> None:
    url = postgres_url.replace("/test_", "/other_")
    store = Store.open(url)
    with pytest.raises(StoreAway):
        async with store.read():
            pass
    with pytest.raises(StoreAway):
        migrate.current(url)
    await store.close()


async def test_a_reader_too_many_is_told_that_the_store_is_busy(store_url: str) -> None:
    store = Store.open(store_url, busy_timeout=SHORT)
    async with AsyncExitStack() as readers:
        with pytest.raises(StoreBusy):
            for _ in range(POSTGRES_CONNECTIONS + 1):
                await readers.enter_async_context(store.read())
    assert await count(store, "account") == 0
    await store.close()


async def test_an_error_of_the_callers_own_is_theirs(store: Store) -> None:
    with pytest.raises(FileNotFoundError):
        async with store.write():
            raise FileNotFoundError


async def test_postgres_is_used_again_after_it_dropped_its_connections(postgres_url: str) -> None:
    store, other = Store.open(postgres_url), Store.open(postgres_url)
    assert await count(store, "account") == 0
    async with other.write() as conn:
        await conn.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                " AND datname = current_database()"
            )
        )
    assert await count(store, "account") == 0
    await store.close()
    await other.close()
