"""A run is kept and changed, and a person has one open run."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from storage import people, runs
from storage.store import Store
from storage.tables import run
from tests.storage.rows import ANN, HOUR, NOW, SAM, count, member, open_run


async def test_a_run_is_added_and_then_changed(store: Store) -> None:
    async with store.write() as conn:
        person_id = await member(conn)
        await runs.save(conn, [open_run(person_id)])
        await runs.save(conn, [open_run(person_id, turn=2, state={"turn": 2}, started_at=NOW + HOUR)])
        await runs.save(conn, [])
        [loaded] = await people.load(conn, [ANN], NOW)
    assert loaded.run == {"turn": 2}
    assert await count(store, "run", "turn = 2 AND started_at < updated_at") == 0
    assert await count(store, "run") == 1


async def test_one_batch_may_end_a_run_and_open_the_next(store: Store) -> None:
    async with store.write() as conn:
        person_id = await member(conn)
        await runs.save(conn, [open_run(person_id, "old")])
        ended = open_run(person_id, "old", progress="done", pending_key=None, pending_turn=None)
        await runs.save(conn, [open_run(person_id, "new"), ended])
        [loaded] = await people.load(conn, [ANN], NOW)
    assert loaded.run == {"id": "new"}


async def test_two_open_runs_are_refused(store: Store) -> None:
    async with store.write() as conn:
        person_id = await member(conn)
    with pytest.raises(IntegrityError):
        async with store.write() as conn:
            await runs.save(conn, [open_run(person_id, "one"), open_run(person_id, "two")])
    assert await count(store, "run") == 0


async def test_what_a_person_is_in_the_middle_of_is_ended(store: Store) -> None:
    async with store.write() as conn:
        ann, sam = await member(conn), await member(conn, SAM)
        now = open_run(ann, "now", state={"progress": "open", "answers": {"name": "Ann"}})
        aside = open_run(ann, "aside", progress="aside", state={"progress": "aside"})
        done = open_run(ann, "done", progress="done", state={"progress": "done"})
        await runs.save(conn, [now, aside, done, open_run(sam, "other", state={"progress": "open"})])
        assert await runs.end_open(conn, ann, NOW + HOUR)
        assert not await runs.end_open(conn, ann, NOW + HOUR)
        found = await conn.execute(select(run.c.id, run.c.progress, run.c.state, run.c.updated_at))
    assert {row.id: tuple(row[1:]) for row in found} == {
        "now": ("cancelled", {"progress": "cancelled", "answers": {"name": "Ann"}}, NOW + HOUR),
        "aside": ("cancelled", {"progress": "cancelled"}, NOW + HOUR),
        "done": ("done", {"progress": "done"}, NOW),
        "other": ("open", {"progress": "open"}, NOW),
    }


async def test_a_run_that_was_ended_meanwhile_is_not_opened_again(store: Store) -> None:
    """A turn that began before a coordinator cleared the talk once brought it back."""
    async with store.write() as conn:
        person_id = await member(conn)
        await runs.save(conn, [open_run(person_id)])
        assert await runs.open_flow(conn, person_id) == open_run(person_id)["flow"]
        assert await runs.end_open(conn, person_id, NOW)
        await runs.save(conn, [open_run(person_id, turn=2)])
        assert await runs.open_flow(conn, person_id) == ""
    assert await count(store, "run", "progress = 'cancelled'") == 1
