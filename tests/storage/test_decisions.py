"""Every decision about a person is kept, the earlier beside the later."""

from __future__ import annotations

from sqlalchemy import select

from storage import decisions
from storage.store import Store
from storage.tables import decision
from tests.storage.rows import ANN, HOUR, NOW, SAM, member


async def test_each_decision_is_kept_with_who_made_it_and_why(store: Store) -> None:
    async with store.write() as conn:
        ann, sam = await member(conn, ANN), await member(conn, SAM)
        await decisions.add(conn, ann, sam, False, "no references yet", NOW)
        await decisions.add(conn, ann, None, True, "", NOW + HOUR)
        kept = await conn.execute(select(decision).order_by(decision.c.id))
        assert [(row.person_id, row.by, row.approved, row.reason, row.at) for row in kept] == [
            (ann, sam, False, "no references yet", NOW),
            (ann, None, True, "", NOW + HOUR),
        ]
