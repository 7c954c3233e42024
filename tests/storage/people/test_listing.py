"""People are listed within their organisation."""

from __future__ import annotations

from storage import invitations, organisations, people
from storage.store import Store
from tests.storage.rows import ANN, NOW, member


async def test_the_first_active_coordinator_speaks_for_an_organisation(store: Store) -> None:
    async with store.write() as conn:
        oak, _ = await organisations.add(conn, "Oak School", NOW)
        elm, _ = await organisations.add(conn, "Elm College", NOW)
        await member(conn, "slack:T:1", roles=["coordinator"], first_name="Lea", status="left")
        await member(conn, "slack:T:2", roles=["mentor"], first_name="Max")
        await member(conn, "slack:T:3", roles=["coordinator"], first_name="Ruth")
        await member(conn, "slack:T:4", roles=["coordinator"], first_name="Tom")
        assert await people.coordinators(conn, [oak, elm]) == {oak: "Ruth"}
        assert await people.coordinators(conn, []) == {}


async def test_a_list_stays_within_an_organisation(store: Store) -> None:
    async with store.write() as conn:
        await member(conn, ANN)
        elm, _ = await organisations.add(conn, "Elm College", NOW)
        sam = await people.make_person(
            conn, organisation_id=elm, status="joining", roles=[], first_name="Sam", now=NOW
        )
        assert await people.listing(conn, elm) == [
            people.Listed(sam, "Sam", "", "joining", "Elm College", NOW)
        ]
        assert [(row.first_name, row.roles) for row in await people.listing(conn)] == [
            ("Ann", "young_person"),
            ("Sam", ""),
        ]


async def test_whom_an_invitation_is_for_is_found_until_they_take_it(store: Store) -> None:
    async with store.write() as conn:
        await organisations.add(conn, "Oak School", NOW)
        oak = await organisations.find(conn, "Oak School")
        assert oak is not None
        made = await invitations.add(
            conn, code="ABCD1234", role="mentor", programme_id=oak.programme_id, now=NOW
        )
        assert made is not None
        assert await people.invited(conn, made) is None
        max_ = await people.make_person(
            conn, organisation_id=oak.id, invitation_id=made, status="invited", roles=["mentor"], now=NOW
        )
        assert await people.invited(conn, made) == max_
        await people.set_status(conn, max_, "joining", NOW)
        assert await people.invited(conn, made) is None
