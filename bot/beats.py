"""Loops that look for work of their own: at a bell, and every so often."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog

from bot.clock import Clock
from bot.wake import Wake
from storage.errors import StoreError

log = structlog.get_logger()

AT_MOST_EVERY = 0.5
"""Seconds between two passes: what comes in between is done in one."""


async def beat(name: str, work: Callable[[], Awaitable[int]], bell: Wake, clock: Clock, every: float) -> None:
    """Do ``work`` until the bell says stop: at once when it rings, and at least once in ``every`` seconds.

    ``work`` returns how much it did; while it finds something it is asked again after a short rest.
    """
    while not bell.stopping:
        try:
            done = await work()
        except StoreError as error:
            log.error("a loop waits for the store", loop=name, error=type(error).__name__)
            done = 0
        except Exception as error:
            log.error("a loop failed in one pass", loop=name, exc_info=error)
            done = 0
        if done:
            await clock.sleep(AT_MOST_EVERY)
        else:
            await bell.wait(every)
