"""SQLite connections that cross to their own thread once a statement, and start writing at once.

aiosqlite crosses four times for one query (open a cursor, execute, fetch, close), about 0.1 ms each.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable, Sequence
from typing import Any

import aiosqlite
from sqlalchemy import URL, Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from storage.types import encode_json

READERS = 4  # connections: readers never wait for the writer in WAL, and rarely for each other
WAL_KEPT = 64 * 1024 * 1024  # bytes of write-ahead log kept on disk after a checkpoint
CACHE = 32 * 1024  # KiB of pages in the writer's memory
STATEMENTS_KEPT = 256  # prepared statements a connection: more than the store has
LOCK_PAUSE = 0.01  # seconds between two looks at another connection's lock, in the connection's own thread
ARRAY_SIZE = 64  # rows a fetchmany without a number gives; SQLAlchemy asks for all

Parameters = Sequence[Any]


def writer(target: URL, *, busy_timeout: float, synchronous: str) -> AsyncEngine:
    """Return the engine of the one connection that writes to the file that ``target`` names."""
    pragmas = [
        f"synchronous = {synchronous}",
        "foreign_keys = ON",
        f"journal_size_limit = {WAL_KEPT}",
        f"cache_size = -{CACHE}",
        # Erased words are overwritten where that costs no further page, so that they do not linger.
        "secure_delete = FAST",
    ]
    return _writing(_engine(target, busy_timeout, pragmas, size=1))


def library(target: URL, *, busy_timeout: float, synchronous: str) -> AsyncEngine:
    """Return the engine of one more connection that writes, for a library with queries of its own.

    Its transactions begin where they first write, and then take the write lock at once: a library reads
    through the same engine, and a read must not wait for whoever writes. What it reads before its first
    write is therefore not of the same transaction; nobody else of this process is between the two, since
    there is the one connection.
    """
    pragmas = [f"synchronous = {synchronous}", "foreign_keys = ON", "secure_delete = FAST"]
    engine = _engine(target, busy_timeout, pragmas, size=1)
    event.listen(engine.sync_engine, "before_cursor_execute", _begin_to_write)
    return engine


def readers(target: URL, *, busy_timeout: float) -> AsyncEngine:
    """Return the engine of the connections that only read."""
    pragmas = ["query_only = ON"]
    # A reader has no transaction that the pool would have to undo.
    return _engine(target, busy_timeout, pragmas, size=READERS, pool_reset_on_return=None)


def upgrader(target: URL, *, busy_timeout: float) -> AsyncEngine:
    """Return the engine for changing the schema: no foreign keys, since tables are built anew and swapped."""
    return _writing(_engine(target, busy_timeout, ["foreign_keys = OFF"], size=1))


def _engine(
    target: URL, busy_timeout: float, pragmas: Sequence[str], *, size: int, **more: Any
) -> AsyncEngine:
    def connector() -> sqlite3.Connection:
        kept = sqlite3.connect(
            str(target.database),
            timeout=busy_timeout,
            isolation_level=None,
            cached_statements=STATEMENTS_KEPT,
        )
        try:
            _log_ahead(kept, busy_timeout)
            for pragma in pragmas:
                kept.execute(f"PRAGMA {pragma}")
        except sqlite3.Error:
            kept.close()
            raise
        return kept

    async def creator() -> Any:
        made = OneCrossing(connector, ARRAY_SIZE)
        try:
            return await made
        except sqlite3.Error:
            await made.ended()
            raise

    return create_async_engine(
        target,
        async_creator=creator,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=busy_timeout,
        hide_parameters=True,
        json_serializer=encode_json,
        **more,
    )


def _log_ahead(kept: sqlite3.Connection, busy_timeout: float) -> None:
    """Let the file have a write-ahead log; SQLite does not wait for a lock when it changes to one."""
    end = time.monotonic() + busy_timeout
    while True:
        try:
            kept.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
        time.sleep(LOCK_PAUSE)


def _writing(engine: AsyncEngine) -> AsyncEngine:
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _begin(conn: Connection) -> None:
    adapted: Any = conn.connection.dbapi_connection
    adapted.run_async(OneCrossing.begin)


def _begin_to_write(
    conn: Connection, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool
) -> None:
    adapted: Any = conn.connection.dbapi_connection
    if not statement.startswith("SELECT") and not adapted.driver_connection.in_transaction:
        adapted.run_async(OneCrossing.begin)


class OneCrossing(aiosqlite.Connection):
    """A connection whose cursors run a statement and fetch its rows in one crossing."""

    def __init__(self, connector: Any, iter_chunk_size: int) -> None:
        super().__init__(connector, iter_chunk_size)
        self._thread.daemon = True  # a process that dies without closing the store must still end

    async def begin(self) -> None:
        """Take the write lock now: a transaction that reads first could fail half-way when it writes."""
        await self.cross(self._conn.execute, "BEGIN IMMEDIATE")

    async def ended(self) -> None:
        """Wait for the thread of a connection that could not be made: it still has a word for this loop."""
        await asyncio.to_thread(self._thread.join)

    async def cross(self, function: Callable[..., Any], *given: Any) -> Any:
        """Run ``function`` in the connection's thread."""
        execute: Any = self._execute
        return await execute(function, *given)

    def cursor(self) -> Any:
        """Return a cursor; nothing is sent for it."""
        return _Cursor(self)


class _Cursor:
    """What SQLAlchemy needs of a cursor: the outcome of one statement, already fetched."""

    def __init__(self, connection: OneCrossing) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = ARRAY_SIZE

    async def __aenter__(self) -> _Cursor:
        return self

    async def execute(self, sql: str, parameters: Parameters = ()) -> _Cursor:
        await self._connection.cross(self._run, self._connection._conn.execute, sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Sequence[Parameters]) -> _Cursor:
        await self._connection.cross(self._run, self._connection._conn.executemany, sql, parameters)
        return self

    def _run(self, execute: Any, sql: str, parameters: Any) -> None:
        done = execute(sql, parameters)
        self.description = done.description
        if done.description:
            self._rows = done.fetchall()
        self.rowcount, self.lastrowid = done.rowcount, done.lastrowid
        done.close()

    async def fetchall(self) -> list[Any]:
        return self._rows

    async def close(self) -> None:
        """Nothing is left open."""
