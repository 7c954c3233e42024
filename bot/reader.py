"""Reads a platform that is polled: what it gives is committed before the next question confirms it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog

from bot import metrics
from bot.clock import Clock
from bot.inbox import Inbox
from conversations.heard import Heard
from handlers.outcome import FailedError, Gone, Retry
from storage.errors import StoreError

log = structlog.get_logger()

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 15.0
"""Between two attempts while the platform is away; short, so that people wait little when it is back."""

REFUSED_TOKEN_SECONDS = 60.0
"""Between two attempts while the token is refused: only a person can mend it."""

Fetch = Callable[[int | None], Awaitable[list[dict[str, object]]]]
"""Returns the updates from a number on, and by that confirms all before it; raises FailedError."""


@dataclass(frozen=True, slots=True)
class Source:
    """A polled platform: its lane's name, how it is asked, and how an update is read and numbered."""

    lane: str
    fetch: Fetch
    read: Callable[[object], Heard | None]
    number: Callable[[object], int | None]


class Reader:
    """Polls one source for as long as the process runs.

    ``caught_up`` is set once what waited at the start is kept, or could not be fetched.
    """

    def __init__(self, source: Source, inbox: Inbox, clock: Clock) -> None:
        self.reading = False
        self.caught_up = asyncio.Event()
        self._source = source
        self._inbox = inbox
        self._clock = clock
        self._offset: int | None = None
        self._failures = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Read until ``stop``; what was fetched by then is committed first."""
        stopped = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                fetching = asyncio.create_task(self._fetched())
                await asyncio.wait({fetching, stopped}, return_when=asyncio.FIRST_COMPLETED)
                if not fetching.done():
                    fetching.cancel()
                    await asyncio.wait({fetching})
                    return
                pause = await self._kept(fetching.result())
                self.caught_up.set()
                if pause:
                    await self._rest(pause, stopped)
        finally:
            stopped.cancel()

    async def _rest(self, seconds: float, stopped: asyncio.Task[bool]) -> None:
        resting = asyncio.create_task(self._clock.sleep(seconds))
        await asyncio.wait({resting, stopped}, return_when=asyncio.FIRST_COMPLETED)
        resting.cancel()

    async def _fetched(self) -> Sequence[dict[str, object]] | FailedError:
        try:
            return await self._source.fetch(self._offset)
        except FailedError as error:
            return error

    async def _kept(self, fetched: Sequence[dict[str, object]] | FailedError) -> float:
        """Commit what was fetched and move on; return the seconds to wait before asking again."""
        if isinstance(fetched, FailedError):
            return self._failed(fetched)
        heard = [one for one in map(self._source.read, fetched) if one is not None]
        try:
            await self._inbox.keep(heard)
        except StoreError as error:
            log.error("what was heard cannot be kept; it is asked for again", error=type(error).__name__)
            return self._pause()
        numbers = [number for number in map(self._source.number, fetched) if number is not None]
        if numbers:
            self._offset = max(numbers) + 1
        if not self.reading:
            log.info("reading", lane=self._source.lane)
        self.reading, self._failures = True, 0
        metrics.LANE_STOPPED.labels(self._source.lane).set(0)
        return 0.0

    def _failed(self, error: FailedError) -> float:
        self.reading = False
        lane, outcome = self._source.lane, error.outcome
        if isinstance(outcome, Gone):
            metrics.LANE_STOPPED.labels(lane).set(1)
            log.error("the platform refuses the token: set a new one and start again. Nothing is lost; "
                      "it is tried again in a minute", lane=lane, reason=outcome.reason)  # fmt: skip
            return REFUSED_TOKEN_SECONDS
        pause = self._pause()
        if isinstance(outcome, Retry):
            pause = max(pause, min(outcome.after, LONGEST_PAUSE_SECONDS))
        log.warning("the platform cannot be read", lane=lane, reason=outcome.reason, again_in=pause)
        return pause

    def _pause(self) -> float:
        self._failures += 1
        return min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2.0 ** min(self._failures - 1, 5))
