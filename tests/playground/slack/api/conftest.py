"""The Web API of a Slack, served on a free port."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.playground.slack.api.support import SlackBench, slack_bench, still_slack


@pytest.fixture
async def slack() -> AsyncIterator[SlackBench]:
    async with slack_bench(still_slack()) as bench:
        yield bench
