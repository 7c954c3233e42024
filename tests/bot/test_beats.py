"""Beats: a loop works when its bell rings, goes on while there is work, and survives what fails."""

from __future__ import annotations

import asyncio
from collections import deque

import pytest

from bot.beats import AT_MOST_EVERY, beat
from storage.errors import StoreBusy
from tests.bot.bells import Bell
from tests.bot.conftest import Logged
from tests.clocks import ManualClock


class Work:
    """Work whose passes end as they are told to; with the last, the bell says stop."""

    def __init__(self, bell: Bell, *ends: int | Exception) -> None:
        self.bell = bell
        self.ends = deque(ends)

    async def do(self) -> int:
        """Do one pass."""
        end = self.ends.popleft()
        if not self.ends:
            self.bell.stop()
        if isinstance(end, Exception):
            raise end
        return end


async def test_it_goes_on_while_it_finds_work_with_a_rest_between() -> None:
    clock, bell = ManualClock(), Bell()

    await beat("test", Work(bell, 3, 1, 0).do, bell, clock, 5.0)

    assert clock.slept == [AT_MOST_EVERY] * 2
    assert bell.asked == [5.0]


async def test_it_waits_for_its_bell_where_there_is_none() -> None:
    clock, bell = ManualClock(), Bell()
    work = Work(bell, 0, 0)
    running = asyncio.create_task(beat("test", work.do, bell, clock, 5.0))
    await bell.rests()
    assert len(work.ends) == 1

    bell.up()
    await running

    assert clock.slept == []


@pytest.mark.parametrize(
    ("error", "logged_as"),
    [(StoreBusy("busy"), "a loop waits for the store"), (ValueError("ours"), "a loop failed in one pass")],
    ids=["the store", "a fault of ours"],
)
async def test_what_fails_once_is_tried_again(error: Exception, logged_as: str, logged: Logged) -> None:
    clock, bell = ManualClock(), Bell()
    work = Work(bell, error, 0)
    running = asyncio.create_task(beat("test", work.do, bell, clock, 5.0))
    await bell.rests()
    bell.up()
    await running

    assert [entry["event"] for entry in logged] == [logged_as]
