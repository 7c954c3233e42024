"""Every schema that was ever released leads to the newest, and the newest is what the tables say."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import stat
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from storage import alerts, migrate, people
from storage.errors import StoreBroken, StoreNewer
from storage.people import finding, homes
from storage.store import Store
from storage.tables import metadata
from tests import stores
from tests.storage.rows import ANN, NOW, count

RELEASED = Path(__file__).parent / "released"
SQLITE_DUMPS = sorted(RELEASED.glob("*.sqlite.sql"))
POSTGRES_DUMPS = sorted(RELEASED.glob("*.postgres.sql"))

NAME = attrgetter("name")
LINKED = re.compile(r"^((\w+) \w+) (CONSTRAINT \w+) (REFERENCES .*)$")  # a link in its column's own words
DESCRIBED = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
}


def said(dump: Path) -> str:
    return dump.read_text(encoding="utf-8")


def filled(path: Path, dump: Path) -> None:
    conn = sqlite3.connect(path)
    conn.executescript(said(dump))
    conn.close()


def differences(connection: Connection) -> list[Any]:
    # SQLite gives an empty default back as none, and no more than the name of a link in an added column;
    # what it was told in words is compared below.
    lite = connection.dialect.name == "sqlite"
    opts = {"compare_type": True, "compare_server_default": not lite}
    found = compare_metadata(MigrationContext.configure(connection, opts=opts), metadata)
    return [each for each in found if not (lite and each[0] in ("add_fk", "remove_fk"))]


async def described(store: Store) -> dict[str, set[str]]:
    """Return what the database was told of each table and index, as a set of columns and constraints."""
    async with store.read() as conn:
        found = {row[0]: row[1] for row in await conn.execute(text(DESCRIBED[store.dialect]))}
    return {name: pieces(told) for name, told in found.items() if not name.startswith("alembic")}


def pieces(told: str) -> set[str]:
    """Return what stands between the commas of a definition, however a column came into it."""
    if not told.startswith("CREATE TABLE"):
        return {told}
    body = told[told.index("(") + 1 : told.rindex(")")]
    commas = [place for place, letter in enumerate(body) if letter == "," and level(body[:place]) == 0]
    cuts = zip([-1, *commas], [*commas, len(body)], strict=True)
    each = {" ".join(body[start + 1 : end].split()) for start, end in cuts}
    return {said for piece in each for said in LINKED.sub(r"\1\n\3 FOREIGN KEY(\2) \4", piece).split("\n")}


def level(text: str) -> int:
    return text.count("(") - text.count(")")


async def assert_newest(url: str) -> None:
    store = Store.open(url)
    assert migrate.current(url) == migrate.head()
    async with store.read() as conn:
        assert await conn.run_sync(differences) == []
    await store.close()


async def test_the_migrations_make_what_the_tables_say(store_url: str) -> None:
    await assert_newest(store_url)


async def test_a_released_store_and_a_new_one_are_told_the_same(sqlite_url: str, tmp_path: Path) -> None:
    new = Store.open(sqlite_url)
    for dump in SQLITE_DUMPS:
        path = tmp_path / f"{dump.name}.sqlite"
        filled(path, dump)
        migrate.upgrade(f"sqlite:///{path}")
        old = Store.open(f"sqlite:///{path}")
        assert await described(old) == await described(new)
        await old.close()
    await new.close()


async def test_the_migrations_say_the_same_as_the_tables(empty_url: str, store: Store) -> None:
    """Alembic does not compare conditions of indexes, checks and counting ids; the words do."""
    if not empty_url.startswith(store.dialect):
        return
    made = Store.open(empty_url)
    async with made.write() as conn:
        await conn.run_sync(metadata.create_all)
    assert await described(store) == await described(made)
    await made.close()


async def test_an_empty_store_is_upgraded_while_a_loop_runs(empty_url: str) -> None:
    assert migrate.current(empty_url) is None
    migrate.upgrade(empty_url)
    assert migrate.current(empty_url) == migrate.head()


async def test_two_upgrades_at_once_end_in_one_schema(empty_url: str) -> None:
    await asyncio.gather(*(asyncio.to_thread(migrate.upgrade, empty_url) for _ in range(2)))
    await assert_newest(empty_url)


async def test_an_upgrade_keeps_what_is_there(store: Store, store_url: str) -> None:
    async with store.write() as conn:
        await people.make_accounts(conn, [ANN], NOW)
    migrate.upgrade(store_url)
    assert await count(store, "account") == 1


async def test_a_store_of_a_newer_version_is_refused_and_left_alone(store: Store, store_url: str) -> None:
    async with store.write() as conn:
        await conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreNewer):
        migrate.upgrade(store_url)
    assert migrate.current(store_url) == "9999"


async def test_rows_that_lead_nowhere_are_noticed(sqlite_url: str) -> None:
    conn = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    conn.execute("INSERT INTO guess (account_id, at) VALUES (99, 0)")
    conn.commit()
    conn.close()
    with pytest.raises(StoreBroken):
        migrate.upgrade(sqlite_url)


def test_a_new_sqlite_file_is_private_and_its_folder_is_made(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "store.sqlite"
    assert migrate.current(f"sqlite:///{path}") is None
    assert not path.exists()
    migrate.upgrade(f"sqlite:///{path}")
    assert stat.S_IMODE(path.stat().st_mode) == migrate.PRIVATE


@pytest.mark.parametrize("dump", SQLITE_DUMPS, ids=NAME)
async def test_every_released_sqlite_schema_is_upgraded(dump: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    filled(path, dump)
    await assert_upgraded(f"sqlite:///{path}", dump)


@pytest.mark.parametrize("dump", POSTGRES_DUMPS, ids=NAME)
async def test_every_released_postgres_schema_is_upgraded(dump: Path, postgres: stores.Postgres) -> None:
    async with postgres.database(migrated=False) as url:
        store = Store.open(url)
        async with store.write() as conn:
            driver: Any = (await conn.get_raw_connection()).driver_connection
            await driver.execute(said(dump))
        await store.close()
        await assert_upgraded(url, dump)


async def assert_upgraded(url: str, dump: Path) -> None:
    """The dump becomes the newest schema; its rows keep all that they held, and are found."""
    before = await contents(url)
    migrate.upgrade(url)
    await assert_newest(url)
    await assert_full(url, dump)
    after = await contents(url)
    for name, rows in before.items():
        kept = [{**row, **old} for row, old in zip(after[name], rows, strict=True)]
        assert (name, after[name]) == (name, kept)
    store = Store.open(url)
    async with store.read() as conn:
        assert [card.first_name for card in await finding.by_name(conn, 1, "zoe", 10)] == ["Zoë"]
    await store.close()


async def contents(url: str) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table but Alembic's own, as the database itself gives it."""
    store = Store.open(url)
    async with store.read() as conn:
        names = await conn.run_sync(lambda sync: inspect(sync).get_table_names())
        found = {
            name: [dict(row) for row in (await conn.execute(text(f"SELECT * FROM {name}"))).mappings()]  # noqa: S608
            for name in names
            if name != "alembic_version"
        }
    await store.close()
    return found


async def assert_full(url: str, dump: Path) -> None:
    """Every table that the dump has a row of still has one."""
    written = said(dump).replace('"', "").replace("public.", "")
    tables = [name for name in metadata.tables if f"INSERT INTO {name} " in written]
    assert len(tables) >= 16
    store = Store.open(url)
    assert {name: await count(store, name) for name in tables} == dict.fromkeys(tables, 1)
    await store.close()


def test_each_released_schema_is_kept_for_both_databases() -> None:
    def names(dumps: list[Path]) -> list[str]:
        return [dump.name.partition(".")[0] for dump in dumps]

    assert names(SQLITE_DUMPS) == names(POSTGRES_DUMPS)
    assert names(SQLITE_DUMPS)[0] == "0001"


def test_the_newest_schema_is_the_last_of_the_steps() -> None:
    assert ScriptDirectory(str(migrate.SCRIPTS)).get_current_head() == migrate.head()


async def test_people_of_the_first_schema_are_found_by_name_and_owe_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    filled(path, RELEASED / "0001.sqlite.sql")
    migrate.upgrade(f"sqlite:///{path}")
    store = Store.open(f"sqlite:///{path}")
    async with store.write() as conn:
        [zoe] = await finding.by_name(conn, 1, "zoe", 10)
        assert await homes.stale(conn, NOW, 10) == []
        assert await alerts.due(conn, NOW, 10) == []
        assert await finding.counts(conn, 1) == finding.CountsRow(0, 0, 0, 0, 0, 0, 0, concerns_open=1)
    assert (zoe.first_name, zoe.external_id, zoe.referrals, zoe.help_request) == ("Zoë", None, 0, None)
    await store.close()
