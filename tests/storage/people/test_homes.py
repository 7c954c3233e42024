"""Pages that are out of date are published, once each, and no change is lost in between."""

from __future__ import annotations

from typing import Any

import pytest

from storage import organisations, outbox, people
from storage.outbox import Settlement
from storage.people import homes
from storage.people.homes import HomeRow
from storage.store import Store
from tests.storage.rows import ANN, HOUR, NOW, SECOND, count, member, sending

LEA, MAX = "slack:T1:U1", "slack:T1:U2"


async def stale(store: Store, at: Any = NOW, limit: int = 10) -> list[str]:
    async with store.write() as conn:
        return [row.address for row in await homes.stale(conn, at, limit)]


async def test_a_person_s_pages_in_slack_are_marked(store: Store) -> None:
    async with store.write() as conn:
        lea = await member(conn, LEA, roles=["mentor"], status="waiting", language="cy")
        await people.make_accounts(conn, [ANN, "slack:T2:U1"], NOW)
        for loaded in await people.load(conn, [ANN, "slack:T2:U1"], NOW):
            await people.attach(conn, loaded.account_id, lea)
        await people.set_state(conn, "slack:T2:U1", "gone", NOW)
        await member(conn, MAX)
        await homes.mark(conn, NOW, persons=[lea])
        await homes.mark(conn, NOW)
        found = await homes.stale(conn, NOW, 10)
    assert found == [HomeRow(1, LEA, lea, 1, "cy", "Europe/London", "Ann", "mentor", "waiting")]


async def test_an_organisations_team_is_marked_and_nobody_else(store: Store) -> None:
    async with store.write() as conn:
        await member(conn, LEA, roles=["coordinator", "safeguarding_lead"])
        await member(conn, MAX, roles=["mentor"])
        await member(conn, "slack:T1:U3", roles=["safeguarding_lead"])
        await member(conn, "slack:T1:U4", roles=["coordinator"], status="left")
        elm, _ = await organisations.add(conn, "Elm College", NOW)
        await homes.mark(conn, NOW, organisations=[elm])
        assert await homes.stale(conn, NOW, 10) == []
        await homes.mark(conn, NOW, organisations=[1])
    assert await stale(store) == [LEA, "slack:T1:U3"]


async def test_an_address_is_marked_whatever_its_platform(store: Store) -> None:
    async with store.write() as conn:
        await member(conn, ANN)
        await homes.mark_address(conn, ANN, NOW)
    assert await stale(store) == [ANN]


async def test_a_strangers_page_waits_until_they_are_somebody(store: Store) -> None:
    async with store.write() as conn:
        await people.make_accounts(conn, [LEA], NOW)
        await homes.mark_address(conn, LEA, NOW)
    assert await stale(store) == []
    async with store.write() as conn:
        await people.attach(conn, 1, await member(conn, ANN))
    assert await stale(store) == [LEA]


async def test_an_account_that_is_gone_waits_until_it_is_back(store: Store) -> None:
    async with store.write() as conn:
        await member(conn, LEA)
        await homes.mark_address(conn, LEA, NOW)
        await people.set_state(conn, LEA, "gone", NOW)
    assert await stale(store) == []
    async with store.write() as conn:
        await people.set_state(conn, LEA, "reachable", NOW)
    assert await stale(store) == [LEA]


async def test_the_longest_out_of_date_comes_first(store: Store) -> None:
    async with store.write() as conn:
        for hours, address in ((2, LEA), (1, MAX), (3, "slack:T1:U3")):
            await member(conn, address)
            await homes.mark_address(conn, address, NOW + hours * HOUR)
    assert await stale(store, NOW + 2 * HOUR) == [MAX, LEA]
    assert await stale(store, NOW + 3 * HOUR, 1) == [MAX]


async def test_a_page_on_its_way_is_not_made_again(store: Store) -> None:
    async with store.write() as conn:
        await member(conn, LEA)
        await homes.mark_address(conn, LEA, NOW)
        await outbox.add(conn, [sending(LEA, act="say")])
    assert await stale(store) == [LEA]
    async with store.write() as conn:
        await outbox.add(conn, [sending(LEA, act="home")])
    assert await stale(store) == []
    async with store.write() as conn:
        await outbox.settle(conn, [Settlement(2, "sent", NOW)])
    assert await stale(store) == [LEA]


MARKED = {"before it was seen": (NOW - SECOND, 0), "as it was seen": (NOW, 0), "after": (NOW + SECOND, 1)}


@pytest.mark.parametrize(("at", "left"), MARKED.values(), ids=MARKED.keys())
async def test_a_change_after_the_page_was_made_is_not_lost(store: Store, at: Any, left: int) -> None:
    async with store.write() as conn:
        lea = await member(conn, LEA)
        await homes.mark(conn, NOW - HOUR, persons=[lea])
        await homes.mark(conn, at, persons=[lea])
        await homes.mark(conn, NOW - HOUR, persons=[lea])
        await homes.published(conn, [1], NOW)
        await homes.published(conn, [], NOW)
    assert await count(store, "account", "home_at IS NOT NULL") == left


async def test_two_processes_share_the_pages(postgres_url: str) -> None:
    here, there = Store.open(postgres_url), Store.open(postgres_url)
    async with here.write() as conn:
        for address in (LEA, MAX):
            await member(conn, address)
            await homes.mark_address(conn, address, NOW)
    async with here.write() as one, there.write() as other:
        assert [row.address for row in await homes.stale(one, NOW, 1)] == [LEA]
        assert [row.address for row in await homes.stale(other, NOW, 10)] == [MAX]
    await here.close()
    await there.close()
