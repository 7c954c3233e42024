"""A line to a Slack on this machine, and the bot's way through it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from handlers.slack import Connection, Slack
from handlers.slack.connection import Timeouts
from tests.handlers.slack.line import TOKEN, Line, listening

QUICK = Timeouts(connect=1.0, read=0.1, whole=2.0)


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with listening() as line:
        yield line


@pytest.fixture
async def connection(line: Line) -> AsyncIterator[Connection]:
    async with Connection(line.server, QUICK) as connection:
        yield connection


@pytest.fixture
def slack(connection: Connection) -> Slack:
    return Slack(connection.client(TOKEN))
