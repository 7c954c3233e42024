"""Runs the process: reads, takes turns, delivers, and stops without losing anything."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import structlog
from starlette.routing import BaseRoute

from bot import telegram, wiring
from bot.alone import alone
from bot.clock import Clock
from bot.delivery.lane import Lane
from bot.demo_clock import follow
from bot.health import health_routes
from bot.reader import Reader
from bot.server import serving
from bot.settings import Settings
from bot.wiring import Bot
from conversations.heard import Platform
from handlers.telegram import MARKUP, Connection, Telegram

log = structlog.get_logger()

LOOP_STOP_SECONDS = 2.5
"""How long each of three loops may take to end once it is told to; with the server, within ten seconds."""


async def serve(
    settings: Settings,
    stop: asyncio.Event,
    started: asyncio.Future[str] | None = None,
    clock: Clock | None = None,
) -> None:
    """Run until ``stop`` is set; then finish the turn, commit and close, within ten seconds.

    ``started`` gets the address that health is served on, once it is; ``clock`` is the machine's unless
    another is handed in. Raises OSError where the port is taken, ValueError where a setting is wrong, and
    StoreError where the store cannot be opened.
    """
    number = telegram.bot_id(settings)
    with alone(settings.database_url):
        bot = wiring.wire(settings, clock or Clock())
        try:
            async with telegram.connection(settings) as connection:
                await _Process(settings, bot, connection, number).run(stop, started)
        finally:
            await bot.store.close()


class _Process:
    """The loops of one process, started together and stopped in the order in which a message goes."""

    def __init__(self, settings: Settings, bot: Bot, connection: Connection, number: int) -> None:
        self._settings = settings
        self._bot = bot
        self._connection = connection
        self._number = number
        self._reader: Reader | None = None
        if settings.polls:
            self._reader = Reader(telegram.source(connection, number, bot.clock), bot.inbox, bot.clock)

    async def run(self, stop: asyncio.Event, started: asyncio.Future[str] | None) -> None:
        bot, settings = self._bot, self._settings
        keeper = wiring.housekeeping(bot, settings)
        if bot.store.dialect == "sqlite":
            await keeper.take_over()
        scheduler = keeper.scheduler()
        scheduler.start()
        lane = wiring.lane(bot, settings, Platform.TELEGRAM, MARKUP, Telegram(self._connection))
        ended = asyncio.Event()
        async with contextlib.AsyncExitStack() as loops:
            loops.callback(scheduler.shutdown, wait=False)
            await loops.enter_async_context(_until(self._deliver(lane), ended, self._stop_delivery))
            await loops.enter_async_context(_until(bot.turns.run(), ended, bot.turns_bell.stop))
            address = await loops.enter_async_context(serving(self._routes(), settings.host, settings.port))
            for side in self._sides():
                await loops.enter_async_context(_beside(side))
            if self._reader is not None:
                reading = asyncio.Event()
                await loops.enter_async_context(_until(self._reader.run(reading), ended, reading.set))
            log.info("serving", address=address, polls=settings.polls)
            if started is not None:
                started.set_result(address)
            await _either(stop, ended)
            log.info("stopping")

    async def _deliver(self, lane: Lane) -> None:
        """Deliver, once it is heard what people said while nobody read.

        It may answer a question that was perhaps sent and would be asked again.
        """
        if self._reader is not None:
            await self._reader.caught_up.wait()
        await lane.run()

    def _stop_delivery(self) -> None:
        self._bot.lane_bell.stop()
        if self._reader is not None:
            self._reader.caught_up.set()

    def _routes(self) -> list[BaseRoute]:
        bot, reader = self._bot, self._reader
        routes: list[BaseRoute] = [
            *health_routes(bot.store, lambda: reader is None or reader.reading, bot.clock)
        ]
        if reader is None:
            routes.append(telegram.webhook_route(self._settings, self._number, bot.inbox, bot.clock))
        return routes

    def _sides(self) -> list[Coroutine[Any, Any, None]]:
        """Return what runs beside the message's way and may be cut off at any moment."""
        bot, settings = self._bot, self._settings
        sides = [telegram.settle_in(self._connection, settings, bot.words, bot.clock)]
        if settings.clock_url:
            sides.append(follow(settings.clock_url, bot.clock))
        return sides


@contextlib.asynccontextmanager
async def _until(
    loop: Coroutine[Any, Any, None], ended: asyncio.Event, stop: Any
) -> AsyncIterator[asyncio.Task[None]]:
    """Run a loop; at the end tell it to stop and wait for it. A loop that ends by itself sets ``ended``."""
    task = asyncio.create_task(loop)
    task.add_done_callback(lambda _: ended.set())
    try:
        yield task
    finally:
        stop()
        await asyncio.wait({task}, timeout=LOOP_STOP_SECONDS)
        # What is cut off now waits for a store that does not answer; the next start does it again.
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


@contextlib.asynccontextmanager
async def _beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Run work that is cut off at the end; where it fails by itself, the log hears of it at once."""
    task = asyncio.create_task(_told(work))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _told(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception as error:
        log.error("what runs beside the bot failed", exc_info=error)


async def _either(*events: asyncio.Event) -> None:
    waits = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
