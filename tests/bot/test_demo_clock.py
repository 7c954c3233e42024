"""The demonstration's clock: when the playground's is moved, ours is."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.demo_clock import LOOK_SECONDS, follow
from playground.server import serving
from playground.world import World
from tests.bot.answering import answering
from tests.bot.conftest import Logged
from tests.clocks import ManualClock


async def looks(url: str, clock: ManualClock, times: int) -> None:
    """Follow ``url`` for so many looks."""
    looked = asyncio.Event()

    async def count() -> None:
        if len(clock.slept) >= times:
            looked.set()

    clock.on_sleep = count
    following = asyncio.create_task(follow(url, clock))
    async with asyncio.timeout(10):
        await looked.wait()
    following.cancel()
    with pytest.raises(asyncio.CancelledError):
        await following


async def test_it_goes_where_the_other_clock_goes() -> None:
    world, clock = World(), ManualClock()
    async with serving(world) as address:
        await looks(f"{address}/api/clock", clock, 1)
        assert clock.offset == timedelta(0)
        world.clock.advance(3600)
        await looks(f"{address}/api/clock", clock, 2)

    assert clock.offset == timedelta(hours=1)
    assert set(clock.slept) == {LOOK_SECONDS}


@pytest.mark.parametrize(
    "body",
    ["nonsense", "{}", "[1]", '{"offset_seconds": "soon"}', '{"offset_seconds": null}'],
    ids=["no json", "no offset", "a list", "no number", "nothing"],
)
async def test_what_makes_no_sense_moves_nothing(body: str, logged: Logged) -> None:
    clock = ManualClock()
    async with answering(body) as address:
        await looks(address, clock, 2)

    assert clock.offset == timedelta(0)
    assert [entry["log_level"] for entry in logged] == ["warning"] * 2


async def test_a_clock_that_is_away_is_asked_again(logged: Logged) -> None:
    await looks("http://127.0.0.1:1", ManualClock(), 3)

    assert len(logged) == 3
