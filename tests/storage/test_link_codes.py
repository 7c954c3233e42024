"""A code joins a further account to a person once, and not for long."""

from __future__ import annotations

import asyncio

from storage import link_codes
from storage.link_codes import LinkRow
from storage.store import Store
from tests.storage.rows import ANN, HOUR, NOW, SAM, SECOND, count, member


async def test_a_code_is_found_with_its_person_and_used_once(store: Store) -> None:
    async with store.write() as conn:
        ann = await member(conn, status="paused")
        assert await link_codes.add(conn, "CODE", ann, NOW + HOUR, NOW)
        fresh = LinkRow("CODE", ann, "Ann", NOW + HOUR, None, 1, "paused")
        assert await link_codes.find(conn, ["CODE", "OTHER"]) == {"CODE": fresh}
        assert await link_codes.use(conn, "CODE", NOW + SECOND)
        assert not await link_codes.use(conn, "CODE", NOW + SECOND)
        assert await link_codes.find(conn, ["CODE"]) == {"CODE": fresh._replace(used_at=NOW + SECOND)}
        assert not await link_codes.use(conn, "OTHER", NOW)


async def test_an_old_code_is_of_no_use_and_goes(store: Store) -> None:
    async with store.write() as conn:
        await link_codes.add(conn, "OLD", await member(conn, ANN), NOW, NOW - HOUR)
        await link_codes.add(conn, "NEW", await member(conn, SAM), NOW + SECOND, NOW)
        assert not await link_codes.use(conn, "OLD", NOW)
        assert await link_codes.use(conn, "NEW", NOW)
        assert await link_codes.prune(conn, NOW) == 0
        assert await link_codes.prune(conn, NOW + SECOND) == 1
        assert set(await link_codes.find(conn, ["OLD", "NEW"])) == {"NEW"}


async def test_a_new_code_takes_the_place_of_one_that_was_not_used(store: Store) -> None:
    async with store.write() as conn:
        ann, sam = await member(conn, ANN), await member(conn, SAM)
        await link_codes.add(conn, "USED", ann, NOW + HOUR, NOW)
        await link_codes.use(conn, "USED", NOW)
        assert await link_codes.add(conn, "FIRST", ann, NOW + HOUR, NOW)
        assert await link_codes.add(conn, "SAMS", sam, NOW + HOUR, NOW)
        assert not await link_codes.add(conn, "SAMS", ann, NOW + HOUR, NOW)
        assert set(await link_codes.find(conn, ["USED", "FIRST", "SAMS"])) == {"USED", "FIRST", "SAMS"}
        assert await link_codes.add(conn, "SECOND", ann, NOW + HOUR, NOW)
    assert await count(store, "link_code", "code = 'FIRST'") == 0
    assert await count(store, "link_code") == 3


async def test_of_many_at_once_one_uses_it(store: Store) -> None:
    async with store.write() as conn:
        await link_codes.add(conn, "CODE", await member(conn), NOW + HOUR, NOW)

    async def use() -> bool:
        async with store.write() as conn:
            return await link_codes.use(conn, "CODE", NOW)

    assert sum(await asyncio.gather(*(use() for _ in range(6)))) == 1
