"""Two processes on one PostgreSQL share the work of a tick, and nobody hears twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ticks import Ticks
from conversations.nudging import Quiet
from mentoring.nudges.nudge import Answer
from storage.dues import DueRow
from storage.store import Store
from storage.tables import due, outbox
from tests.bot.house import House
from tests.bot.nudging import MADE_UP, SAYS, Chain, many

PEOPLE = 200


@pytest.fixture
async def houses(postgres_url: str) -> AsyncIterator[tuple[House, House]]:
    stores = Store.open(postgres_url), Store.open(postgres_url)
    yield House(stores[0]), House(stores[1])
    for store in stores:
        await store.close()


async def until_nothing_is_due(ticks: Ticks, limit: int) -> int:
    """Tick until nothing is left for this process, and return how much it took."""
    taken = 0
    while some := await ticks.tick(limit):
        taken += some
    return taken


@pytest.mark.parametrize("limit", [1, 7, 256])
async def test_nobody_hears_twice_and_nothing_is_left(houses: tuple[House, House], limit: int) -> None:
    one, two = houses
    people = 40 if limit == 1 else PEOPLE
    ids = await many(one.store, people, one.clock.now())
    await many_of(one, ids)
    chains = Chain(), Chain()
    ticks = [
        Ticks(house.store, house.clock, Quiet(), house.ring, {"made_up": MADE_UP, "chain": chain.kind})
        for house, chain in zip(houses, chains, strict=True)
    ]

    while any(await asyncio.gather(*(until_nothing_is_due(each, limit) for each in ticks))):
        pass

    sent = await one.rows(outbox)
    assert Counter(row.due_id for row in sent) == {row.due_id: 1 for row in sent}
    assert Counter(row.person_id for row in sent) == dict.fromkeys(ids, 2)
    assert Counter(row.status for row in await two.rows(due)) == {"done": 2 * people, "waiting": people}


async def many_of(house: House, ids: Sequence[int]) -> None:
    """Give each of these people a link of a chain too."""
    now = house.clock.now()
    async with house.store.write() as conn:
        base = {"purpose": "chain", "occurrence": "17:1", "at": now, "not_after": now, "created_at": now}
        await conn.execute(due.insert(), [{**base, "person_id": one} for one in ids])


async def test_both_find_work_at_the_same_time(houses: tuple[House, House]) -> None:
    """While one process decides what it has claimed, the other claims what is left."""
    both, taken = asyncio.Barrier(2), [0, 0]

    async def answers(_: AsyncConnection, some: Sequence[DueRow], now: datetime) -> Mapping[int, Answer]:
        await both.wait()
        return {one.id: Answer(SAYS) for one in some}

    ids = await many(houses[0].store, 20, houses[0].clock.now())
    kinds = {"made_up": replace(MADE_UP, answers=answers)}
    ticks = [Ticks(house.store, house.clock, Quiet(), house.ring, kinds) for house in houses]

    async with asyncio.timeout(30):
        taken = list(await asyncio.gather(*(each.tick(limit=10) for each in ticks)))

    assert taken == [10, 10]
    assert sorted(row.person_id for row in await houses[0].rows(outbox)) == ids
