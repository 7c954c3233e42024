"""The bell: wakes whoever waits, is heard by whoever comes later, and rings for good at the end."""

from __future__ import annotations

import asyncio

from bot.wake import Wake


async def test_a_ring_before_the_wait_is_heard_once() -> None:
    bell = Wake()
    bell.up()
    bell.up()

    await bell.wait()
    waiting = asyncio.create_task(bell.wait())
    await asyncio.sleep(0)
    assert not waiting.done()
    bell.up()
    await waiting
    assert not bell.stopping


async def test_a_wait_ends_by_itself() -> None:
    await Wake().wait(0)


async def test_after_the_last_ring_nobody_waits() -> None:
    bell = Wake()
    bell.stop()

    await bell.wait()
    await bell.wait()
    assert bell.stopping
