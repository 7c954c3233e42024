"""The lanes of a process: one a platform token, opened and closed while the process runs."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field

import structlog

from bot.bells import Bells
from bot.clock import Clock
from bot.delivery.lane import Lane, Sender, Watch, Way
from bot.delivery.pace import Pace
from bot.delivery.presenting import Presenter
from bot.links import Links
from bot.rendering import Words
from conversations.nudging import Quiet
from handlers.rendered import Markup
from storage import outbox
from storage.store import Store

log = structlog.get_logger()

STOP_SECONDS = 2.5
"""How long lanes may take to record what they sent once they are told to stop."""


@dataclass(frozen=True, slots=True)
class Token:
    """One platform token's way out: the lane's name, how it writes and sends, and its messages a second."""

    lane: str
    markup: Markup
    sender: Sender
    rate: float
    forms: bool = False
    watch: Watch | None = field(default=None)


class Lanes:
    """Opens, closes and names lanes."""

    def __init__(
        self, store: Store, clock: Clock, words: Words, links: Links, bells: Bells, owner: str, quiet: Quiet
    ) -> None:
        self._store = store
        self._clock = clock
        self._words = words
        self._links = links
        self._bells = bells
        self._owner = owner
        self._quiet = quiet
        self._running: dict[str, asyncio.Task[None]] = {}
        self.ended = asyncio.Event()

    @property
    def names(self) -> tuple[str, ...]:
        """The lanes that are open."""
        return tuple(self._running)

    async def open(self, token: Token) -> None:
        """Begin to deliver through ``token``; a lane of this name that is open is closed first."""
        await self.close(token.lane)
        await self._take_over(token.lane)
        presenter = Presenter(self._words, token.markup, self._links, forms=token.forms)
        way = Way(token.lane, presenter, token.sender, self._owner, self._quiet, token.watch)
        lane = Lane(way, self._store, self._clock, Pace(token.rate), self._bells.again(token.lane))
        running = self._running[token.lane] = asyncio.create_task(lane.run())
        running.add_done_callback(lambda task: self._fell(token.lane, task))

    async def close(self, name: str) -> None:
        """Let what is on its way end, and deliver no more through this lane; what waits stays."""
        running = self._running.pop(name, None)
        if running is not None:
            self._bells.of(name).stop()
            await self._over({running})

    async def close_all(self) -> None:
        """Close every lane."""
        running = set(self._running.values())
        for name in self._running:
            self._bells.of(name).stop()
        self._running = {}
        await self._over(running)

    async def _over(self, running: set[asyncio.Task[None]]) -> None:
        if not running:
            return
        await asyncio.wait(running, timeout=STOP_SECONDS)
        for task in running:
            # What is cut off now waits for a store that does not answer; the next start does it again.
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _take_over(self, name: str) -> None:
        """Give up what was claimed for this lane before: by one that was closed, or by a process that died.

        A SQLite store is ours alone; on PostgreSQL the claims of others run out by themselves.
        """
        now, alone = self._clock.now(), self._store.dialect == "sqlite"
        async with self._store.write() as conn:
            if alone:
                released = await outbox.release(conn, name, now, everything=True)
            else:
                released = await outbox.release(conn, name, now, by=self._owner, own=True)
            tell_of(released, name)

    def _fell(self, name: str, task: asyncio.Task[None]) -> None:
        """End the process where a lane that should be open ended by itself."""
        if self._running.get(name) is task:
            del self._running[name]
            self.ended.set()


def tell_of(released: outbox.Released, lane: str) -> None:
    """Log that claims were given up."""
    if released.waiting or released.unknown:
        log.warning("claims were given up", lane=lane, again=released.waiting, unknown=released.unknown)
