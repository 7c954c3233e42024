"""Of the matches of somebody who is forgotten stays that there was one, and nothing in words."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage import erasure, matches
from storage.store import Store
from storage.tables import match
from tests.storage.matched import matched
from tests.storage.rows import NOW, member


@pytest.mark.parametrize("side", ["mentor", "young_person"])
async def test_no_name_and_no_reason_in_words_stay(store: Store, side: str) -> None:
    async with store.write() as conn:
        both = {
            "mentor": await member(conn, "slack:T1:U1", roles=["mentor"], first_name="Max"),
            "young_person": await member(conn, first_name="Ann"),
        }
        ben = await member(conn, "telegram::3", first_name="Ben")
        ended = await matched(conn, both["mentor"], both["young_person"], adult="Mr Evans")
        await matches.close(conn, ended, "fit: Ann found it hard", None, NOW)
        other = await matched(conn, await member(conn, "slack:T1:U2"), ben, adult="Ms Khan")

        await erasure.forget_person(conn, both[side])

        rows = {row.id: row for row in await conn.execute(select(match))}
    assert (rows[ended].adult, rows[ended].close_reason, rows[ended].status) == ("", "", "closed")
    assert getattr(rows[ended], f"{side}_id") is None
    assert rows[other].adult == "Ms Khan"
