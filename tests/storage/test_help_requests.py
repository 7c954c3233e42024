"""A request for help waits until somebody settles it."""

from __future__ import annotations

from storage import help_requests
from storage.help_requests import HelpRow
from storage.store import Store
from tests.storage.rows import NOW, member


async def test_a_request_waits_until_it_is_settled(store: Store) -> None:
    async with store.write() as conn:
        person_id = await member(conn)
        first = await help_requests.add(conn, person_id, "name", NOW)
        second = await help_requests.add(conn, person_id, "age", NOW)
        assert await help_requests.waiting(conn, 1) == [
            HelpRow(first, person_id, "Ann", "name", NOW),
            HelpRow(second, person_id, "Ann", "age", NOW),
        ]
        assert await help_requests.settle(conn, first, NOW)
        assert not await help_requests.settle(conn, first, NOW)
        assert [row.id for row in await help_requests.waiting(conn, 1)] == [second]
        assert await help_requests.waiting(conn, 2) == []
