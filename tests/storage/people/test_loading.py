"""One query tells a turn all that it needs to know of those who wrote."""

from __future__ import annotations

from storage import organisations, people, runs
from storage.store import Store
from tests.storage.rows import ANN, HOUR, NOW, SAM, member, open_run


async def test_an_address_that_is_not_known_is_absent(store: Store) -> None:
    async with store.write() as conn:
        await people.make_accounts(conn, [ANN], NOW)
        assert [row.address for row in await people.load(conn, [ANN, SAM], NOW)] == [ANN]
        assert await people.load(conn, [], NOW) == []


async def test_an_account_without_a_person_has_only_itself(store: Store) -> None:
    async with store.write() as conn:
        await people.make_accounts(conn, [ANN], NOW)
        [loaded] = await people.load(conn, [ANN], NOW)
    assert loaded[:6] == (ANN, 1, "telegram", "reachable", None, 0)
    assert set(loaded[6:]) == {None}


async def test_a_person_comes_with_programme_profile_and_runs(store: Store) -> None:
    async with store.write() as conn:
        await organisations.add(conn, "Oak School", NOW)
        person_id = await member(conn, programme_id=1, language="cy", zone="Europe/Paris")
        await people.set_profile(conn, person_id, {"age": 17})
        await people.set_status(conn, person_id, "active", NOW)
        early = open_run(person_id, "early", progress="aside")
        late = open_run(person_id, "late", progress="aside", updated_at=NOW + HOUR)
        done = open_run(person_id, "done", progress="done", updated_at=NOW + 2 * HOUR)
        await runs.save(conn, [open_run(person_id, "now"), late, early, done])
        [loaded] = await people.load(conn, [ANN], NOW)
    assert loaded.run == {"id": "now"}
    assert loaded.aside == {"id": "late"}
    assert loaded[6:15] == (
        person_id,
        "active",
        "Ann",
        "cy",
        "Europe/Paris",
        None,
        NOW,
        "young_person",
        {"age": 17},
    )
    rules = ("One hour a month", 16, 25, 12, 60, "2026-11", "one-hour-a-month")
    assert loaded[17:] == (1, "Oak School", 1, *rules)


async def test_many_are_loaded_at_once(store: Store) -> None:
    addresses = [f"telegram::{number}" for number in range(1, 6)]
    async with store.write() as conn:
        ids = [await member(conn, address) for address in addresses]
        await runs.save(conn, [open_run(person_id, f"run-{person_id}") for person_id in ids])
        found = await people.load(conn, addresses, NOW)
    assert {row.person_id: row.run for row in found} == {
        person_id: {"id": f"run-{person_id}"} for person_id in ids
    }
