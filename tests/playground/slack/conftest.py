"""The playground's Slack, served on a free port."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.playground.slack.support import Ear, Stage, slack_stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with slack_stage() as found:
        yield found


@pytest.fixture
async def ear(stage: Stage) -> AsyncIterator[Ear]:
    """An app that acknowledges all that it hears."""
    async with stage.listening() as found:
        yield found
