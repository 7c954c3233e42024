"""Takes the time from another program, for demonstrations: when its clock is moved on, so is ours."""

from __future__ import annotations

from datetime import timedelta

import aiohttp
import structlog

from bot.clock import Clock

log = structlog.get_logger()

LOOK_SECONDS = 0.5
TIMEOUT = aiohttp.ClientTimeout(total=5)


async def follow(url: str, clock: Clock) -> None:
    """Keep ``clock`` as far ahead as ``url`` says: JSON with "offset_seconds"."""
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
        while True:
            try:
                async with session.get(url) as answer:
                    said = await answer.json()
                clock.offset = timedelta(seconds=float(said["offset_seconds"]))
            except (aiohttp.ClientError, TimeoutError, ValueError, TypeError, KeyError) as error:
                log.warning("the demonstration's clock does not answer", error=type(error).__name__)
            await clock.sleep(LOOK_SECONDS)
