"""Counts the statements that a connection executes: what is read for many must not cost more than for one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection


@contextmanager
def statements(conn: AsyncConnection) -> Iterator[list[str]]:
    """Give the list of the statements that are executed inside."""
    seen: list[str] = []

    def see(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(conn.sync_connection, "before_cursor_execute", see)
    try:
        yield seen
    finally:
        event.remove(conn.sync_connection, "before_cursor_execute", see)
