"""Keeps a second process off a SQLite store: two would take each other's messages for lost ones."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import make_url


@contextlib.contextmanager
def alone(url: str) -> Iterator[None]:
    """Hold the store at ``url`` for as long as the process serves; the system lets go when it dies.

    A PostgreSQL store may be shared. Raises ValueError where another process serves this one.
    """
    file = make_url(url).database
    if not url.startswith("sqlite") or not file:
        yield
        return
    lock = FileLock(f"{file}.serving", timeout=0)
    try:
        lock.acquire()
    except OSError as error:
        # Where not even the lock's file can be made, opening the store says what is wrong with the folder.
        if isinstance(error, Timeout) and Path(lock.lock_file).exists():
            raise ValueError(
                "another alongside serves this store: stop it first, or use PostgreSQL to run several"
            ) from None
    try:
        yield
    finally:
        lock.release()
