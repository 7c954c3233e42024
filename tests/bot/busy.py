"""A store that is busy: another process holds what everybody needs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text

from storage.store import Store
from storage.types import POSTGRES

IMPATIENT = 0.05  # seconds that a store of these tests waits for a lock


@asynccontextmanager
async def held(url: str) -> AsyncIterator[None]:
    """Hold the store at ``url`` so that nobody else can write."""
    store = Store.open(url)
    try:
        async with store.write() as conn:
            if store.dialect == POSTGRES:
                await conn.execute(text("LOCK TABLE inbox, outbox, invitation IN EXCLUSIVE MODE"))
            yield
    finally:
        await store.close()
