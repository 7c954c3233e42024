"""What the bot logs while it runs in this process: the lines that an operator would read."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog

from bot import logs

PATIENCE_SECONDS = 15.0


class Logged(logging.Handler):
    """Keeps every line as JSON says it, and wakes whoever waits for one."""

    def __init__(self, formatter: logging.Formatter | None) -> None:
        super().__init__()
        self.lines: list[dict[str, Any]] = []
        self.setFormatter(formatter)
        self._news = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.lines.append(json.loads(self.format(record)))
        self._news.set()

    def having(self, level: str, words: str) -> list[dict[str, Any]]:
        """Return the lines of this level that have these words."""
        return [line for line in self.lines if line["level"] == level and words in line["event"]]

    async def line(self, level: str, words: str, times: int = 1) -> dict[str, Any]:
        """Wait until there are so many lines of this level with these words, and return the last."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(found := self.having(level, words)) < times:
                self._news.clear()
                await self._news.wait()
        return found[-1]


@contextmanager
def logging_here() -> Iterator[Logged]:
    """Log as the process does, but to here; afterwards everything is as it was before."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    logs.set_up("info", "json")
    structlog.configure(cache_logger_on_first_use=False)
    logged = Logged(root.handlers[0].formatter)
    root.handlers[:] = [logged]
    try:
        yield logged
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        structlog.reset_defaults()
