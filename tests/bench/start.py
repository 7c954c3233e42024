"""How soon `serve` asks for updates after it was started, and how much memory it takes when nobody talks."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.world import TOKEN, Fake, fake, prepared

IDLE_SECONDS = 5
MOST_SECONDS = 2.0
MOST_MIB = 120.0


async def report(say: Callable[[str], None]) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        url, _ = await prepared(Path(folder), 1)
        async with fake(1, 0.0) as telegram:
            environment = {
                **os.environ,
                "DATABASE_URL": url,
                "TELEGRAM_TOKEN": TOKEN,
                "TELEGRAM_API_URL": telegram.address,
                "PORT": "0",
            }
            command = Path(sys.executable).with_name("alongside")
            began = time.time()
            process = await asyncio.create_subprocess_exec(command, "serve", env=environment, cwd=folder)
            polled = await _first_poll(telegram)
            await asyncio.sleep(IDLE_SECONDS)
            memory = _resident_mib(process.pid)
            process.terminate()
            await process.wait()
    seconds = polled - began
    say(
        f"start: asks for updates after {seconds:.2f} s: {seconds / MOST_SECONDS:.2f} of {MOST_SECONDS:.0f} s"
    )
    say(f"memory: {memory:.0f} MiB resident when idle: {memory / MOST_MIB:.2f} of {MOST_MIB:.0f} MiB")


async def _first_poll(telegram: Fake) -> float:
    while True:
        polled = float((await telegram.figures())["polled_at"])
        if polled:
            return polled
        await asyncio.sleep(0.05)


def _resident_mib(process: int) -> float:
    for line in Path(f"/proc/{process}/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError("this system does not tell a process's memory")
