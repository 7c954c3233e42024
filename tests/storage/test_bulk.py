"""Many people are made at once, each once, and each with an invitation of their own."""

from __future__ import annotations

import time
from typing import Any

from storage import bulk, invitations, organisations, people
from storage.bulk import ROWS_A_STATEMENT, ROWS_A_TRANSACTION, NewPerson
from storage.people import finding
from storage.store import Store
from tests.storage.rows import NOW, count

MANY = 100_000  # rows: the largest file that an organisation is expected to bring
UNDER_A_MINUTE = 30.0  # seconds


def row(number: int, **more: Any) -> NewPerson:
    base = NewPerson(f"id{number}", 1, 1, "mentor", f"CODE{number}", "Siân", NOW)
    return base._replace(**more)


async def add(store: Store, *rows: NewPerson) -> int:
    async with store.write() as conn:
        await organisations.add(conn, "Oak School", NOW)
        await organisations.add(conn, "Elm College", NOW)
        return await bulk.add_people(conn, rows)


async def test_each_gets_a_role_and_an_invitation_for_one(store: Store) -> None:
    assert await add(store, row(1), row(2, role="young_person", first_name="")) == 2
    async with store.write() as conn:
        found = await invitations.find(conn, ["CODE1", "CODE2"])
        assert {code: (made.role, made.uses, made.used) for code, made in found.items()} == {
            "CODE1": ("mentor", 1, 0),
            "CODE2": ("young_person", 1, 0),
        }
        first = await people.invited(conn, found["CODE1"].id)
        assert first is not None
        card = await finding.by_id(conn, 1, first)
        assert card is not None
        assert (card.first_name, card.roles, card.status, card.external_id) == (
            "Siân",
            "mentor",
            "invited",
            "id1",
        )
        assert [each.id for each in await finding.by_name(conn, 1, "sian", 10)] == [first]


async def test_nobody_is_made_twice(store: Store) -> None:
    assert await add(store, row(1), row(2), row(1, code="OTHER"), row(3)) == 3
    assert await add(store, row(1, code="NEW1"), row(4), row(2, code="NEW2")) == 1
    assert await add(store, row(1, organisation_id=2, programme_id=2, code="ELM1")) == 1
    assert await add(store) == 0
    assert await count(store, "person") == 5
    assert await count(store, "person_role") == 5
    assert await count(store, "invitation") == 5
    assert await count(store, "invitation", "code IN ('OTHER', 'NEW1', 'NEW2')") == 0


async def test_whoevers_code_is_taken_is_left_out_and_known_to_be_missing(store: Store) -> None:
    assert await add(store, row(1)) == 1
    assert await add(store, row(2, code="CODE1"), row(3), row(4, code="CODE3")) == 1
    async with store.write() as conn:
        asked = ["id1", "id2", "id3", "id4", "id5"]
        assert await bulk.known_ids(conn, 1, asked) == {"id1", "id3"}
        assert await bulk.known_ids(conn, 2, asked) == set()
        assert await bulk.known_ids(conn, 1, []) == set()
    assert await count(store, "invitation") == 2


async def test_more_than_one_statement_takes_are_all_made(store: Store) -> None:
    rows = [row(number) for number in range(ROWS_A_STATEMENT + 1)]
    assert await add(store, *rows) == len(rows)
    assert await add(store, *rows) == 0
    pairs = "person JOIN invitation ON invitation.id = person.invitation_id"
    assert await count(store, pairs, "substr(code, 5) = substr(external_id, 3)") == len(rows)


async def test_a_hundred_thousand_take_well_under_a_minute(sqlite_url: str) -> None:
    store = Store.open(sqlite_url)
    rows = [row(number) for number in range(MANY)]
    before = time.perf_counter()
    for start in range(0, MANY, ROWS_A_TRANSACTION):
        assert await add(store, *rows[start : start + ROWS_A_TRANSACTION]) == ROWS_A_TRANSACTION
    assert time.perf_counter() - before < UNDER_A_MINUTE
    assert await count(store, "person") == MANY
    await store.close()
