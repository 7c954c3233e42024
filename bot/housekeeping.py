"""What has to be done every so often: a handful of interval jobs, and never one job a person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.delivery.lane import LEASE
from bot.delivery.lanes import tell_of
from mentoring.changes import GUESSES_COUNT_FOR
from storage import inbox, link_codes, outbox, people
from storage.errors import StoreError
from storage.store import Store

log = structlog.get_logger()

LEASES_EVERY = 8
"""Seconds: twice in a lease, and another process's share is taken over within half a minute of its end."""

TOO_LATE_EVERY = 60
"""Seconds between two looks for messages whose time has passed."""

PRUNE_EVERY = 3600
"""Seconds between two removals of what was settled days ago."""


class Housekeeping:
    """The jobs, and the metronome that beats for them."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        lanes: Callable[[], tuple[str, ...]],
        owner: str,
        keep: timedelta,
    ) -> None:
        self._store = store
        self._owner = owner
        self._clock = clock
        self._lanes = lanes
        self._keep = keep

    def scheduler(self) -> AsyncIOScheduler:
        """Return the metronome, not yet started: one beat at a time, a missed one made up for once."""
        jobs = {self.leases: LEASES_EVERY, self.too_late: TOO_LATE_EVERY, self.prune: PRUNE_EVERY}
        scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for job, seconds in jobs.items():
            scheduler.add_job(_patient(job), "interval", seconds=seconds, id=job.__name__)
        return scheduler

    async def leases(self) -> None:
        """Keep this process's claims, and give up those of a process that is gone."""
        now = self._clock.now()
        async with self._store.write() as conn:
            for lane in self._lanes():
                await outbox.renew(conn, lane, self._owner, now + LEASE)
                tell_of(await outbox.release(conn, lane, now, by=self._owner), lane)

    async def too_late(self) -> None:
        """Settle messages whose time has passed, so that none of them goes out when it means nothing."""
        async with self._store.write() as conn:
            late = await outbox.expire(conn, self._clock.now())
        if late:
            log.warning("too late to send", messages=late)

    async def prune(self) -> None:
        """Remove what was settled days ago, in small steps, so that nobody waits for it."""
        before = self._clock.now() - self._keep
        await self._in_steps(lambda conn: inbox.prune(conn, before))
        await self._in_steps(lambda conn: outbox.prune(conn, before))
        async with self._store.write() as conn:
            await people.prune_guesses(conn, self._clock.now() - GUESSES_COUNT_FOR)
            await people.prune_strangers(conn, before)
            await link_codes.prune(conn, before)

    async def _in_steps(self, step: Callable[[AsyncConnection], Awaitable[int]]) -> None:
        while True:
            async with self._store.write() as conn:
                if not await step(conn):
                    return


def _patient(job: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    """Let a job that cannot reach the store try again at its next beat."""

    async def beat() -> None:
        try:
            await job()
        except StoreError as error:
            log.error("housekeeping waits for the store", job=job.__name__, error=type(error).__name__)

    return beat
