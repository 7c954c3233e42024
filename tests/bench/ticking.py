"""A process that ticks over a store and says what it took: python -m tests.bench.ticking URL DUES_AT_ONCE."""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from pathlib import Path

from bot import logs
from bot.ticks import Ticks
from conversations.nudging import Quiet
from storage.store import Store
from tests.bench.crowd import BUSY, NOW
from tests.bench.spans import Spans
from tests.clocks import ManualClock

LOOKS = 1_000
"""Ticks with nothing due, after some that only warm up."""

WARMING = 50


async def measured(url: str, at_once: int) -> dict[str, object]:
    """Return milliseconds of a tick with nothing due, seconds of the busy minute, and peak MiB."""
    store, clock = Store.open(url), ManualClock(NOW)
    ticks = Ticks(store, clock, Quiet(), lambda _: None)
    idle = [await _timed(ticks) for _ in range(WARMING + LOOKS)][WARMING:]
    clock.time = BUSY
    taken, began, began_cpu = 0, time.perf_counter(), time.process_time()
    with Spans() as spans:
        while taken < at_once:
            taken += await ticks.tick()
    seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    await store.close()
    return {
        "median": statistics.median(idle) * 1000,
        "worst": statistics.quantiles(idle, n=100)[98] * 1000,
        "seconds": seconds,
        "cpu": cpu,
        "rooms": dict(spans.looks.most_common()),
        "mib": peak_mib(),
    }


async def _timed(ticks: Ticks) -> float:
    began = time.perf_counter()
    if await ticks.tick():
        raise AssertionError("nothing is due yet")
    return time.perf_counter() - began


def peak_mib() -> float:
    """Return the most memory that this process had so far."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise LookupError("this system does not tell a process's memory")


if __name__ == "__main__":
    logs.set_up("error", "text")
    sys.stdout.write(json.dumps(asyncio.run(measured(sys.argv[1], int(sys.argv[2])))))
