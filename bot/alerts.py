"""Concerns that nobody has yet: the next on the list is told, again and again, until somebody has it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.telling import told
from mentoring import alerts as rules
from storage import alerts, outbox
from storage.alerts import AlertRow
from storage.store import Store

log = structlog.get_logger()

LOOK_SECONDS = 5.0
"""How often it is looked for alerts whose time has come; a new concern rings the bell."""

AT_ONCE = 100
"""Alerts in one transaction."""


class Alerts:
    """Tells the next person of each concern whose time has come; ``patience`` is how long one may take."""

    def __init__(
        self, store: Store, clock: Clock, patience: timedelta, ring: Callable[[Collection[str]], None]
    ) -> None:
        self._store = store
        self._clock = clock
        self._patience = patience
        self._ring = ring

    async def tell(self) -> int:
        """Tell whom it is time to tell, and return of how many concerns."""
        now = self._clock.now()
        async with self._store.read() as conn:
            # Most passes find none, and should not wait for the writer.
            if not await alerts.due(conn, now, 1):
                return 0
        rows: list[dict[str, Any]] = []
        async with self._store.write() as conn:
            due = await alerts.due(conn, now, AT_ONCE)
            for alert in due:
                rows += await self._told(conn, alert, now)
            await outbox.add(conn, rows)
        self._ring({row["lane"] for row in rows})
        return len(due)

    async def _told(self, conn: AsyncConnection, alert: AlertRow, now: datetime) -> list[dict[str, Any]]:
        """Return the rows that tell of one concern; one that fails waits, and keeps no other waiting."""
        try:
            async with conn.begin_nested():
                news = await rules.tell(conn, alert, self._patience, now)
                return await told(conn, [news], now) if news else []
        except Exception as error:
            log.error("nobody could be told of a concern", concern=alert.concern_id, exc_info=error)
            await alerts.step(conn, alert.concern_id, alert.step, now + self._patience)
            return []
