"""A due comes once, in its time, to one process."""

from __future__ import annotations

import asyncio
from typing import Any

from storage import dues, inbox, people
from storage.dues import DueDelay, DueMove, DueSettlement
from storage.store import Store
from tests.storage.rows import ANN, HOUR, NOW, SAM, SECOND, count, heard, member


def due(person_id: int, occurrence: str = "1", **more: Any) -> dict[str, Any]:
    base = {"person_id": person_id, "purpose": "nudge", "occurrence": occurrence, "at": NOW}
    return {**base, "not_after": NOW + HOUR, "created_at": NOW, **more}


async def test_an_occurrence_is_added_once(store: Store) -> None:
    async with store.write() as conn:
        person_id = await member(conn)
        await dues.add(conn, [due(person_id), due(person_id), due(person_id, purpose="meeting")])
        await dues.add(conn, [due(person_id, at=NOW + HOUR)])
        await dues.add(conn, [])
        assert [row.at for row in await dues.claim(conn, NOW, 10)] == [NOW, NOW]
    assert await count(store, "due") == 2


async def test_what_is_due_comes_in_order_of_its_time(store: Store) -> None:
    async with store.write() as conn:
        ann, sam = await member(conn), await member(conn, SAM)
        promise = {"wall": "2026-11-23T10:00", "zone": "Europe/London", "token_run": "r", "token_turn": 2}
        late, early = due(ann, "late", **promise), due(sam, "early", at=NOW - SECOND)
        await dues.add(conn, [late, early, due(ann, "not yet", at=NOW + SECOND)])
        first, second = await dues.claim(conn, NOW, 10)
        assert [row.occurrence for row in await dues.claim(conn, NOW, 1)] == ["early"]
    assert (first.occurrence, first.address) == ("early", SAM)
    assert second[1:] == (
        ann,
        "nudge",
        "late",
        NOW,
        "2026-11-23T10:00",
        "Europe/London",
        NOW + HOUR,
        "r",
        2,
        ANN,
        1,
        "reachable",
        "en",
        "active",
        "Europe/London",
        None,
        "",
    )


async def test_a_due_knows_where_the_person_is_best_reached(store: Store) -> None:
    async with store.write() as conn:
        person_id = await member(conn)
        await people.make_accounts(conn, [SAM], NOW)
        await people.attach(conn, 2, person_id)
        await dues.add(conn, [due(person_id)])
        await people.set_state(conn, SAM, "blocked", NOW)
        [reachable] = await dues.claim(conn, NOW, 1)
        await people.attach(conn, 1, None)
        await people.attach(conn, 2, None)
        [nowhere] = await dues.claim(conn, NOW, 1)
    assert (reachable.address, nowhere.address) == (ANN, None)


async def test_a_settled_due_comes_no_more_and_stays_settled(store: Store) -> None:
    async with store.write() as conn:
        person_id = await member(conn)
        await dues.add(conn, [due(person_id, "1"), due(person_id, "2")])
        first, second = await dues.claim(conn, NOW, 10)
        settled = [DueSettlement(first.id, "done", NOW), DueSettlement(second.id, "skipped", NOW, "too late")]
        await dues.settle(conn, settled)
        await dues.settle(conn, [DueSettlement(second.id, "done", NOW)])
        await dues.settle(conn, [])
        assert await dues.claim(conn, NOW, 10) == []
    assert await count(store, "due", "status = 'skipped' AND reason = 'too late'") == 1


async def test_cancelling_skips_one_purpose(store: Store) -> None:
    async with store.write() as conn:
        person_id = await member(conn)
        await dues.add(conn, [due(person_id, "1"), due(person_id, "2"), due(person_id, purpose="meeting")])
        assert await dues.cancel(conn, person_id, "nudge", NOW) == 2
        assert await dues.cancel(conn, person_id, "nudge", NOW) == 0
        assert [row.purpose for row in await dues.claim(conn, NOW, 10)] == ["meeting"]


async def test_two_processes_never_take_the_same_due(postgres_url: str) -> None:
    stores = [Store.open(postgres_url) for _ in range(3)]
    async with stores[0].write() as conn:
        ids = [await member(conn, f"telegram::{number}") for number in range(6)]
        await dues.add(conn, [due(person_id, str(turn)) for person_id in ids for turn in range(10)])
    taken: list[int] = []

    async def work(store: Store) -> None:
        while await count(store, "due", "status = 'waiting'"):
            async with store.write() as conn:
                rows = await dues.claim(conn, NOW, 4)
                taken.extend(row.id for row in rows)
                await dues.settle(conn, [DueSettlement(row.id, "done", NOW) for row in rows])

    await asyncio.gather(*(work(store) for store in stores))
    assert len(taken) == len(set(taken)) == 60
    for store in stores:
        await store.close()


async def test_a_person_whose_turn_another_process_takes_is_passed_over(postgres_url: str) -> None:
    here, there = Store.open(postgres_url), Store.open(postgres_url)
    async with here.write() as conn:
        ann, sam = await member(conn), await member(conn, SAM)
        await dues.add(conn, [due(ann), due(sam)])
        await inbox.keep(conn, [heard(1, ANN)])
    async with here.write() as first, there.write() as second:
        assert len(await inbox.waiting(first, 10)) == 1
        assert [row.person_id for row in await dues.claim(second, NOW, 10)] == [sam]
    await here.close()
    await there.close()


async def test_promises_that_wait_are_moved_to_another_clock(store: Store) -> None:
    async with store.write() as conn:
        ann, sam = await member(conn), await member(conn, SAM)
        promise = {"wall": "2026-11-24T10:00:00", "zone": "Europe/London", "at": NOW + HOUR}
        await dues.add(conn, [due(ann, "plain"), due(ann, "kept", **promise), due(ann, "done", **promise)])
        await dues.add(conn, [due(sam, "theirs", **promise)])
        kept, done = await dues.promises(conn, ann)
        assert (kept.at, kept.wall, kept.not_after) == (NOW + HOUR, "2026-11-24T10:00:00", NOW + HOUR)
        await dues.settle(conn, [DueSettlement(done.id, "done", NOW)])
        assert await dues.promises(conn, ann) == [kept]
        moves = [DueMove(row.id, NOW + 5 * HOUR, "America/New_York", NOW + 6 * HOUR) for row in (kept, done)]
        await dues.move(conn, moves)
        await dues.move(conn, [])
        [moved] = [row for row in await dues.claim(conn, NOW + 9 * HOUR, 10) if row.occurrence == "kept"]
    assert (moved.at, moved.zone, moved.not_after) == (NOW + 5 * HOUR, "America/New_York", NOW + 6 * HOUR)
    assert moved.wall == "2026-11-24T10:00:00"
    assert await count(store, "due", "zone = 'Europe/London' AND status = 'done'") == 1


async def test_it_is_known_at_a_glance_whether_anything_is_due(store: Store) -> None:
    async with store.write() as conn:
        person_id = await member(conn)
        assert not await dues.any_ready(conn, NOW)
        await dues.add(conn, [due(person_id)])
        assert not await dues.any_ready(conn, NOW - SECOND)
        assert await dues.any_ready(conn, NOW)
        [row] = await dues.claim(conn, NOW, 1)
        await dues.settle(conn, [DueSettlement(row.id, "done", NOW)])
        assert not await dues.any_ready(conn, NOW)


async def test_a_due_tells_what_its_person_wishes(store: Store) -> None:
    async with store.write() as conn:
        person_id = await member(conn, zone="Europe/Paris", language="cy", status="paused")
        await people.pause(conn, person_id, NOW + HOUR)
        await people.set_nudges_off(conn, person_id, ["before", "goals"])
        await dues.add(conn, [due(person_id)])
        [row] = await dues.claim(conn, NOW, 1)
        await people.attach(conn, 1, None)
        [nowhere] = await dues.claim(conn, NOW, 1)
    assert (row.account_id, row.state, row.language, row.status) == (1, "reachable", "cy", "paused")
    assert (row.lives_in, row.paused_until, row.nudges_off) == ("Europe/Paris", NOW + HOUR, "before,goals")
    assert (nowhere.address, nowhere.account_id, nowhere.state) == (None, None, None)


async def test_dues_are_found_again_whatever_became_of_them(store: Store) -> None:
    async with store.write() as conn:
        person_id = await member(conn)
        await dues.add(conn, [due(person_id, "1"), due(person_id, "2", at=NOW + HOUR)])
        [row] = await dues.claim(conn, NOW, 1)
        await dues.settle(conn, [DueSettlement(row.id, "done", NOW)])
        found = await dues.by_ids(conn, [1, 2, 99])
        assert await dues.by_ids(conn, []) == []
    assert {one.occurrence for one in found} == {"1", "2"}
    assert row in found


async def test_what_is_put_off_comes_later_and_keeps_its_promise(store: Store) -> None:
    promise = {"wall": "2026-11-23T10:00:00", "zone": "Europe/London"}
    async with store.write() as conn:
        person_id = await member(conn)
        await dues.add(conn, [due(person_id, "1", **promise), due(person_id, "2")])
        first, second = await dues.claim(conn, NOW, 2)
        await dues.settle(conn, [DueSettlement(second.id, "done", NOW)])
        await dues.put_off(conn, [DueDelay(one.id, NOW + HOUR) for one in (first, second)])
        await dues.put_off(conn, [])
        assert await dues.claim(conn, NOW, 2) == []
        assert await dues.claim(conn, NOW + HOUR, 2) == [first._replace(at=NOW + HOUR)]
    assert await count(store, "due", "status = 'done'") == 1


async def test_what_was_put_off_until_a_moment_is_moved_to_another(store: Store) -> None:
    async with store.write() as conn:
        ann, sam = await member(conn), await member(conn, SAM)
        given = ((ann, "1", HOUR), (ann, "2", 0 * HOUR), (ann, "3", HOUR), (sam, "1", HOUR))
        await dues.add(conn, [due(who, occurrence, at=NOW + later) for who, occurrence, later in given])
        await dues.settle(conn, [DueSettlement(3, "done", NOW)])
        assert await dues.move_all(conn, ann, NOW + HOUR, NOW - HOUR) == 1
        assert [row.occurrence for row in await dues.claim(conn, NOW, 10)] == ["1", "2"]


async def test_what_was_done_and_could_not_go_waits_again(store: Store) -> None:
    async with store.write() as conn:
        person_id = await member(conn)
        await dues.add(conn, [due(person_id, "1"), due(person_id, "2")])
        first, second = await dues.claim(conn, NOW, 2)
        await dues.settle(conn, [DueSettlement(first.id, "done", NOW)])
        await dues.settle(conn, [DueSettlement(second.id, "skipped", NOW, "too late")])
        await dues.reopen(conn, [DueDelay(one.id, NOW + HOUR) for one in (first, second)])
        await dues.reopen(conn, [])
        assert await dues.claim(conn, NOW + HOUR, 2) == [first._replace(at=NOW + HOUR)]
    assert await count(store, "due", "settled_at IS NULL") == 1
