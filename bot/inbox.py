"""The way in: what was heard is committed here before any platform is told that it arrived."""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from bot import metrics
from bot.clock import Clock
from bot.rows import heard_row
from bot.wake import Wake
from conversations.heard import Heard
from storage import inbox
from storage.store import Store

log = structlog.get_logger()


class Inbox:
    """Keeps what was heard and wakes the turns."""

    def __init__(self, store: Store, clock: Clock, turns: Wake) -> None:
        self._store = store
        self._clock = clock
        self._turns = turns

    async def keep(self, heard: Sequence[Heard]) -> None:
        """Commit ``heard``; what was heard before under the same event is recognised and left alone.

        Raises StoreError where nothing was kept: the platform must not be told that it arrived.
        """
        if not heard:
            return
        now = self._clock.now()
        rows = [heard_row(one, now) for one in heard]
        async with self._store.write() as conn:
            new = await inbox.keep(conn, rows)
        metrics.HEARD.inc(new)
        if new < len(rows):
            log.info("heard again", again=len(rows) - new)
        self._turns.up()
