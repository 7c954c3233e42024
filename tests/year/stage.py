"""The playground and the bot on one clock, which goes from each thing that is due to the next."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

from sqlalchemy import exists, func, or_, select, union_all

from bot.clock import Clock
from bot.settings import Settings
from conversations.nudging import QUIET
from playground.world import World
from storage import migrate
from storage.store import Store
from storage.tables import account, alert, due, inbox, outbox
from storage.tables.people import HOME_IS_STALE
from tests.end_to_end.process import FASTEST, running, with_slack
from tests.end_to_end.stage import TOKEN, Stage, staged

LOOK_SECONDS = 0.008
"""Between two looks whether the bot has nothing left to do."""

PATIENCE_SECONDS = 20.0
"""How long the bot may take for what is due at one moment."""

HURRIED = {
    "bot.serving.LOOK_FOR_DUES": 0.03,
    "bot.serving.LOOK_FOR_HOMES": 0.1,
    "bot.serving.LOOK_FOR_ALERTS": 0.3,
    "bot.delivery.lane.LOOK_AGAIN_SECONDS": 0.2,
    "bot.beats.AT_MOST_EVERY": 0.005,
    "bot.delivery.pace.ADDRESS_BURST": FASTEST,
}
"""How often the bot looks for what the clock has brought: nobody moves it on by weeks but here."""


@dataclass(slots=True)
class YearStage:
    """A playground with a bot beside it, and the store to see by when it has nothing left to do.

    ``arrived`` is the newest of Slack's deliveries that is known to have arrived.
    """

    wire: Stage
    store: Store
    clock: Clock
    url: str
    arrived: int = 0

    @property
    def now(self) -> datetime:
        """The time of the story, in UTC."""
        return self.clock.now()

    async def until(self, moment: datetime) -> None:
        """Let the time go on until ``moment``, and all happen that is due by then, each at its time."""
        while (then := await self._next(moment)) is not None:
            self._set(then)
            await self.rest()
        self._set(moment)
        await self.rest()

    async def rest(self) -> None:
        """Wait until nothing is left to be taken, to be sent, or to come up now."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                if not await self._busy():
                    return
                await asyncio.sleep(LOOK_SECONDS)

    def _set(self, moment: datetime) -> None:
        self.wire.world.clock.set_to(moment)
        self.clock.offset = timedelta(seconds=self.wire.world.clock.offset)

    async def _busy(self) -> bool:
        now, world = self.now, self.wire.world
        if len(world.updates) or self._on_way():
            return True
        waits = (
            exists().where(inbox.c.done_at.is_(None)),
            exists().where(outbox.c.settled_at.is_(None), outbox.c.next_at <= now),
            exists().where(due.c.status == "waiting", due.c.at <= now),
            exists().where(alert.c.settled_at.is_(None), alert.c.next_at <= now),
            exists().where(HOME_IS_STALE, account.c.platform == "slack"),
        )
        async with self.store.read() as conn:
            return bool((await conn.execute(select(or_(*waits)))).scalar_one())

    def _on_way(self) -> bool:
        """Tell whether something that was said in Slack has not arrived yet."""
        for delivery in self.wire.world.slack.wire.deliveries.after(self.arrived):
            if delivery["status"] == "waiting":
                return True
            self.arrived = delivery["n"]
        return False

    async def _next(self, until: datetime) -> datetime | None:
        """Return the next moment before ``until`` at which something comes up, or None."""
        moments = (
            select(func.min(due.c.at)).where(due.c.status == "waiting"),
            select(func.min(outbox.c.next_at)).where(outbox.c.settled_at.is_(None)),
            select(func.min(alert.c.next_at)).where(alert.c.settled_at.is_(None)),
        )
        async with self.store.read() as conn:
            found = (await conn.scalars(union_all(*moments))).all()
        coming = [moment for moment in found if moment is not None and moment < until]
        return max(min(coming), self.now) if coming else None


def _settings(wire: Stage, url: str) -> Settings:
    """Return the settings of a bot that keeps quiet at night, as it does in earnest."""
    return with_slack(wire, url, quiet_from=QUIET.start, quiet_until=QUIET.end)


@contextlib.asynccontextmanager
async def year_stage(begins: datetime) -> AsyncIterator[YearStage]:
    """Give a stage whose time is ``begins``; its store is thrown away at the end."""
    with contextlib.ExitStack() as kept:
        folder = Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="year-")))
        for name, value in HURRIED.items():
            kept.enter_context(mock.patch(name, value))
        url, clock = f"sqlite:///{folder / 'year.sqlite'}", Clock()
        await asyncio.to_thread(migrate.upgrade, url)
        world = World(token=TOKEN, limits=False)
        world.clock.set_to(begins.astimezone(UTC))
        clock.offset = timedelta(seconds=world.clock.offset)
        store = Store.open(url)
        async with staged(world) as wire, running(_settings(wire, url), clock):
            yield YearStage(wire, store, clock, url)
        await store.close()
