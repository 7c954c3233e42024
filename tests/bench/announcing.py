"""Announcements: how soon a million recipients are rows, beside others who write; how fast they go out."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bot.clock import Clock
from bot.serving import serve
from mentoring import announcements as rules
from storage import migrate
from storage.audiences import Audience
from storage.store import Store
from tests.bench.crowd import NOW, Crowd, fill
from tests.bench.world import fake, pin, settings, until_sent

SENT = 10_000
"""Messages that go out as fast as one core can."""
MOST_A_SECOND = 1000.0
"""What Telegram takes at most, with paid broadcasts."""

PEOPLE = int(os.environ.get("BENCH_RECIPIENTS", "1000000"))
MOST_SECONDS = 30.0
MOST_MIB = 150.0


async def report(say: Callable[[str], None]) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.sqlite'}"
        await asyncio.to_thread(migrate.upgrade, url)
        await fill(url, Crowd(PEOPLE, 0))
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.bench.gathering", url, stdout=asyncio.subprocess.PIPE
        )
        pin(process.pid, last=False)
        said, _ = await process.communicate()
    took = json.loads(said)
    say(f"announcing: {PEOPLE:,} recipients become rows in {took['seconds']:.1f} s: "
        f"{took['seconds'] / MOST_SECONDS:.2f} of {MOST_SECONDS:.0f} s (SQLite, one core)")  # fmt: skip
    say(f"  it is planned in {took['planned'] * 1000:.0f} ms; whoever writes beside it waits "
        f"{took['wait'] * 1000:.0f} ms at most")  # fmt: skip
    say(f"  memory: {took['mib']:.0f} MiB more: {took['mib'] / MOST_MIB:.2f} of {MOST_MIB:.0f} MiB")
    speed = await _speed()
    say(f"announcing: {SENT:,} go out at {speed:,.0f} a second: {speed / MOST_A_SECOND:.2f} of "
        f"{MOST_A_SECOND:,.0f} (SQLite, one core)")  # fmt: skip


async def _speed() -> float:
    """Return how many messages a second go out where no limit holds them."""
    pin(os.getpid(), last=False)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.sqlite'}"
        await asyncio.to_thread(migrate.upgrade, url)
        await fill(url, Crowd(SENT, 0))
        clock = Clock()
        # In the morning of the crowd's day, so that no quiet hours hold them.
        clock.offset = NOW - clock.machine()
        store = Store.open(url)
        async with store.write() as conn:
            await rules.plan(conn, "Hi {{ first_name }}", Audience(), None, NOW, None, NOW)
        await store.close()
        async with fake(1, 0) as telegram:
            stop, started = asyncio.Event(), asyncio.get_running_loop().create_future()
            serving = asyncio.create_task(serve(settings(url, telegram.address), stop, started, clock))
            await started
            began = time.perf_counter()
            await until_sent(telegram, SENT)
            took = time.perf_counter() - began
            stop.set()
            await serving
    return SENT / took
