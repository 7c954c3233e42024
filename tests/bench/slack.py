"""How soon Slack is acknowledged while young people talk on Telegram, and what a second edge costs them."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any

from tests.bench.replies import (
    PEOPLE,
    PRESSES_A_SECOND,
    QUESTIONS,
    STEADY_RATE,
    STEADY_SECONDS,
    measured,
)
from tests.bench.world import fake_slack, pin

MOST_SECONDS = 0.5
"""Within which 99 of 100 interactions are to be acknowledged."""

ROUNDS = 3
"""Pairs of runs, with and without a Slack: one pair alone says little on a machine that others use."""


async def under(people: int, rate: float) -> dict[str, Any]:
    """Return the figures of Slack while so many people talk on Telegram, each at once where ``rate`` is 0."""
    async with fake_slack(PRESSES_A_SECOND, STEADY_SECONDS) as slack:
        await measured(people, rate, slack=slack, press=True)
        return await slack.figures()


async def report(say: Callable[[str], None]) -> None:
    """Print the figures."""
    pin(os.getpid(), last=False)
    people = int(STEADY_RATE * STEADY_SECONDS / (QUESTIONS + 1))
    for words, figures in (
        (f"{STEADY_RATE:.0f} messages a second on Telegram", await under(people, STEADY_RATE)),
        (f"{PEOPLE:,} people on Telegram who all answer at once", await under(PEOPLE, 0)),
    ):
        say(
            f"slack: {PRESSES_A_SECOND:.0f} interactions a second, beside {words}: acknowledged half within "
            f"{figures['p50'] * 1000:.0f} ms, 99 % within {figures['p99'] * 1000:.0f} ms: "
            f"{figures['p99'] / MOST_SECONDS:.2f} of {MOST_SECONDS * 1000:.0f} ms"
        )
    alone, both = [], []
    for _ in range(ROUNDS):
        alone.append(await _speed(slack=False))
        both.append(await _speed(slack=True))
    say(
        f"replies with both edges on: {max(both):,.0f} a second, with Telegram alone {max(alone):,.0f}: "
        f"{max(both) / max(alone):.2f} (at least 0.95 is wanted; the best of {ROUNDS} runs each)"
    )


async def _speed(*, slack: bool) -> float:
    """Return the replies a second, with a workspace that is connected and quiet, or without one."""
    async with AsyncExitStack() as stack:
        quiet = await stack.enter_async_context(fake_slack(1.0, 0.0)) if slack else None
        figures = await measured(PEOPLE, 0, slack=quiet)
        return float(figures["sent"]) / float(figures["seconds"])
