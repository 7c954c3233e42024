"""The bot as a program of its own: `alongside serve`, started, killed, stopped, and its log read."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from bot.settings import Settings
from tests.end_to_end.stage import Stage

ALONGSIDE = Path(sys.executable).with_name("alongside")
STOPS_WITHIN_SECONDS = 10.0


class Program:
    """One bot in one folder; started again it finds what it knew there. It must have ended at the end."""

    def __init__(self, stage: Stage, url: str, folder: Path, **more: str) -> None:
        self._folder = folder
        self._log = folder / "log.jsonl"
        self._process: asyncio.subprocess.Process | None = None
        ours = {name.upper() for name in Settings.model_fields}
        self._environment = {name: value for name, value in os.environ.items() if name.upper() not in ours}
        self._environment |= {
            "DATABASE_URL": url,
            "TELEGRAM_TOKEN": stage.world.bot.token,
            "TELEGRAM_API_URL": stage.address,
            "PORT": "0",
            "LOG_FORMAT": "json",
            # A test that runs in the evening waits for no morning.
            "QUIET_FROM": "0",
            "QUIET_UNTIL": "0",
            **more,
        }

    async def start(self) -> None:
        """Start `alongside serve`; it need not be ready yet."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                ALONGSIDE, "serve", cwd=self._folder, env=self._environment, stdout=log, stderr=log
            )

    async def run(self, *arguments: str) -> str:
        """Run another command of `alongside`, which must succeed, and return what it prints."""
        process = await asyncio.create_subprocess_exec(
            ALONGSIDE,
            *arguments,
            cwd=self._folder,
            env=self._environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        printed, complaints = await process.communicate()
        assert process.returncode == 0, complaints.decode()
        return printed.decode()

    async def kill(self) -> None:
        """End it as a power cut would: `kill -9`."""
        assert self._process is not None
        assert self._process.returncode is None, self.log()
        self._process.kill()
        assert await self._process.wait() == -signal.SIGKILL, self.log()

    async def stop(self) -> int:
        """Tell it to stop, as the system does, and return its exit code; it must end in time."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def ended(self) -> int:
        """Return the exit code of a program that ends by itself."""
        assert self._process is not None
        async with asyncio.timeout(STOPS_WITHIN_SECONDS):
            return await self._process.wait()

    async def end(self) -> None:
        """End it whatever it does, for a test that failed half-way."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    def log(self) -> str:
        """Return all that it printed so far."""
        return self._log.read_text("utf-8")

    def lines(self) -> list[dict[str, Any]]:
        """Return its log, line by line."""
        return [json.loads(line) for line in self.log().splitlines()]
