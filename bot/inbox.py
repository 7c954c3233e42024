"""The way in: what was heard is committed here before any platform is told that it arrived."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from bot import metrics
from bot.clock import Clock
from bot.rows import heard_row
from bot.wake import Wake
from conversations.heard import Heard
from storage import inbox
from storage.errors import StoreError
from storage.store import Store

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Arrival:
    """Rows that one caller wants kept, and where it waits for that."""

    rows: list[dict[str, Any]]
    kept: asyncio.Future[None]


class Inbox:
    """Keeps what was heard and wakes the turns.

    Callers who come while a commit is under way share the next one, in the order in which they came.
    """

    def __init__(self, store: Store, clock: Clock, turns: Wake) -> None:
        self._store = store
        self._clock = clock
        self._turns = turns
        self._arrivals: list[Arrival] = []
        self._keeping: asyncio.Task[None] | None = None

    async def keep(self, heard: Sequence[Heard]) -> None:
        """Commit ``heard``; what was heard before under the same event is recognised and left alone.

        Raises StoreError where nothing was kept: the platform must not be told that it arrived.
        """
        if not heard:
            return
        now = self._clock.now()
        arrival = Arrival([heard_row(one, now) for one in heard], asyncio.get_running_loop().create_future())
        self._arrivals.append(arrival)
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep_all())
        await arrival.kept

    async def _keep_all(self) -> None:
        """Keep what has arrived, and what arrives meanwhile."""
        while self._arrivals:
            arrived, self._arrivals = self._arrivals, []
            try:
                await self._commit(arrived)
            except StoreError as error:
                _refuse(arrived, error)
            except Exception as error:
                if len(arrived) == 1:
                    _refuse(arrived, error)
                else:
                    await self._one_by_one(arrived)

    async def _one_by_one(self, arrived: Sequence[Arrival]) -> None:
        """Keep each by itself: one that cannot be kept must not cost the others."""
        for arrival in arrived:
            try:
                await self._commit([arrival])
            except Exception as error:
                _refuse([arrival], error)

    async def _commit(self, arrived: Sequence[Arrival]) -> None:
        rows = [row for arrival in arrived for row in arrival.rows]
        async with self._store.write() as conn:
            new = await inbox.keep(conn, rows)
        metrics.HEARD.inc(new)
        if new < len(rows):
            log.info("heard again", again=len(rows) - new)
        self._turns.up()
        for arrival in arrived:
            if not arrival.kept.done():
                arrival.kept.set_result(None)


def _refuse(arrived: Sequence[Arrival], error: Exception) -> None:
    for arrival in arrived:
        if not arrival.kept.done():
            arrival.kept.set_exception(error)
