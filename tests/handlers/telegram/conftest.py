"""A line to a Telegram on this machine, and the bot's connection through it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from handlers.telegram import Connection, Telegram
from handlers.telegram.transport import Timeouts
from tests.handlers.telegram.line import TOKEN, Line, listening

QUICK = Timeouts(connect=1.0, write=1.0, read=0.1)


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with listening() as line:
        yield line


@pytest.fixture
async def connection(line: Line) -> AsyncIterator[Connection]:
    async with Connection(TOKEN, line.root, QUICK) as connection:
        yield connection


@pytest.fixture
def telegram(connection: Connection) -> Telegram:
    return Telegram(connection)
