"""People are listed within their organisation."""

from __future__ import annotations

from storage import bulk, invitations, organisations, people
from storage.bulk import NewPerson
from storage.people import ExportRow
from storage.people.listing import PAGE
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


async def exported(store: Store, organisation: int | None = None) -> list[ExportRow]:
    async with store.read() as conn:
        return [row async for row in people.export(conn, organisation)]


async def test_an_export_has_everybody_and_the_codes_that_are_not_used(store: Store) -> None:
    async with store.write() as conn:
        ann = await member(conn, ANN, status="invited", roles=["mentor"], external_id="7")
        await people.set_status(conn, ann, "active", NOW)
        elm, _ = await organisations.add(conn, "Elm College", NOW)
        rows = [NewPerson(f"e{number}", elm, 2, "mentor", f"CODE{number}", "Sam", NOW) for number in (1, 2)]
        await bulk.add_people(conn, rows)
        taken = (await invitations.find(conn, ["CODE2"]))["CODE2"].id
        await invitations.use(conn, taken)
    first = ExportRow(ann, "7", "mentor", "active", "Oak School", "Ann", "", NOW, NOW)
    second = ExportRow(ann + 1, "e1", "mentor", "invited", "Elm College", "Sam", "CODE1", NOW, None)
    third = second._replace(id=ann + 2, external_id="e2", code="")
    assert await exported(store) == [first, second, third]
    assert await exported(store, elm) == [second, third]


async def test_a_code_for_many_is_nobodys_own(store: Store) -> None:
    async with store.write() as conn:
        await organisations.add(conn, "Oak School", NOW)
        made = await invitations.add(conn, code="MANY", role="mentor", programme_id=1, now=NOW, uses=2)
        assert made is not None
        await member(conn, ANN, status="invited", invitation_id=made)
    assert [row.code for row in await exported(store)] == [""]


async def test_an_export_goes_on_past_its_first_page(store: Store) -> None:
    async with store.write() as conn:
        oak, _ = await organisations.add(conn, "Oak School", NOW)
        rows = [NewPerson(str(n), oak, 1, "mentor", f"C{n}", "", NOW) for n in range(PAGE + 1)]
        assert await bulk.add_people(conn, rows) == PAGE + 1
    assert [row.external_id for row in await exported(store, oak)] == [str(n) for n in range(PAGE + 1)]
