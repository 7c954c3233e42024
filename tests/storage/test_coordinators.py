"""Active coordinators, by their ids and by organisation."""

from __future__ import annotations

from storage import coordinators, organisations, people
from storage.coordinators import CoordinatorRow
from storage.store import Store
from tests.storage.rows import NOW, member

OAK = 1


async def test_only_active_coordinators_are_found(store: Store) -> None:
    async with store.write() as conn:
        both = await member(
            conn, "slack:T:1", roles=["coordinator", "safeguarding_lead"], zone="Europe/Paris"
        )
        pat = await member(conn, "slack:T:2", roles=["coordinator"])
        lead = await member(conn, "slack:T:3", roles=["safeguarding_lead"])
        left = await member(conn, "slack:T:4", roles=["coordinator"], status="left")
        ann = await member(conn, "telegram::5")
        elm, _ = await organisations.add(conn, "Elm College", NOW)
        there = await people.make_person(
            conn, organisation_id=elm, status="active", roles=["coordinator"], now=NOW
        )
        found = await coordinators.by_ids(conn, [both, pat, lead, left, ann, 999])
        mine = await coordinators.of_organisations(conn, [OAK])
        every = await coordinators.of_organisations(conn, [elm, OAK])

    paris = CoordinatorRow(both, OAK, "Europe/Paris")
    assert found == {both: paris, pat: CoordinatorRow(pat, OAK, "Europe/London")}
    assert mine == [paris, found[pat]]
    assert [row.id for row in every] == [both, pat, there]
