"""Delivery knows who may be written to."""

from __future__ import annotations

from storage import people
from storage.people import Reach
from storage.store import Store
from tests.storage.rows import ANN, NOW, SAM, member


async def test_each_account_is_told_with_its_person(store: Store) -> None:
    async with store.write() as conn:
        await member(conn, ANN, status="paused", zone="Europe/Paris")
        await people.make_accounts(conn, [SAM], NOW)
        await people.set_state(conn, SAM, "blocked", NOW)
        found = await people.reach(conn, [ANN, SAM, "telegram::3"])
    assert found == {ANN: Reach("reachable", "paused", "Europe/Paris"), SAM: Reach("blocked", "", "")}
