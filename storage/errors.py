"""What can go wrong with the store as a whole, and what the caller should do about it.

StoreError
├── StoreBusy      another process held the lock for too long: try again later
├── StoreFull      no room is left: nothing of the transaction was kept; make room, then try again
├── StoreAway      the database cannot be reached, or went away: try again later
├── StoreNewer     a newer version of the program wrote this database: run that version
└── StoreBroken    rows refer to rows that are not there: restore a backup
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

SQLITE_CANNOT = frozenset(
    {
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_READONLY,  # a disk that was mounted again after an error
        sqlite3.SQLITE_CORRUPT,
    }
)
PG_FULL = frozenset({"53100", "53200"})  # disk_full, out_of_memory
PG_BUSY = frozenset({"55P03", "40P01", "40001"})  # lock_not_available, deadlock, serialization_failure
PG_AWAY = ("08", "57P", "25006")  # connection exceptions, a server that is told to stop, a standby


class StoreError(Exception):
    """The store could not do it."""


class StoreBusy(StoreError):
    """Another process held the store's lock for too long."""


class StoreFull(StoreError):
    """The store has no room left; nothing of this transaction was kept."""


class StoreAway(StoreError):
    """The database cannot be reached, or went away."""


class StoreNewer(StoreError):
    """A newer version of the program wrote this database."""


class StoreBroken(StoreError):
    """Rows of this database refer to rows that are not there."""


@contextmanager
def named_errors() -> Iterator[None]:
    """Turn what a driver raises about the store as a whole into one of the errors above."""
    try:
        yield
    except PoolTimeoutError as error:
        raise StoreBusy(StoreBusy.__doc__) from error
    except (DBAPIError, sqlite3.Error) as error:  # the latter where a transaction could not even begin
        kind = _kind(error)
        if kind is None:
            raise
        raise kind(kind.__doc__) from error


@contextmanager
def connecting() -> Iterator[None]:
    """Turn whatever keeps a connection from being made into one of the errors above."""
    try:
        yield
    except OSError as error:  # asyncpg gives a refused connection as it comes from the socket
        raise StoreAway(StoreAway.__doc__) from error
    except DBAPIError as error:
        kind = _kind(error) or StoreAway
        raise kind(kind.__doc__) from error


def is_of_store(error: Exception) -> bool:
    """Tell whether a transaction cannot go on after ``error``, whatever was being done in it."""
    return isinstance(error, DBAPIError) and _kind(error) is not None


def _kind(error: DBAPIError | sqlite3.Error) -> type[StoreError] | None:
    driver = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(driver, "sqlite_errorcode", None)
    if code is not None:
        return _sqlite_kind(code & 0xFF)  # the primary code; the rest says where
    state = str(getattr(driver, "sqlstate", None) or "")
    if state in PG_FULL:
        return StoreFull
    if state in PG_BUSY:
        return StoreBusy
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return StoreAway if lost or state.startswith(PG_AWAY) else None


def _sqlite_kind(code: int) -> type[StoreError] | None:
    if code == sqlite3.SQLITE_FULL:
        return StoreFull
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy
    return StoreAway if code in SQLITE_CANNOT else None


def without_values(context: ExceptionContext) -> None:
    """Take the row's values out of a PostgreSQL error before anybody can log it; keep its class and code."""
    adapted = context.original_exception
    driver = adapted.__cause__
    state = getattr(driver, "sqlstate", None)
    if driver is None or state is None:
        return
    said = f"{type(driver).__name__} ({state}) {getattr(driver, 'constraint_name', None) or ''}".strip()
    driver.args = (said,)
    driver.detail = None  # type: ignore[attr-defined]
    adapted.args = (said,)
