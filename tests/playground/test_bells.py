from __future__ import annotations

import asyncio

from playground.bells import Bells


async def test_a_ring_wakes_all_who_wait_for_it_and_nobody_else() -> None:
    bells = Bells()
    here = [asyncio.create_task(bells.wait("here", 60)) for _ in range(2)]
    there = asyncio.create_task(bells.wait("there", 60))
    await asyncio.sleep(0)
    bells.ring("here")
    await asyncio.gather(*here)
    assert not there.done()
    bells.close()
    await there


async def test_a_wait_ends_by_itself() -> None:
    await Bells().wait("never", 0.001)


async def test_closed_bells_make_nobody_wait() -> None:
    bells = Bells()
    bells.close()
    await bells.wait("never", None)


async def test_who_gives_up_is_forgotten() -> None:
    bells = Bells()
    waits = [asyncio.create_task(bells.wait("x", 60)) for _ in range(2)]
    await asyncio.sleep(0)
    for wait in waits:
        wait.cancel()
    await asyncio.gather(*waits, return_exceptions=True)
    assert bells._waiting == {}
