"""Two processes on one PostgreSQL: nobody's turn twice, and each person's turns in order."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.flow import Flow
from conversations.talk import Talk
from storage.store import Store
from storage.tables import inbox, invitation, outbox
from tests.bot.house import House
from tests.bot.test_turns_that_fail import FRAGILE

CHATS = [str(number) for number in range(2001, 2013)]
WORDS_EACH = 5


@pytest.fixture
async def houses(postgres_url: str) -> AsyncIterator[tuple[House, House]]:
    stores = Store.open(postgres_url), Store.open(postgres_url)
    yield House(stores[0], FRAGILE, "one"), House(stores[1], FRAGILE, "two")
    for store in stores:
        await store.close()


async def take_together(*houses: House, limit: int) -> None:
    """Let each process take small batches until nothing waits for any of them."""

    async def work(house: House) -> int:
        taken = 0
        while batch := await house.turns.take(limit):
            taken += batch
        return taken

    while any(await asyncio.gather(*(work(house) for house in houses))):
        pass


@pytest.mark.parametrize("limit", [1, 3, 256])
async def test_nobodys_turn_is_taken_twice_and_the_order_is_kept(
    houses: tuple[House, House], limit: int
) -> None:
    one, _ = houses
    code = await one.invite(len(CHATS))
    for chat in CHATS:
        await one.inbox.keep([one.heard(chat, f"/start {code}")])
    await take_together(*houses, limit=limit)
    for number in range(WORDS_EACH):
        await one.inbox.keep([one.heard(chat, f"word {number}") for chat in CHATS])

    await take_together(*houses, limit=limit)

    said = [f"word {number}" for number in range(WORDS_EACH)]
    assert [list(state["answers"].values()) for state in await one.runs()] == [said] * len(CHATS)
    assert Counter(await one.outcomes()) == {
        "invitation taken": len(CHATS),
        "answered": len(CHATS) * WORDS_EACH,
    }
    assert len(await one.rows(outbox)) == len(CHATS) * (WORDS_EACH + 1)


async def test_both_find_work_at_the_same_time(houses: tuple[House, House]) -> None:
    one, two = houses
    await one.inbox.keep([one.heard(chat, "hello") for chat in CHATS])
    barrier = asyncio.Barrier(2)

    async def take(house: House) -> int:
        await barrier.wait()
        return await house.turns.take(4)

    taken = await asyncio.gather(take(one), take(two))

    assert sum(taken) == sum(1 for row in await one.rows(inbox) if row.outcome)
    assert max(taken) <= 4


async def test_the_last_place_goes_to_one_and_the_other_is_told(houses: tuple[House, House]) -> None:
    one, two = houses
    code = await one.invite(uses=1)
    await one.inbox.keep([one.heard("1", f"/start {code}"), one.heard("2", f"/start {code}")])

    await take_together(one, two, limit=1)

    assert sorted([await one.prompts("1"), await one.prompts("2")]) == [["code_used_up"], ["hopes"]]
    assert [row.used for row in await one.rows(invitation)] == [1]


class Interrupted(Store):
    """A store before whose third transaction from now ``meanwhile`` happens."""

    meanwhile: Callable[[], Awaitable[None]] | None = None
    left = 3

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        if self.meanwhile is not None:
            self.left -= 1
            if not self.left:
                await self.meanwhile()
        async with super().write() as conn:
            yield conn


async def test_a_turn_that_failed_here_and_was_taken_there_needs_no_apology(postgres_url: str) -> None:
    failing, working = Interrupted.open(postgres_url), Store.open(postgres_url)
    here, there = House(failing, {"join": Flow("join", broken)}), House(working, FRAGILE)
    code = await here.invite()
    await here.inbox.keep([here.heard("1", f"/start {code}")])

    failing.meanwhile = there.take_all  # type: ignore[attr-defined]
    await here.turns.take()

    assert await here.prompts("1") == ["hopes"]
    assert await here.outcomes() == ["invitation taken"]
    for store in (failing, working):
        await store.close()


def broken(_: Talk) -> None:
    raise RuntimeError("a flow that is broken here")
