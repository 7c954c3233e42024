"""Leases end, lateness and staleness are noticed, and nothing is kept longer than it must be."""

from __future__ import annotations

from typing import Any

import pytest

from storage import outbox, runs
from storage.outbox import Count, Released, Retry, Settlement
from storage.store import Store
from tests.storage.rows import ANN, HOUR, NOW, SAM, SECOND, count, member, open_run, sending


async def claimed(store: Store, *rows: dict[str, Any], by: str = "here") -> list[int]:
    async with store.write() as conn:
        await outbox.add(conn, rows)
        found = await outbox.claim(conn, "telegram", NOW, NOW + HOUR, by, 10)
        return [row.id for row in found]


async def statuses(store: Store) -> dict[str, int]:
    known = ("waiting", "claimed", "sent", "unknown", "expired", "stale")
    found = {status: await count(store, "outbox", f"status = '{status}'") for status in known}
    return {status: rows for status, rows in found.items() if rows}


async def test_a_lease_that_is_over_is_given_up_by_rank(store: Store) -> None:
    rows = [sending(f"telegram::{rank}", rank=rank) for rank in range(4)]
    assert await claimed(store, *rows) == [1, 2, 3, 4]
    async with store.write() as conn:
        assert await outbox.release(conn, "telegram", NOW) == Released(0, 0)
        assert await outbox.release(conn, "slack", NOW + HOUR) == Released(0, 0)
        assert await outbox.release(conn, "telegram", NOW + HOUR) == Released(waiting=2, unknown=2)
    assert await statuses(store) == {"waiting": 2, "unknown": 2}
    assert await count(store, "outbox", "status = 'waiting' AND attempts = 1 AND rank <= 1") == 2


async def test_an_only_process_gives_up_all_that_others_claimed(store: Store) -> None:
    await claimed(store, sending(ANN), by="before")
    await claimed(store, sending(SAM), by="here")
    async with store.write() as conn:
        assert await outbox.release(conn, "telegram", NOW, "here", everything=True) == Released(1, 0)
    assert await count(store, "outbox", "status = 'claimed' AND claimed_by = 'here'") == 1


async def test_an_unknown_row_to_forget_is_deleted(store: Store) -> None:
    await claimed(store, sending(rank=3, forget=True))
    async with store.write() as conn:
        assert await outbox.release(conn, "telegram", NOW + HOUR) == Released(0, 1)
    assert await count(store, "outbox") == 0


STALE = {
    "the question is still asked": ({"token_run": "run-1", "token_turn": 1}, {}, 0),
    "the next question is asked": ({"token_run": "run-1", "token_turn": 1}, {"pending_turn": 2}, 1),
    "no question is asked": ({"token_run": "run-1", "token_turn": 1}, {"pending_turn": None}, 1),
    "the run is done": ({"token_run": "run-1", "token_turn": 1}, {"progress": "done"}, 1),
    "the run is gone": ({"token_run": "other", "token_turn": 1}, {}, 1),
    "it carries no question": ({}, {"progress": "done"}, 0),
    "it is about safety": ({"token_run": "other", "token_turn": 1, "rank": 0}, {}, 0),
}


@pytest.mark.parametrize(("row", "run", "stale"), STALE.values(), ids=STALE.keys())
async def test_a_question_no_longer_asked_is_not_sent_late(
    store: Store, row: dict[str, Any], run: dict[str, Any], stale: int
) -> None:
    async with store.write() as conn:
        person_id = await member(conn)
        await runs.save(conn, [open_run(person_id, **run)])
    assert await claimed(store, sending(**row)) == [1]
    async with store.write() as conn:
        await outbox.retry(conn, [Retry(1, NOW)])
        assert await outbox.mark_stale(conn, NOW) == stale
    assert await statuses(store) == ({"stale": 1} if stale else {"waiting": 1})


async def test_what_was_never_tried_is_not_stale(store: Store) -> None:
    async with store.write() as conn:
        await outbox.add(conn, [sending(token_run="other", token_turn=1)])
        assert await outbox.mark_stale(conn, NOW) == 0


async def test_what_is_too_late_expires(store: Store) -> None:
    late = [sending(not_after=NOW), sending(SAM, not_after=NOW + SECOND), sending(not_after=NOW, forget=True)]
    async with store.write() as conn:
        await outbox.add(conn, [*late, sending()])
        assert await outbox.expire(conn, NOW) == 2
        assert await outbox.expire(conn, NOW) == 0
    assert await statuses(store) == {"waiting": 2, "expired": 1}


async def test_counts_and_the_oldest(store: Store) -> None:
    await claimed(store, sending(ANN, rank=3))
    async with store.write() as conn:
        await outbox.add(conn, [sending(ANN), sending(SAM, next_at=NOW - HOUR), sending(ANN, lane="slack")])
        found = await outbox.counts(conn)
        oldest = await outbox.oldest_waiting(conn)
    assert sorted(found) == [
        Count("slack", 1, "waiting", 1),
        Count("telegram", 1, "waiting", 2),
        Count("telegram", 3, "claimed", 1),
    ]
    assert oldest == {("slack", 1): NOW, ("telegram", 1): NOW - HOUR}


async def test_only_what_was_settled_long_ago_is_pruned(store: Store) -> None:
    await claimed(store, sending(ANN), sending(SAM), sending("telegram::3"))
    async with store.write() as conn:
        settled = [Settlement(1, "sent", NOW), Settlement(2, "gone", NOW), Settlement(3, "sent", NOW + HOUR)]
        await outbox.settle(conn, settled)
        await outbox.add(conn, [sending()])
        assert await outbox.prune(conn, NOW + HOUR, limit=1) == 1
        assert await outbox.prune(conn, NOW + HOUR) == 1
        assert await outbox.prune(conn, NOW + HOUR) == 0
    assert await statuses(store) == {"sent": 1, "waiting": 1}


async def test_forgetting_deletes_what_was_sent_and_later_what_waits(store: Store) -> None:
    await claimed(store, sending(), sending(SAM))
    async with store.write() as conn:
        await outbox.settle(conn, [Settlement(1, "sent", NOW)])
        await outbox.add(conn, [sending()])
        await outbox.forget(conn, ANN)
    assert await statuses(store) == {"waiting": 1, "claimed": 1}
    assert await claimed(store) == [3]
    async with store.write() as conn:
        await outbox.settle(conn, [Settlement(3, "sent", NOW), Settlement(2, "sent", NOW)])
    assert await count(store, "outbox", f"address = '{ANN}'") == 0
    assert await count(store, "outbox") == 1


async def test_a_lane_that_opens_again_gives_up_its_own_claims_and_nobody_elses(store: Store) -> None:
    """What a closed lane had claimed once stayed claimed until the next start, and held up all behind it."""
    async with store.write() as conn:
        await outbox.add(conn, [sending(ANN), sending(SAM)])
        await outbox.claim(conn, "telegram", NOW, NOW + HOUR, "mine", 1)
        await outbox.claim(conn, "telegram", NOW, NOW + HOUR, "theirs", 1)

        assert await outbox.release(conn, "telegram", NOW, by="mine", own=True) == Released(1, 0)
    assert await count(store, "outbox", "status = 'claimed' AND claimed_by = 'theirs'") == 1
    assert await count(store, "outbox", "status = 'waiting' AND attempts = 1") == 1
