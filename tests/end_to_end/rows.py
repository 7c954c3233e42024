"""Looks into the bot's store."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from storage.store import Store


async def rows(store: Store, statement: str, **values: object) -> list[tuple[Any, ...]]:
    """Return the rows of a SELECT."""
    async with store.read() as conn:
        return [tuple(row) for row in await conn.execute(text(statement), values)]


async def count(store: Store, table: str, where: str = "1 = 1") -> int:
    """Return how many rows of a table there are."""
    found = await rows(store, f"SELECT count(*) FROM {table} WHERE {where}")  # noqa: S608 - a test's own words
    return int(found[0][0])


async def column(store: Store, table: str, name: str) -> list[Any]:
    """Return one column of a table in the order of its ids."""
    found = await rows(store, f"SELECT {name} FROM {table} ORDER BY id")  # noqa: S608 - a test's own words
    return [row[0] for row in found]
