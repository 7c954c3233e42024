"""Replies a second in a six-question flow, what the time goes on, and how long people wait."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest import mock

from bot import wiring
from bot.serving import serve
from conversations.checks.texts import free_text
from conversations.flow import Flow
from conversations.talk import Talk
from tests.bench.spans import Spans
from tests.bench.world import Fake, fake, pin, prepared, settings, until_sent

QUESTIONS = 6
PEOPLE = 2000
STEADY_RATE = 100.0
STEADY_SECONDS = 20
PRESSES_A_SECOND = 50.0
PRESSES = round(PRESSES_A_SECOND * STEADY_SECONDS)


def six(talk: Talk) -> None:
    """Ask six questions."""
    for number in range(1, QUESTIONS + 1):
        talk.ask(f"hopes:{number}", free_text(100))
    talk.say("me_closed")


async def measured(
    people: int, rate: float, spans: Spans | None = None, slack: Fake | None = None, *, press: bool = False
) -> dict[str, Any]:
    """Return the fake's figures for so many people in the flow; ``rate`` 0 lets everybody answer at once.

    With a ``slack`` the bot is in that too, and where it is to ``press``, it begins with them.
    """
    with tempfile.TemporaryDirectory() as folder, ExitStack() as patches:
        patches.enter_context(mock.patch.object(wiring, "FLOWS", {"join": Flow("join", six)}))
        url, code = await prepared(Path(folder), people)
        lines = [f"/start {code}", *("something to say" for _ in range(QUESTIONS))]
        async with fake(people, rate, *lines) as telegram:
            stop, started = asyncio.Event(), asyncio.get_running_loop().create_future()
            chosen = settings(url, telegram.address, slack)
            serving = asyncio.create_task(serve(chosen, stop, started))
            await started
            if slack is not None:
                await _until(slack, lambda figures: bool(figures["connected"]))
            if spans is not None:
                patches.enter_context(spans)
            telegram.begin()
            if slack is not None and press:
                slack.begin()
            figures = await until_sent(telegram, people * len(lines))
            if slack is not None and press:
                await _until(slack, lambda figures: figures["acknowledged"] >= PRESSES)
            stop.set()
            await serving
            return figures


async def _until(slack: Fake, true: Callable[[dict[str, Any]], bool]) -> None:
    while True:
        if true(await slack.figures()):
            return
        await asyncio.sleep(0.1)


async def report(say: Callable[[str], None]) -> None:
    """Print the figures."""
    pin(os.getpid(), last=False)
    figures = await measured(PEOPLE, 0)
    speed = figures["sent"] / figures["seconds"]
    say(
        f"replies: {speed:,.0f} a second ({figures['sent']:,} to {PEOPLE:,} people, SQLite, one core, each "
        f"committed before it is sent): {speed / 1000:.2f} of 1,000"
    )
    spans = Spans()
    figures = await measured(PEOPLE, 0, spans)
    say("what the time goes on:")
    for line in spans.lines(figures["sent"], figures["seconds"]):
        say(f"  {line}")
    people = int(STEADY_RATE * STEADY_SECONDS / (QUESTIONS + 1))
    figures = await measured(people, STEADY_RATE)
    say(f"answered at {STEADY_RATE:.0f} a second: half within {figures['p50'] * 1000:.0f} ms, 99 % within "
        f"{figures['p99'] * 1000:.0f} ms: {figures['p99'] / 0.25:.2f} of 250 ms")  # fmt: skip
