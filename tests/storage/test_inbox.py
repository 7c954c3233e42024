"""What was heard is kept once, given out in order, and forgotten when asked."""

from __future__ import annotations

import asyncio

import pytest

from storage import inbox, people
from storage.store import Store
from tests.storage.rows import ANN, HOUR, NOW, SAM, count, heard, member


async def test_an_event_is_kept_once(store: Store) -> None:
    async with store.write() as conn:
        assert await inbox.keep(conn, [heard(1), heard(2), heard(1)]) == 2
        assert await inbox.keep(conn, [heard(2), heard(3), heard(2, platform="slack")]) == 2
        assert await inbox.keep(conn, []) == 0
    assert await count(store, "inbox") == 4


async def test_what_waits_comes_oldest_first_and_whole(store: Store) -> None:
    press = heard(2, SAM, kind="choice", choice="yes", token_run="r", token_turn=3, message="7", press="8")
    async with store.write() as conn:
        await inbox.keep(conn, [heard(1, text="hi\0"), press, heard(3, kind="command", command="help")])
        first, second, third = await inbox.waiting(conn, 10)
    assert (first.event, first.text, first.at, first.token_run) == ("1", "hi", NOW, None)
    assert (second.choice, second.token_run, second.token_turn) == ("yes", "r", 3)
    assert (second.message, second.press, second.address) == ("7", "8", SAM)
    assert (third.command, third.received_at) == ("help", NOW)
    assert first.id < second.id < third.id


async def test_what_is_done_waits_no_more(store: Store) -> None:
    async with store.write() as conn:
        await inbox.keep(conn, [heard(event) for event in range(5)])
        taken = await inbox.waiting(conn, 2)
        await inbox.done(conn, [row.id for row in taken], NOW, "answered")
        await inbox.done(conn, [], NOW, "nothing")
        assert [row.event for row in await inbox.waiting(conn, 10)] == ["2", "3", "4"]
    assert await count(store, "inbox", "outcome = 'answered'") == 2


async def test_forgetting_blanks_what_is_done_and_still_knows_the_event(store: Store) -> None:
    async with store.write() as conn:
        await inbox.keep(conn, [heard(1), heard(2), heard(3), heard(4, SAM)])
        first, second, _, _ = await inbox.waiting(conn, 10)
        await inbox.done(conn, [first.id], NOW, "answered")
        await inbox.forget(conn, ANN, taken=[second.id])
        await inbox.done(conn, [second.id], NOW, "answered")
        assert await inbox.keep(conn, [heard(1), heard(2)]) == 0
        assert [row.event for row in await inbox.waiting(conn, 10)] == ["3", "4"]
    assert await count(store, "inbox", "address = '' AND text = '' AND event IN ('1', '2')") == 2
    assert await count(store, "inbox", "text = 'hello'") == 2


async def test_only_what_was_done_long_ago_is_pruned(store: Store) -> None:
    async with store.write() as conn:
        await inbox.keep(conn, [heard(event) for event in range(4)])
        rows = await inbox.waiting(conn, 10)
        await inbox.done(conn, [row.id for row in rows[:2]], NOW, "answered")
        await inbox.done(conn, [rows[2].id], NOW + HOUR, "answered")
        assert await inbox.prune(conn, NOW + HOUR, limit=1) == 1
        assert await inbox.prune(conn, NOW + HOUR) == 1
        assert await inbox.prune(conn, NOW + HOUR) == 0
    assert await count(store, "inbox") == 2


async def test_two_processes_never_share_an_address(postgres_url: str) -> None:
    here, there = Store.open(postgres_url), Store.open(postgres_url)
    async with here.write() as conn:
        await inbox.keep(conn, [heard(1, ANN), heard(2, SAM), heard(3, ANN)])
    async with here.write() as first:
        assert [row.event for row in await inbox.waiting(first, 1)] == ["1"]
        async with there.write() as second:
            assert [row.event for row in await inbox.waiting(second, 10)] == ["2"]
        await inbox.done(first, [1], NOW, "answered")
    async with there.write() as second:
        assert [row.event for row in await inbox.waiting(second, 10)] == ["2", "3"]
    await here.close()
    await there.close()


async def test_two_processes_never_share_a_person_with_two_accounts(postgres_url: str) -> None:
    here, there = Store.open(postgres_url), Store.open(postgres_url)
    async with here.write() as conn:
        person_id = await member(conn, ANN)
        await people.make_accounts(conn, [SAM], NOW)
        [other] = await people.load(conn, [SAM], NOW)
        await people.attach(conn, other.account_id, person_id)
        await inbox.keep(conn, [heard(1, ANN), heard(2, SAM)])
    async with here.write() as first, there.write() as second:
        assert [row.event for row in await inbox.waiting(first, 1)] == ["1"]
        assert await inbox.waiting(second, 10) == []
    await here.close()
    await there.close()


@pytest.mark.parametrize("processes", [2, 4])
async def test_every_row_is_taken_once_and_in_order(postgres_url: str, processes: int) -> None:
    addresses = [f"telegram::{number}" for number in range(7)]
    stores = [Store.open(postgres_url) for _ in range(processes)]
    async with stores[0].write() as conn:
        await inbox.keep(conn, [heard(event, addresses[event % 7]) for event in range(200)])
    taken: list[inbox.HeardRow] = []

    async def work(store: Store) -> None:
        while await count(store, "inbox", "done_at IS NULL"):
            async with store.write() as conn:
                rows = await inbox.waiting(conn, 5)
                taken.extend(rows)
                await inbox.done(conn, [row.id for row in rows], NOW, "answered")

    await asyncio.gather(*(work(store) for store in stores))
    assert sorted(row.id for row in taken) == sorted({row.id for row in taken})
    assert len(taken) == 200
    for address in addresses:
        ids = [row.id for row in taken if row.address == address]
        assert ids == sorted(ids)
    for store in stores:
        await store.close()


async def test_who_was_heard_and_waits_is_told_apart(store: Store) -> None:
    async with store.write() as conn:
        await inbox.keep(conn, [heard(1, ANN), heard(2, SAM)])
        [first, _] = await inbox.waiting(conn, 10)
        assert await inbox.speaking(conn, [ANN, SAM, "telegram::9"]) == {ANN, SAM}
        await inbox.done(conn, [first.id], NOW, "answered")
        assert await inbox.speaking(conn, [ANN, SAM]) == {SAM}
        assert await inbox.speaking(conn, [ANN]) == set()


async def test_a_forms_fields_come_back_without_what_no_store_can_keep(store: Store) -> None:
    fields = {"na\0me": "Zo\0ë 🎉", "topics": ["maths", "a\ud83db"], "age": 17, "none": None}
    async with store.write() as conn:
        await inbox.keep(conn, [heard(1, fields=fields), heard(2)])
        form, plain = await inbox.waiting(conn, 10)
    assert form.fields == {"name": "Zoë 🎉", "topics": ["maths", "a?b"], "age": 17, "none": None}
    assert plain.fields is None
    assert await count(store, "inbox", "fields IS NULL") == 1
