"""Runs the process: reads, takes turns, delivers, and stops without losing anything."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from typing import Any

import structlog
from starlette.routing import BaseRoute

from bot import telegram, wiring
from bot.alerts import LOOK_SECONDS as LOOK_FOR_ALERTS
from bot.alone import alone
from bot.announcer import LOOK_SECONDS as LOOK_FOR_STARTS
from bot.beats import beat
from bot.bells import ALERTS, ANNOUNCER, HOMES, TICKS, TURNS
from bot.clock import Clock
from bot.demo_clock import follow
from bot.edge import Edge
from bot.feeds import feed_route
from bot.health import health_routes
from bot.homes import LOOK_SECONDS as LOOK_FOR_HOMES
from bot.server import serving
from bot.settings import Settings
from bot.ticks import LOOK_SECONDS as LOOK_FOR_DUES
from bot.wiring import Bot
from mentoring.concerns.finder import find_concern

log = structlog.get_logger()

LOOP_STOP_SECONDS = 1.5
"""How long each of five loops may take to end once it is told to; with the server, within ten seconds."""


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
    with alone(settings.database_url):
        bot = wiring.wire(settings, clock or Clock())
        try:
            async with _edges(settings, bot) as edges:
                await _Process(settings, bot, edges).run(stop, started)
        finally:
            await bot.store.close()


@contextlib.asynccontextmanager
async def _edges(settings: Settings, bot: Bot) -> AsyncIterator[list[Edge]]:
    """Give the edge of each platform that is set up, open."""
    async with contextlib.AsyncExitStack() as opened:
        edges: list[Edge] = []
        if settings.telegram_token is not None or not settings.on_slack:
            edges.append(await opened.enter_async_context(telegram.edge(settings, bot)))
        if settings.on_slack:
            from bot import slack  # noqa: PLC0415 - its libraries take memory that only they need who use it

            edges.append(await opened.enter_async_context(slack.edge(settings, bot)))
        yield edges


class _Process:
    """The loops of one process, started together and stopped in the order in which a message goes."""

    def __init__(self, settings: Settings, bot: Bot, edges: Sequence[Edge]) -> None:
        self._settings = settings
        self._bot = bot
        self._edges = edges

    async def run(self, stop: asyncio.Event, started: asyncio.Future[str] | None) -> None:
        bot, settings = self._bot, self._settings
        scheduler = wiring.housekeeping(bot, settings).scheduler()
        scheduler.start()
        ended = bot.lanes.ended
        async with contextlib.AsyncExitStack() as loops:
            loops.callback(scheduler.shutdown, wait=False)
            loops.push_async_callback(bot.lanes.close_all)
            for loop, halt in self._loops():
                await loops.enter_async_context(_until(loop, ended, halt))
            address = await loops.enter_async_context(serving(self._routes(), settings.host, settings.port))
            bot.links.served_at(settings.reached_at(address))
            for side in self._sides():
                await loops.enter_async_context(_beside(side))
            for edge in self._edges:
                reading = asyncio.Event()
                await loops.enter_async_context(_until(edge.listen(reading), ended, reading.set))
            await loops.enter_async_context(_beside(_patterns_read()))
            log.info("serving", address=address, edges=len(self._edges))
            if started is not None:
                started.set_result(address)
            await _either(stop, ended)
            log.info("stopping")

    def _loops(self) -> list[tuple[Coroutine[Any, Any, None], Callable[[], None]]]:
        """Return the loops between what was heard and what is sent, each with what stops it."""
        bot = self._bot
        names = (ALERTS, HOMES, TICKS, ANNOUNCER)
        alerts, homes, ticks, announcer = (bot.bells.of(name) for name in names)
        return [
            (beat(ALERTS, bot.alerts.tell, alerts, bot.clock, LOOK_FOR_ALERTS), alerts.stop),
            (beat(HOMES, bot.homes.publish, homes, bot.clock, LOOK_FOR_HOMES), homes.stop),
            (beat(TICKS, bot.ticks.tick, ticks, bot.clock, LOOK_FOR_DUES), ticks.stop),
            (
                beat(ANNOUNCER, bot.announcer.look, announcer, bot.clock, LOOK_FOR_STARTS),
                announcer.stop,
            ),
            (bot.turns.run(), bot.bells.of(TURNS).stop),
        ]

    def _routes(self) -> list[BaseRoute]:
        bot = self._bot
        routes: list[BaseRoute] = [*health_routes(bot.store, self._reads, bot.clock)]
        routes.append(feed_route(bot.store, bot.words, bot.clock))
        return [*routes, *(route for edge in self._edges for route in edge.routes())]

    def _reads(self) -> bool:
        return all(edge.reads() for edge in self._edges)

    def _sides(self) -> list[Coroutine[Any, Any, None]]:
        """Return what runs beside the message's way and may be cut off at any moment."""
        sides = [side for edge in self._edges for side in edge.sides()]
        if self._settings.clock_url:
            sides.append(follow(self._settings.clock_url, self._bot.clock))
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


async def _patterns_read() -> None:
    """Read the patterns of concerns: neither a start nor who writes first should wait for it."""
    await asyncio.to_thread(find_concern, "")


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
