from __future__ import annotations

import asyncio

from playground.bells import Bells
from playground.clock import Clock
from playground.slack.wire.alarms import Alarms
from tests.playground.support import START


async def test_alarms_go_off_in_order_when_the_clock_is_moved_and_not_before() -> None:
    clock, bells = Clock(lambda: START), Bells()
    alarms, rung, done = Alarms(clock, bells), list[str](), asyncio.Event()
    running = asyncio.create_task(alarms.run())
    alarms.at(START + 60, lambda: rung.append("later"))
    alarms.at(START + 60, done.set)
    alarms.at(START + 10, lambda: rung.append("sooner"))
    clock.advance(9)
    await asyncio.sleep(0)
    assert rung == []
    clock.advance(51)
    async with asyncio.timeout(10):
        await done.wait()
    assert rung == ["sooner", "later"]
    bells.close()
    await running


async def test_an_alarm_that_is_due_goes_off_at_once_and_cleared_ones_never() -> None:
    clock, bells = Clock(lambda: START), Bells()
    alarms, rung, done = Alarms(clock, bells), list[str](), asyncio.Event()
    alarms.at(START, lambda: rung.append("forgotten"))
    alarms.clear()
    running = asyncio.create_task(alarms.run())
    alarms.at(START, done.set)
    async with asyncio.timeout(10):
        await done.wait()
    assert rung == []
    bells.close()
    await running
