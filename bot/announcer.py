"""Announcements on their way: their time comes, those who get them become rows, and they end."""

from __future__ import annotations

from collections.abc import Callable, Collection

import structlog

from bot.clock import Clock
from conversations.nudging import Quiet
from mentoring.announcements import begins, end_where_done, gather
from storage import announcements, recipients
from storage.announcements import GATHERING, PLANNED, AnnouncementRow
from storage.store import Store

log = structlog.get_logger()

LOOK_SECONDS = 1.0
"""How often it is looked whether the time of one has come, and whether one is over."""

MOST_PIECES = 50
"""Transactions in which people become rows, in one pass."""


class Announcer:
    """Brings announcements on their way; ``lanes`` names those that are open, ``ring`` wakes them."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        quiet: Quiet,
        ring: Callable[[Collection[str]], None],
        lanes: Callable[[], tuple[str, ...]],
    ) -> None:
        self._store = store
        self._clock = clock
        self._quiet = quiet
        self._ring = ring
        self._lanes = lanes

    async def look(self) -> int:
        """Take each that is on its way a step further, and return how many people became rows."""
        async with self._store.read() as conn:
            found = await announcements.on_their_way(conn, self._clock.now())
            sent_to = await recipients.any_sent_to(conn)
        if sent_to:
            # Of those that are stopped or cancelled too: their last messages end after them.
            async with self._store.write() as conn:
                await recipients.collect(conn)
        gathered = 0
        for row in found:
            if row.status in (PLANNED, GATHERING):
                gathered += await self._gathered(row)
            else:
                await self._ended(row)
        return gathered

    async def _gathered(self, row: AnnouncementRow) -> int:
        now, count = self._clock.now(), 0
        async with self._store.read() as conn:
            later = await begins(conn, row, self._quiet, now)
        for _ in range(MOST_PIECES):
            async with self._store.write() as conn:
                if row.status == PLANNED:
                    await announcements.change(conn, row.id, PLANNED, status=GATHERING)
                    row = row._replace(status=GATHERING)
                count += await gather(conn, row, later, now)
                known = await announcements.get(conn, row.id)
            self._ring(self._lanes())
            if known is None or known.status != GATHERING:
                log.info("an announcement's recipients are known", announcement=row.id)
                break
            row = known
        return count

    async def _ended(self, row: AnnouncementRow) -> None:
        async with self._store.write() as conn:
            ended = await end_where_done(conn, row, self._clock.now())
        if ended:
            log.info("an announcement has ended", announcement=row.id)
