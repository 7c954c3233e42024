"""Bringing a database to the newest schema, and telling which one it has."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Connection, inspect
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import sqlite
from storage.errors import StoreBroken, StoreNewer, connecting, named_errors
from storage.store import BUSY_TIMEOUT, database, postgres
from storage.types import POSTGRES

NEWEST = "0004"  # the newest step in migrations/versions; a test holds the two together
SCRIPTS = Path(__file__).parent / "migrations"
ONE_AT_A_TIME = 0x616C6F6E67  # the number of the PostgreSQL advisory lock that an upgrade holds
PRIVATE = 0o600  # only the user that runs the bot reads the file, and SQLite gives its log the same mode

Result = TypeVar("Result")


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at ``url`` to the newest schema; a SQLite file is made where there is none.

    Runs in a thread of its own, so it may be called while an event loop runs; it blocks until it is done.
    Either every step is kept or none. Raises StoreNewer where a newer version wrote the database.
    """
    target = database(url)
    if target.get_backend_name() != POSTGRES:
        _make_file(Path(str(target.database)))
    _in_thread(target, lambda connection: _upgrade(connection, revision))


def current(url: str) -> str | None:
    """Return the schema that the database at ``url`` has, or None where it has none."""
    target = database(url)
    if target.get_backend_name() != POSTGRES and not Path(str(target.database)).exists():
        return None
    return _in_thread(target, _revision)


def head() -> str:
    """Return the newest schema."""
    return NEWEST


def _make_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=PRIVATE)


def _in_thread(target: URL, work: Callable[[Connection], Result]) -> Result:
    with ThreadPoolExecutor(1) as thread, named_errors():
        return thread.submit(asyncio.run, _connected(target, work)).result()


async def _connected(target: URL, work: Callable[[Connection], Result]) -> Result:
    engine = _engine(target)
    try:
        async with AsyncExitStack() as stack:
            with connecting():
                conn = await stack.enter_async_context(engine.connect())
            async with conn.begin():
                return await conn.run_sync(work)
    finally:
        await engine.dispose()


def _engine(target: URL) -> AsyncEngine:
    if target.get_backend_name() == POSTGRES:
        return postgres(target, BUSY_TIMEOUT)
    return sqlite.upgrader(target, busy_timeout=BUSY_TIMEOUT)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found


def _upgrade(connection: Connection, revision: str) -> None:
    # Only an upgrade needs Alembic: a start with today's tables is quicker, and 8 MiB smaller, without.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    if connection.dialect.name == POSTGRES:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})")
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if _revision(connection) not in (None, *known):
        raise StoreNewer(StoreNewer.__doc__)
    command.upgrade(config, revision)
    if connection.dialect.name != POSTGRES and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise StoreBroken(StoreBroken.__doc__)
