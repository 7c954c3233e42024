"""The last decision about a person is the one that counts."""

from __future__ import annotations

from storage import decisions
from storage.decisions import DecisionRow
from storage.store import Store
from tests.storage.rows import ANN, HOUR, NOW, SAM, count, member


async def test_the_newest_decision_is_found_and_the_earlier_is_kept(store: Store) -> None:
    async with store.write() as conn:
        ann, sam = await member(conn, ANN), await member(conn, SAM)
        assert await decisions.newest(conn, ann) is None
        await decisions.add(conn, ann, sam, False, "no references yet", NOW)
        await decisions.add(conn, ann, None, True, "", NOW + HOUR)
        await decisions.add(conn, sam, ann, False, "not now", NOW)
        assert await decisions.newest(conn, ann) == DecisionRow(2, ann, None, True, "", NOW + HOUR)
        assert await decisions.newest(conn, sam) == DecisionRow(3, sam, ann, False, "not now", NOW)
    assert await count(store, "decision", "reason = 'no references yet'") == 1
