"""A list of people taken in: who is new is invited, and whoever is there already stays as they are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from mentoring.bulk import Intake, Outcome, Problem, adding
from mentoring.bulk.reading import COLUMNS, Row
from storage import bulk, organisations, people
from storage.bulk import NewPerson
from storage.store import Store
from storage.tables import agreement, invitation, organisation, person, person_role
from tests.bot.house import House
from tests.clocks import MORNING

SAM = ("S1", "young-person", "Oak School", "Sam")
ANN = ("M1", "mentor", "oak  SCHOOL", "")
KIT = ("S1", "coordinator", "Elm College", "Kit")
NOBODY = "there is no organisation of this name: see alongside organisation add --help"


@pytest.fixture(autouse=True)
async def _schools(store: Store) -> None:
    """Add two organisations."""
    async with store.write() as conn:
        await organisations.add(conn, "Oak School", MORNING)
        await organisations.add(conn, "Elm College", MORNING)


async def take(store: Store, *rows: Sequence[str], dry_run: bool = False) -> Outcome:
    """Take in rows of one file, the first on line 2, as two chunks."""
    intake = Intake(MORNING, dry_run=dry_run)
    lines = [
        Row(line, dict(zip(COLUMNS, cells, strict=True)), surplus=False) for line, cells in enumerate(rows, 2)
    ]
    whole = Outcome([], 0, [])
    for some in (lines[:2], lines[2:]):
        read = intake.read(some)
        async with store.read() if dry_run else store.write() as conn:
            added, there, problems = await intake.take(conn, read)
        whole = Outcome(whole.added + added, whole.there + there, whole.problems + problems)
    return whole


async def test_who_is_new_is_invited_by_a_code_of_their_own(store: Store, house: House) -> None:
    added, there, problems = await take(store, SAM, ANN, KIT)

    assert (there, problems) == (0, [])
    assert [each[:5] for each in added] == [
        (2, "S1", "young-person", "Oak School", "Sam"),
        (3, "M1", "mentor", "Oak School", ""),
        (4, "S1", "coordinator", "Elm College", "Kit"),
    ]
    codes = {row.id: row for row in await house.rows(invitation)}
    schools = {row.id: row.name for row in await house.rows(organisation)}
    roles = {row.person_id: row.role for row in await house.rows(person_role)}
    kept = {codes[row.invitation_id].code: row for row in await house.rows(person)}
    assert len(kept) == 3
    for each in added:
        row = kept[each.code]
        assert (row.external_id, row.first_name, schools[row.organisation_id]) == (
            each.external_id,
            each.first_name,
            each.organisation,
        )
        assert (row.status, roles[row.id].replace("_", "-")) == ("invited", each.role)
        assert (codes[row.invitation_id].uses, codes[row.invitation_id].role) == (1, roles[row.id])


async def test_a_code_opens_the_door_for_whom_it_was_made(store: Store, house: House) -> None:
    [sam] = (await take(store, SAM)).added

    assert await house.say("1", f"/start {sam.code}") == ["welcome", "privacy"]
    [row] = await house.rows(person)
    assert (row.external_id, row.status) == ("S1", "joining")


async def test_the_same_list_makes_nothing_twice(store: Store, house: House) -> None:
    await take(store, SAM, ANN, KIT)
    before = await house.rows(person), await house.rows(invitation)

    added, there, problems = await take(store, SAM, ANN, KIT, ("S9", "mentor", "Oak School", ""))

    assert [(each.line, each.external_id) for each in added] == [(5, "S9")]
    assert (there, problems) == (3, [])
    assert [row for row in await house.rows(person) if row.external_id != "S9"] == before[0]
    assert len(await house.rows(invitation)) == len(before[1]) + 1


async def test_who_is_there_already_stays_as_they_are(store: Store, house: House) -> None:
    [sam] = (await take(store, SAM)).added
    await house.say("1", f"/start {sam.code}", "[yes]")
    async with store.write() as conn:
        await conn.execute(update(person).values(status="left", first_name="Sammy"))
        await people.agree(conn, (await house.rows(person))[0].id, "privacy", "2026-11", MORNING)
    tables = (person, person_role, agreement, invitation)
    before = [await house.rows(table) for table in tables]

    changed = ("S1", "coordinator", "Oak School", "Somebody")
    assert await take(store, changed) == Outcome([], 1, [])
    assert [await house.rows(table) for table in tables] == before


async def test_a_row_that_is_wrong_keeps_no_other_out(store: Store, house: House) -> None:
    added, there, problems = await take(
        store,
        SAM,
        ("S2", "king", "Oak School", ""),
        ("S3", "mentor", "Ash", ""),
        ("S4", "mentor", "Ash", ""),
        ANN,
    )

    assert [each.line for each in added] == [2, 6]
    assert there == 0
    assert problems == [
        Problem(3, "role is none of young-person, mentor, coordinator"),
        Problem(4, NOBODY),
        Problem(5, NOBODY),
    ]
    assert len(await house.rows(person)) == 2


async def test_of_an_id_that_comes_twice_the_later_row_is_wrong(store: Store, house: House) -> None:
    wrong = ("S2", "king", "Oak School", "")
    rows = (SAM, wrong, ("S1", "mentor", "OAK school", ""), ("S2", "mentor", "Oak School", ""))

    for there in (0, 1):
        outcome = await take(store, *rows)
        assert (len(outcome.added), outcome.there) == (1 - there, there)
        assert outcome.problems[-2:] == [
            Problem(4, "external_id is the same as on line 2"),
            Problem(5, "external_id is the same as on line 3"),
        ]
    assert [row.external_id for row in await house.rows(person)] == ["S1"]


async def test_a_dry_run_says_the_same_and_writes_nothing(store: Store, house: House) -> None:
    await take(store, SAM)
    wrong = ("S2", "king", "Oak School", "")

    tried = await take(store, SAM, ANN, KIT, wrong, dry_run=True)
    assert len(await house.rows(person)) == len(await house.rows(invitation)) == 1
    done = await take(store, SAM, ANN, KIT, wrong)

    assert {each.code for each in tried.added} == {""}
    assert tried.added == [each._replace(code="") for each in done.added]
    assert tried[1:] == done[1:]


async def test_a_code_that_somebody_has_is_not_given_again(
    store: Store, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = iter(["AAAAAAA2", "AAAAAAA2", "BBBBBBB2", "BBBBBBB2", "CCCCCCC2", "DDDDDDD2"])
    monkeypatch.setattr(adding, "fresh_code", lambda: next(codes))
    await take(store, SAM)

    added = (await take(store, ANN, KIT)).added

    assert {each.code for each in added} == {"BBBBBBB2", "CCCCCCC2"}
    assert len(await house.rows(person)) == 3


async def test_who_was_added_by_another_process_in_this_moment_is_there_already(
    store: Store, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = bulk.add_people

    async def after_another(conn: AsyncConnection, rows: Sequence[NewPerson]) -> int:
        await add(conn, [row._replace(code="ZZZZZZZ2") for row in rows[:1]])
        return await add(conn, rows)

    monkeypatch.setattr(bulk, "add_people", after_another)

    outcome = await take(store, SAM, ANN)

    assert [each.external_id for each in outcome.added] == ["M1"]
    assert (outcome.there, outcome.problems) == (1, [])
    assert len(await house.rows(person)) == len(await house.rows(invitation)) == 2
