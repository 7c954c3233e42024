"""A request for help waits until somebody settles it, and a person has one at a time."""

from __future__ import annotations

from storage import help_requests
from storage.help_requests import HelpRow
from storage.store import Store
from tests.storage.rows import NOW, SAM, member


async def test_a_request_waits_until_it_is_settled(store: Store) -> None:
    async with store.write() as conn:
        person_id = await member(conn)
        first = await help_requests.add(conn, person_id, "name", NOW)
        assert first is not None
        assert await help_requests.waiting(conn, 1) == [HelpRow(first, person_id, "Ann", "name", NOW)]
        assert await help_requests.waiting(conn) == await help_requests.waiting(conn, 1)
        assert await help_requests.waiting(conn, 2) == []
        assert await help_requests.settle(conn, first, NOW)
        assert not await help_requests.settle(conn, first, NOW)
        assert await help_requests.waiting(conn, 1) == []


async def test_a_person_who_waits_already_makes_no_second_request(store: Store) -> None:
    async with store.write() as conn:
        ann, sam = await member(conn), await member(conn, SAM)
        first = await help_requests.add(conn, ann, "name", NOW)
        assert first is not None
        assert await help_requests.add(conn, ann, "age", NOW) is None
        assert await help_requests.add(conn, sam, "age", NOW) is not None
        await help_requests.settle(conn, first, NOW)
        assert await help_requests.add(conn, ann, "age", NOW) is not None


async def test_what_a_person_waits_for_is_settled_by_their_id(store: Store) -> None:
    async with store.write() as conn:
        ann, sam = await member(conn), await member(conn, SAM)
        await help_requests.add(conn, ann, "name", NOW)
        await help_requests.add(conn, sam, "age", NOW)
        assert await help_requests.settle_of(conn, ann, NOW)
        assert not await help_requests.settle_of(conn, ann, NOW)
        assert [row.person_id for row in await help_requests.waiting(conn)] == [sam]
