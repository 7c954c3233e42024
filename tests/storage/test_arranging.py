"""Whether a pair's next meeting is on its way: the newest proposal, and the latest meeting that holds."""

from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import arranging
from storage.store import Store
from tests.storage.matched import DAY, matched, met, proposed
from tests.storage.rows import ANN, NOW, SAM, member


async def pair(conn: AsyncConnection) -> int:
    """Match two people, and return the match's id."""
    return await matched(conn, await member(conn, SAM), await member(conn, ANN))


async def test_the_newest_proposal_of_each_match(store: Store) -> None:
    async with store.write() as conn:
        one = await pair(conn)
        other = await matched(conn, 1, await member(conn, "telegram::3"))
        first = await met(conn, one, 1, "cancelled", None)
        second = await met(conn, one, 2, "proposed", None)
        await proposed(conn, second, 2, NOW, starts=["2026-12-01T17:00:00+00:00"])
        await proposed(conn, first, 1, NOW, status="withdrawn")
        await proposed(conn, await met(conn, other, 1, "proposed", None), 3, NOW)
        newest = await arranging.newest(conn, [one, other, 99])
        rows = await arranging.proposed(conn, [1, 99])
        assert await arranging.newest(conn, []) == {}
        assert await arranging.proposed(conn, []) == {}
    assert {match: (row.id, row.by, row.status) for match, row in newest.items()} == {
        one: (2, 1, "withdrawn"),
        other: (3, 3, "open"),
    }
    assert rows == {1: arranging.ProposedRow(1, one, 2, ["2026-12-01T17:00:00+00:00"], "open", NOW, None)}


@pytest.mark.parametrize(
    ("status", "days", "counts"),
    [
        ("confirmed", 5, True),
        ("confirmed", -5, True),
        ("held", -5, True),
        ("proposed", 5, True),
        ("proposed", -5, False),
        ("missed", -5, False),
        ("cancelled", 5, False),
    ],
)
async def test_which_meetings_hold(store: Store, status: str, days: int, counts: bool) -> None:
    starts = NOW + days * DAY
    async with store.write() as conn:
        match = await pair(conn)
        await met(conn, match, 1, "held", NOW - 40 * DAY)
        await met(conn, match, 2, status, starts)
        found = await arranging.latest(conn, [match, 99], NOW)
        assert await arranging.latest(conn, [], NOW) == {}
    assert found == {match: starts if counts else NOW - 40 * DAY}


async def test_a_pair_that_has_no_time_yet_has_nothing(store: Store) -> None:
    async with store.write() as conn:
        match = await pair(conn)
        await met(conn, match, 1, "proposed", None)
        assert await arranging.latest(conn, [match], NOW) == {}
        assert await arranging.newest(conn, [match]) == {}
