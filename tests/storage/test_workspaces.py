"""A workspace appears, goes, and comes back, and each change is noticed once."""

from __future__ import annotations

import asyncio

from storage import organisations, people, workspaces
from storage.store import Store
from storage.workspaces import WorkspaceRow
from tests.storage.rows import ANN, HOUR, NOW, member


async def test_a_workspace_comes_and_goes(store: Store) -> None:
    async with store.write() as conn:
        assert not await workspaces.gone(conn, "T1", NOW)
        assert await workspaces.appeared(conn, "T1", "Oak", NOW)
        assert not await workspaces.appeared(conn, "T1", "Oak School", NOW + HOUR)
        assert await workspaces.known(conn) == [WorkspaceRow("T1", "Oak School", "active", NOW)]
        assert await workspaces.gone(conn, "T1", NOW + HOUR)
        assert not await workspaces.gone(conn, "T1", NOW + 2 * HOUR)
        assert await workspaces.known(conn) == [WorkspaceRow("T1", "Oak School", "gone", NOW + HOUR)]
        assert await workspaces.appeared(conn, "T1", "Oak", NOW + 2 * HOUR)
        assert await workspaces.appeared(conn, "T2", "Elm", NOW)
        assert await workspaces.known(conn) == [
            WorkspaceRow("T1", "Oak", "active", NOW + 2 * HOUR),
            WorkspaceRow("T2", "Elm", "active", NOW),
        ]


async def test_many_who_see_it_go_notice_it_once(store: Store) -> None:
    async with store.write() as conn:
        await workspaces.appeared(conn, "T1", "Oak", NOW)

    async def see() -> bool:
        async with store.write() as conn:
            return await workspaces.gone(conn, "T1", NOW)

    assert sum(await asyncio.gather(*(see() for _ in range(6)))) == 1


async def test_the_organisations_of_a_workspace_are_those_with_people_in_it(store: Store) -> None:
    async with store.write() as conn:
        await member(conn, "slack:T1:U1")
        await member(conn, "slack:T1:U2")
        await member(conn, ANN)
        elm, _ = await organisations.add(conn, "Elm College", NOW)
        sam = await people.make_person(
            conn, organisation_id=elm, status="active", roles=["coordinator"], now=NOW
        )
        await people.make_accounts(conn, ["slack:T1:U3", "slack:T11:U1"], NOW)
        for loaded in await people.load(conn, ["slack:T11:U1"], NOW):
            await people.attach(conn, loaded.account_id, sam)
        assert await workspaces.organisations_in(conn, "T1") == [1]
        assert await workspaces.organisations_in(conn, "T11") == [elm]
        assert await workspaces.organisations_in(conn, "T") == []
