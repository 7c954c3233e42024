"""Home pages: published anew when something on them changed, without anybody pressing."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.rendering import Words
from bot.telling import outbox_row
from mentoring.home import page
from storage import outbox
from storage.people import homes
from storage.people.homes import HomeRow
from storage.store import Store

log = structlog.get_logger()

LOOK_SECONDS = 2.0
"""How often it is looked for pages that are out of date; a change rings the bell."""

AT_ONCE = 50
"""Pages in one transaction: each costs a few reads."""


class Homes:
    """Puts pages that are out of date into the outbox."""

    def __init__(
        self, store: Store, clock: Clock, words: Words, ring: Callable[[Collection[str]], None]
    ) -> None:
        self._store = store
        self._clock = clock
        self._words = words
        self._ring = ring

    async def publish(self) -> int:
        """Publish what is out of date and return how many pages."""
        now = self._clock.now()
        async with self._store.read() as conn:
            if not await homes.stale(conn, now, 1):
                return 0
        async with self._store.write() as conn:
            stale = await homes.stale(conn, now, AT_ONCE)
            rows = [made for row in stale if (made := await self._row(conn, row, now)) is not None]
            await outbox.add(conn, rows)
            await homes.published(conn, [row.account_id for row in stale], now)
        self._ring({row["lane"] for row in rows})
        return len(stale)

    async def _row(self, conn: AsyncConnection, row: HomeRow, now: datetime) -> dict[str, Any] | None:
        """Return what publishes one page; one that fails keeps no other from being published."""
        labels = self._words.labels[self._words.spoken(row.language)]
        try:
            async with conn.begin_nested():
                made = await page(conn, row, labels, now)
                return outbox_row(made, row.address, None, now, row.language)
        except Exception as error:
            log.error("a page cannot be made", account=row.account_id, exc_info=error)
            return None
