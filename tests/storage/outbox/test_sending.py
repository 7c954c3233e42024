"""What is to be sent goes head by head, in the right order, to one process only."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from storage import outbox
from storage.outbox import OutboxRow, Retry, Settlement
from storage.store import Store
from tests.storage.rows import ANN, HOUR, NOW, SAM, SECOND, count, member, sending

LEA = "telegram::3"


async def claimed(store: Store, limit: int = 10, **more: Any) -> list[OutboxRow]:
    async with store.write() as conn:
        given = {"lane": "telegram", "now": NOW, "lease_until": NOW + HOUR, "by": "here", "limit": limit}
        return await outbox.claim(conn, **{**given, **more})


async def add(store: Store, *rows: dict[str, Any]) -> None:
    async with store.write() as conn:
        await outbox.add(conn, rows)


async def test_a_row_comes_back_as_it_was_added(store: Store) -> None:
    async with store.write() as conn:
        person_id = await member(conn)
        whole: dict[str, Any] = {
            "person_id": person_id,
            "account_id": 1,
            "parts": [{"prompt": "welcome", "values": {"name": "Zoë"}}],
            "choices": [["yes", "Yes", ""]],
            "picked": [["a", "", "A"]],
            "token_run": "run-1",
            "token_turn": 4,
            "message": "5",
            "press": "6",
            "language": "cy",
            "not_after": NOW + HOUR,
            "extras": {"form": {"title": "Join"}},
            "nudge": "catch_up",
            "due_id": 7,
            "recipient_id": 9,
        }
        added = sending(**whole)
        await outbox.add(conn, [added])
        await outbox.add(conn, [])
    [row] = await claimed(store)
    expected = {**added, "id": 1, "attempts": 0, "chunks": 0}
    del expected["next_at"]
    assert row._asdict() == expected


ORDERS: dict[str, tuple[list[dict[str, Any]], dict[str, Any], list[int]]] = {
    "nothing waits": ([], {}, []),
    "one address, one head": ([sending(), sending()], {}, [1]),
    "each address has a head": ([sending(), sending(SAM), sending()], {}, [1, 2]),
    "safety first": ([sending(ANN, rank=3), sending(SAM, rank=1), sending(LEA, rank=0)], {}, [3, 2, 1]),
    "safety overtakes an announcement": ([sending(rank=3), sending(rank=0)], {}, [2, 1]),
    "an announcement waits for a reply before it": ([sending(rank=1), sending(rank=3)], {}, [1]),
    "not before its time": ([sending(next_at=NOW + SECOND), sending(SAM)], {}, [2]),
    "a later one waits for an earlier one's time": ([sending(next_at=NOW + SECOND), sending()], {}, []),
    "another lane": ([sending(lane="slack"), sending(SAM)], {}, [2]),
    "excluded addresses": ([sending(), sending(SAM)], {"excluding": [ANN]}, [2]),
    "the smallest ranks within the limit": (
        [sending(ANN, rank=3), sending(SAM, rank=2), sending(LEA, rank=1)],
        {"limit": 2},
        [3, 2],
    ),
    "the longest wait within the limit": ([sending(), sending(SAM, next_at=NOW - HOUR)], {"limit": 1}, [2]),
}


@pytest.mark.parametrize(("rows", "given", "order"), ORDERS.values(), ids=ORDERS.keys())
async def test_heads_are_claimed_in_order(
    store: Store, rows: list[dict[str, Any]], given: dict[str, Any], order: list[int]
) -> None:
    await add(store, *rows)
    assert [row.id for row in await claimed(store, **given)] == order


async def test_a_claimed_row_holds_back_the_next_until_it_is_settled(store: Store) -> None:
    await add(store, sending(), sending(), sending(rank=0))
    assert [row.id for row in await claimed(store)] == [3, 1]
    assert await claimed(store) == []
    async with store.write() as conn:
        await outbox.settle(conn, [Settlement(1, "sent", NOW, "77", "", 2), Settlement(3, "bad", NOW)])
        await outbox.settle(conn, [])
    assert [row.id for row in await claimed(store)] == [2]
    sent = "status = 'sent' AND sent_message = '77' AND chunks = 2 AND claimed_by IS NULL"
    assert await count(store, "outbox", sent) == 1


async def test_a_retry_counts_the_attempt_and_waits(store: Store) -> None:
    await add(store, sending(), sending())
    await claimed(store)
    async with store.write() as conn:
        await outbox.retry(conn, [Retry(1, NOW + SECOND, "429", 3), Retry(2, NOW + HOUR)])
    assert await claimed(store) == []
    [row] = await claimed(store, now=NOW + SECOND)
    assert (row.id, row.attempts, row.chunks) == (1, 1, 3)
    assert await count(store, "outbox", "reason = '429'") == 1


async def test_a_row_that_is_put_off_has_no_attempt_more(store: Store) -> None:
    await add(store, sending())
    await claimed(store)
    async with store.write() as conn:
        await outbox.put_off(conn, [Retry(1, NOW + HOUR, "quiet hours")])
    assert await claimed(store) == []
    [row] = await claimed(store, now=NOW + HOUR)
    assert row.attempts == 0


async def test_a_settled_row_is_never_tried_again(store: Store) -> None:
    await add(store, sending())
    await claimed(store)
    async with store.write() as conn:
        await outbox.settle(conn, [Settlement(1, "sent", NOW)])
        await outbox.retry(conn, [Retry(1, NOW)])
        await outbox.put_off(conn, [Retry(1, NOW)])
    assert await claimed(store) == []


async def test_a_row_to_forget_is_deleted_when_it_is_settled(store: Store) -> None:
    await add(store, sending(forget=True), sending(SAM))
    await claimed(store)
    async with store.write() as conn:
        await outbox.settle(conn, [Settlement(1, "sent", NOW), Settlement(2, "sent", NOW)])
    assert await count(store, "outbox") == 1


async def test_what_another_process_is_claiming_is_passed_over(postgres_url: str) -> None:
    here, there = Store.open(postgres_url), Store.open(postgres_url)
    await add(here, sending(), sending(), sending(SAM))
    async with here.write() as conn:
        first = await outbox.claim(conn, "telegram", NOW, NOW + HOUR, "here", 1)
        second = await claimed(there, by="there")
    assert [row.id for row in first] == [1]
    assert [row.id for row in second] == [3]
    await here.close()
    await there.close()


async def test_nobody_is_written_to_twice_or_out_of_order(postgres_url: str) -> None:
    addresses = [f"telegram::{number}" for number in range(9)]
    stores = [Store.open(postgres_url) for _ in range(3)]
    await add(stores[0], *(sending(addresses[number % 9], rank=1 + number % 2) for number in range(180)))
    sent: list[OutboxRow] = []

    async def work(store: Store) -> None:
        while await count(store, "outbox", "settled_at IS NULL"):
            rows = await claimed(store, limit=4)
            sent.extend(rows)
            async with store.write() as conn:
                await outbox.settle(conn, [Settlement(row.id, "sent", NOW) for row in rows])

    await asyncio.gather(*(work(store) for store in stores))
    assert len(sent) == len({row.id for row in sent}) == 180
    for address in addresses:
        for rank in (1, 2):
            ids = [row.id for row in sent if (row.address, row.rank) == (address, rank)]
            assert ids == sorted(ids)
    for store in stores:
        await store.close()


async def test_a_page_waits_for_no_message_and_no_message_for_a_page(store: Store) -> None:
    """A reminder that quiet hours held once kept a coordinator's page from changing all night."""
    later: dict[str, Any] = {"rank": 2, "next_at": NOW + HOUR}
    await add(store, sending(ANN, **later), sending(ANN, rank=2, act="home"))
    await add(store, sending(SAM, act="home", **later), sending(SAM, rank=2))

    assert sorted((row.address, row.act) for row in await claimed(store)) == [(ANN, "home"), (SAM, "say")]
