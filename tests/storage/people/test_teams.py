"""The team of an organisation hears where it can be reached."""

from __future__ import annotations

from storage import organisations, people
from storage.people import TeamMember
from storage.store import Store
from tests.storage.rows import ANN, NOW, SAM, member

LEA, MAX = "slack:T1:U1", "slack:T1:U2"


async def test_a_team_are_active_coordinators_and_leads(store: Store) -> None:
    async with store.write() as conn:
        ann = await member(conn, ANN, roles=["coordinator", "safeguarding_lead"], language="cy")
        await member(conn, SAM, roles=["young_person"])
        lea = await member(conn, LEA, roles=["safeguarding_lead"])
        await member(conn, MAX, roles=["coordinator"], status="left")
        elm, _ = await organisations.add(conn, "Elm College", NOW)
        assert await people.team(conn, [1, elm]) == [
            TeamMember(1, ANN, "cy", ann),
            TeamMember(1, LEA, "en", lea),
        ]
        assert await people.team(conn, [elm]) == []
        assert await people.team(conn, []) == []


async def test_accounts_that_are_gone_are_only_for_those_who_have_no_other(store: Store) -> None:
    async with store.write() as conn:
        ann = await member(conn, ANN, roles=["coordinator"])
        await member(conn, SAM, roles=["coordinator"])
        await people.make_accounts(conn, [LEA], NOW)
        for loaded in await people.load(conn, [LEA], NOW):
            await people.attach(conn, loaded.account_id, ann)
        await people.set_state(conn, LEA, "gone", NOW)
        await people.set_state(conn, SAM, "blocked", NOW)
        assert [row.address for row in await people.team(conn, [1])] == [ANN, SAM]


async def test_coordinators_elsewhere_hear_of_a_workspace(store: Store) -> None:
    async with store.write() as conn:
        ann = await member(conn, LEA, roles=["coordinator"])
        await member(conn, MAX, roles=["coordinator"])
        await member(conn, SAM, roles=["safeguarding_lead"])
        await member(conn, "slack:T11:U1", roles=["coordinator"])
        await member(conn, "slack:T2:U1", roles=["coordinator"])
        await people.set_state(conn, "slack:T2:U1", "gone", NOW)
        await people.make_accounts(conn, [ANN], NOW)
        for loaded in await people.load(conn, [ANN], NOW):
            await people.attach(conn, loaded.account_id, ann)
        found = await people.team_elsewhere(conn, [1], "T1")
        assert [row.address for row in found] == ["slack:T11:U1", ANN]
        assert await people.team_elsewhere(conn, [2], "T1") == []
