"""The store: one way to write in a transaction and one way to read, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from sqlalchemy import URL, event, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage import sqlite
from storage.errors import connecting, named_errors, without_values
from storage.types import POSTGRES, encode_json

BUSY_TIMEOUT = 15.0  # seconds to wait for another process's lock: a backup or the command line, never long
POSTGRES_CONNECTIONS = 10  # per process: a turn, a tick, a sender for each lane, metrics and a reserve
COMMAND_TIMEOUT = 60.0  # seconds for one statement: a network that swallows answers must not hang the bot

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


class Store:
    """A database with its connections; made by ``Store.open``, ended by ``close``."""

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine, library: AsyncEngine) -> None:
        self.dialect: str = writer.dialect.name
        self._writer = writer
        self._reader = reader
        self._library = library
        # One writer at a time in this process: to wait here costs nothing, to wait in SQLite polls.
        self._lock = asyncio.Lock()
        self._held: AsyncConnection | None = None

    @classmethod
    def open(cls, url: str, *, busy_timeout: float = BUSY_TIMEOUT, synchronous: str = "FULL") -> Store:
        """Return the store at ``url`` ("sqlite:///path" or "postgresql://..."); nothing is connected yet.

        ``busy_timeout`` is in seconds. ``synchronous`` is SQLite's: FULL loses nothing on a power cut,
        NORMAL may lose the newest commits. Raises ValueError for another database or for one in memory.
        """
        target = database(url)
        if target.get_backend_name() == POSTGRES:
            engine = postgres(target, busy_timeout)
            return cls(engine, engine, engine)
        return cls(
            sqlite.writer(target, busy_timeout=busy_timeout, synchronous=synchronous),
            sqlite.readers(target, busy_timeout=busy_timeout),
            sqlite.library(target, busy_timeout=busy_timeout, synchronous=synchronous),
        )

    @property
    def engine(self) -> AsyncEngine:
        """The engine that may write, for a library with queries of its own; its errors are SQLAlchemy's."""
        return self._library

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection inside one transaction: committed at the end, undone on any error.

        Raises StoreBusy, StoreFull or StoreAway; then nothing of the transaction was kept.
        """
        with named_errors():
            if self.dialect == POSTGRES:
                async with _connected(self._writer) as conn, conn.begin():
                    yield conn
                return
            async with self._lock, self._only_writer() as conn, conn.begin():
                yield conn

    @asynccontextmanager
    async def _only_writer(self) -> AsyncIterator[AsyncConnection]:
        """Give the one connection that writes, which stays open between transactions."""
        if self._held is None:
            with connecting():
                self._held = await self._writer.connect()
        try:
            yield self._held
        except BaseException:
            # A statement that was cancelled may have left the connection anywhere; the pool sets it back.
            held, self._held = self._held, None
            await asyncio.shield(held.close())
            raise

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection that only reads; each statement sees what was committed before it began."""
        with named_errors():
            async with _connected(self._reader) as conn:
                yield conn

    async def close(self) -> None:
        """Close every connection; SQLite's last one, the writer, folds the write-ahead log into the file."""
        await self._reader.dispose()
        await self._library.dispose()
        async with self._lock:
            held, self._held = self._held, None
            if held is not None:
                await held.close()
            await self._writer.dispose()


@asynccontextmanager
async def _connected(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    async with AsyncExitStack() as stack:
        with connecting():  # and not around what the caller does: an OSError of theirs is theirs
            conn = await stack.enter_async_context(engine.connect())
        yield conn


def database(url: str) -> URL:
    """Return ``url`` with the async driver that serves it."""
    given = make_url(url)
    driver = DRIVERS.get(given.drivername.partition("+")[0])
    if driver is None:
        raise ValueError(f"the store cannot be {given.drivername}: give sqlite:///path or postgresql://...")
    target = given.set(drivername=driver)
    if target.get_backend_name() == "sqlite" and target.database in (None, "", ":memory:"):
        raise ValueError("the store must be a file: give sqlite:///path")
    return target


def postgres(target: URL, busy_timeout: float) -> AsyncEngine:
    """Return the engine of a PostgreSQL; a lock is waited for as long as SQLite's is, in seconds."""
    settings = {
        "application_name": "alongside",
        "jit": "off",  # it only pays for long reports, and costs every short statement
        "random_page_cost": "1.1",  # disks without moving parts: an index is nearly always the shorter way
        "lock_timeout": str(round(busy_timeout * 1000)),  # milliseconds
    }
    engine = create_async_engine(
        target,
        hide_parameters=True,
        pool_size=POSTGRES_CONNECTIONS,
        max_overflow=0,
        pool_timeout=busy_timeout,
        pool_pre_ping=True,
        json_serializer=encode_json,
        connect_args={"server_settings": settings, "command_timeout": COMMAND_TIMEOUT},
    )
    event.listen(engine.sync_engine, "handle_error", without_values)
    return engine
