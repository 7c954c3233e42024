"""Ticks over millions of dues: what one with nothing due takes, a busy minute, how much memory it needs."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from storage import migrate
from storage.store import Store
from storage.tables import due, outbox
from tests import stores
from tests.bench.crowd import BUSY, Crowd, fill
from tests.bench.world import pin

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "2000000"))
"""People in the large store; BENCH_PEOPLE takes fewer, to try something out."""

FEW = PEOPLE // 1_000
"""People in the small one."""

AT_ONCE = min(10_000, PEOPLE)
"""Dues that fall into the same minute."""

MOST_MILLISECONDS = 10.0
MOST_SECONDS = 10.0
MOST_MIB = 250.0
MOST_RATIO = 1.5


async def report(say: Callable[[str], None]) -> None:
    """Print the figures of both databases."""
    for kind in stores.KINDS:
        small = await _measured(kind, Crowd(FEW, min(FEW, AT_ONCE)), say)
        large = await _measured(kind, Crowd(PEOPLE, AT_ONCE), say)
        for line in _lines(small, large):
            say(f"dues on {kind}: {line}")


async def _measured(kind: str, crowd: Crowd, say: Callable[[str], None]) -> Mapping[str, Any]:
    """Return what the ticking process took over a fresh store of this size."""
    with tempfile.TemporaryDirectory() as folder:
        async with _store(kind, Path(folder)) as url:
            began = time.perf_counter()
            await fill(url, crowd)
            took = time.perf_counter() - began
            say(f"dues on {kind}: {crowd.people:,} people and {crowd.dues:,} dues, filled in {took:.0f} s")
            figures = await _ticked(url, crowd.at_once)
            await _checked(url, crowd)
            return figures


@asynccontextmanager
async def _store(kind: str, folder: Path) -> AsyncIterator[str]:
    """Give the URL of a fresh store."""
    if kind == "sqlite":
        url = f"sqlite:///{folder / 'bench.sqlite'}"
        await asyncio.to_thread(migrate.upgrade, url)
        yield url
        return
    run = folder / "run"
    run.mkdir()
    server = await asyncio.to_thread(stores.Postgres, run, f"bench_{uuid.uuid4().hex}", durable=True)
    try:
        async with server.database() as url:
            yield url
    finally:
        stores.stop(run)


async def _ticked(url: str, at_once: int) -> Mapping[str, Any]:
    """Let a process of its own tick, on one core."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.ticking", url, str(at_once), stdout=asyncio.subprocess.PIPE
    )
    pin(process.pid, last=False)
    said, _ = await process.communicate()
    return dict(json.loads(said))


async def _checked(url: str, crowd: Crowd) -> None:
    """Make sure that the busy minute became as many messages, and that nothing of it is left."""
    store = Store.open(url)
    async with store.read() as conn:
        sent = await conn.scalar(select(func.count()).select_from(outbox))
        left = await conn.scalar(select(func.count()).where(due.c.status == "waiting", due.c.at <= BUSY))
    await store.close()
    if (sent, left) != (crowd.at_once, 0):
        raise AssertionError(f"{crowd.at_once} dues became {sent} messages, and {left} are left")


def _lines(small: Mapping[str, Any], large: Mapping[str, Any]) -> list[str]:
    median, ratio = large["median"], large["median"] / small["median"]
    seconds, memory = large["seconds"], max(small["mib"], large["mib"])
    looks = sum(large["rooms"].values())
    return [
        f"a tick with nothing due takes {median:.2f} ms, 99 of 100 within {large['worst']:.2f} ms: "
        f"{median / MOST_MILLISECONDS:.2f} of {MOST_MILLISECONDS:.0f} ms",
        f"against {small['median']:.2f} ms with {FEW:,} people: {ratio:.2f}, of {MOST_RATIO}",
        f"{AT_ONCE:,} dues of one minute become messages in {seconds:.1f} s, {large['cpu']:.1f} s of CPU: "
        f"{seconds / MOST_SECONDS:.2f} of {MOST_SECONDS:.0f} s",
        f"memory: {memory:.0f} MiB at most: {memory / MOST_MIB:.2f} of {MOST_MIB:.0f} MiB",
        *(
            f"  {room:<32} {count / looks:>4.0%}  {count / looks * seconds / AT_ONCE * 1e6:>5.0f} µs a due"
            for room, count in large["rooms"].items()
        ),
    ]
