"""A process that gathers who gets an announcement, and says what it took: -m tests.bench.gathering URL."""

from __future__ import annotations

import asyncio
import json
import sys
import time

from bot import logs
from bot.announcer import Announcer
from conversations.nudging import Quiet
from mentoring import announcements as rules
from storage import announcements
from storage.announcements import SENDING
from storage.audiences import Audience
from storage.store import Store
from tests.bench.crowd import NOW
from tests.bench.ticking import peak_mib
from tests.clocks import ManualClock


async def measured(url: str) -> dict[str, float]:
    """Return the seconds that planning and gathering take, the longest wait for the writer, and MiB more."""
    store, clock, before = Store.open(url), ManualClock(NOW), peak_mib()
    announcer = Announcer(store, clock, Quiet(), lambda _: None, lambda: ("telegram",))
    began = time.perf_counter()
    async with store.write() as conn:
        number = await rules.plan(conn, "Hi {{ first_name }}", Audience(), None, NOW, None, NOW)
    planned = time.perf_counter() - began
    waits = asyncio.create_task(_longest_wait(store))
    while not await _is_sending(store, number):
        await announcer.look()
    seconds = time.perf_counter() - began
    waits.cancel()
    longest = max(await _ended(waits), default=0.0)
    await store.close()
    return {"planned": planned, "seconds": seconds, "wait": longest, "mib": peak_mib() - before}


async def _is_sending(store: Store, number: int) -> bool:
    async with store.read() as conn:
        row = await announcements.get(conn, number)
    return row is not None and row.status == SENDING


async def _ended(waits: asyncio.Task[list[float]]) -> list[float]:
    return (await asyncio.gather(waits))[0]


async def _longest_wait(store: Store) -> list[float]:
    """Return how long somebody who writes a little waited for the writer, each time."""
    waited = []
    try:
        while True:
            began = time.perf_counter()
            async with store.write():
                waited.append(time.perf_counter() - began)
            await asyncio.sleep(0.02)
    except asyncio.CancelledError:
        return waited


if __name__ == "__main__":
    logs.set_up("error", "text")
    sys.stdout.write(json.dumps(asyncio.run(measured(sys.argv[1]))))
