"""A person is made with roles and changed field by field."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from storage import organisations, people
from storage.people import finding
from storage.store import Store
from tests.storage.rows import ANN, HOUR, NOW, SAM, count, member


async def test_a_person_is_made_with_roles_once_each(store: Store) -> None:
    async with store.write() as conn:
        person_id = await member(conn, roles=["mentor", "coordinator"])
        await people.add_role(conn, person_id, "mentor")
        await people.add_role(conn, person_id, "safeguarding_lead")
        [loaded] = await people.load(conn, [ANN], NOW)
    assert loaded.roles is not None
    assert sorted(loaded.roles.split(",")) == ["coordinator", "mentor", "safeguarding_lead"]


STATUSES = {
    "joining": (["joining"], None, False),
    "active": (["active"], NOW, False),
    "active again keeps the first time": (["active", "paused", "active"], NOW, False),
    "left": (["active", "left"], NOW, True),
    "back": (["active", "left", "active"], NOW, False),
}


@pytest.mark.parametrize(("statuses", "joined", "left"), STATUSES.values(), ids=STATUSES.keys())
async def test_a_status_keeps_its_moments(
    store: Store, statuses: list[str], joined: object, left: bool
) -> None:
    async with store.write() as conn:
        person_id = await member(conn, status="invited")
        for hours, status in enumerate(statuses):
            await people.set_status(conn, person_id, status, NOW + hours * HOUR)
        [loaded] = await people.load(conn, [ANN], NOW)
    assert (loaded.status, loaded.joined_at) == (statuses[-1], joined)
    assert await count(store, "person", "left_at IS NOT NULL") == int(left)


async def test_a_name_and_a_profile_are_changed(store: Store) -> None:
    async with store.write() as conn:
        person_id = await member(conn)
        await people.set_name(conn, person_id, "Siân")
        await people.amend_profile(conn, person_id, "age", 17)
        await people.amend_profile(conn, person_id, "topics", ["maths"])
        await people.amend_profile(conn, person_id, "age", None)
        [amended] = await people.load(conn, [ANN], NOW)
        await people.set_profile(conn, person_id, {"age": 18})
        [replaced] = await people.load(conn, [ANN], NOW)
    assert (amended.first_name, amended.fields) == ("Siân", {"age": None, "topics": ["maths"]})
    assert replaced.fields == {"age": 18}


async def test_every_agreement_is_kept(store: Store) -> None:
    async with store.write() as conn:
        person_id = await member(conn)
        await people.agree(conn, person_id, "rules", "2026-11", NOW)
        await people.agree(conn, person_id, "rules", "2026-12", NOW + HOUR)
    assert await count(store, "agreement", f"person_id = {person_id}") == 2


async def test_a_role_is_taken_away(store: Store) -> None:
    async with store.write() as conn:
        person_id = await member(conn, roles=["coordinator", "safeguarding_lead"])
        await people.remove_role(conn, person_id, "safeguarding_lead")
        await people.remove_role(conn, person_id, "mentor")
        [loaded] = await people.load(conn, [ANN], NOW)
    assert loaded.roles == "coordinator"


async def test_an_external_id_is_one_persons_within_an_organisation(store: Store) -> None:
    async with store.write() as conn:
        ann = await member(conn, ANN, external_id="7")
        sam = await member(conn, SAM)
        await people.set_external_id(conn, sam, "8")
        elm, _ = await organisations.add(conn, "Elm College", NOW)
        await people.make_person(
            conn, organisation_id=elm, external_id="7", status="invited", roles=["mentor"], now=NOW
        )
        found = {each: await finding.by_id(conn, 1, each) for each in (ann, sam)}
    assert {each: card and card.external_id for each, card in found.items()} == {ann: "7", sam: "8"}
    with pytest.raises(IntegrityError):
        async with store.write() as conn:
            await people.set_external_id(conn, sam, "7")
    async with store.write() as conn:
        await people.set_external_id(conn, ann, None)
        await people.set_external_id(conn, sam, "7")
