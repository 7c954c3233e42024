"""Who gets an announcement, while several processes have hold of them: nobody gets it twice or is lost."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import announcements, gathering, outbox, people, recipients
from storage.announcements import GATHERING
from storage.audiences import Audience, Sought
from storage.outbox import Settlement
from storage.store import Store
from storage.tables import outbox as outbox_table
from storage.tables import recipient
from tests.storage.rows import ANN, HOUR, NOW, SAM, SECOND, member, sending

BOTH = {ANN, SAM}

EVERYBODY = Sought(Audience(), 1, NOW, NOW)


async def announced(conn: AsyncConnection) -> int:
    """Let an announcement be known to wait for two, and return its id."""
    for address in (ANN, SAM):
        await member(conn, address)
    row: dict[str, Any] = {"organisation_id": 1, "kind": "service", "text": "Hi", "audience": {}}
    number = await announcements.add(conn, {**row, "made_by": None, "created_at": NOW, "at": NOW})
    await announcements.change(conn, number, "planned", status=GATHERING)
    last = await gathering.last_person(conn)
    assert await gathering.gather(conn, number, EVERYBODY, 0, last, NOW, {}) == 2
    return number


async def queued(conn: AsyncConnection, number: int, **more: Any) -> None:
    """Let a message of each wait in the outbox, as after an attempt that was refused."""
    ready = await recipients.claim(conn, number, "telegram", NOW, 10)
    await outbox.add(conn, [sending(one.address, rank=3, recipient_id=one.id, **more) for one in ready])


async def statuses(store: Store) -> dict[str, str]:
    """Return the status of each recipient, by address."""
    async with store.read() as conn:
        rows = await conn.execute(select(recipient.c.address, recipient.c.status))
        return {row[0]: row[1] for row in rows}


async def test_what_is_taken_back_waits_once_more(store: Store) -> None:
    async with store.write() as conn:
        number = await announced(conn)
        await queued(conn, number)
        assert await recipients.take_back(conn, number, NOW) == 2
        assert await recipients.take_back(conn, number, NOW) == 0
        assert await recipients.collect(conn) == 0
        again = await recipients.claim(conn, number, "telegram", NOW, 10)

    assert {one.address for one in again} == BOTH
    assert set((await statuses(store)).values()) == {"sending"}


async def test_a_message_of_which_a_part_was_sent_is_not_taken_back(store: Store) -> None:
    async with store.write() as conn:
        number = await announced(conn)
        await queued(conn, number, chunks=1)

        assert await recipients.take_back(conn, number, NOW) == 0
    assert set((await statuses(store)).values()) == {"sending"}


async def test_whoever_is_written_to_gets_it_after_that(store: Store) -> None:
    async with store.write() as conn:
        number = await announced(conn)
        await outbox.add(conn, [sending(ANN), sending(SAM, act="home")])

        assert [one.address for one in await recipients.claim(conn, number, "telegram", NOW, 10)] == [SAM]
        await outbox.settle(conn, [Settlement(1, "sent", NOW)])
        assert [one.address for one in await recipients.claim(conn, number, "telegram", NOW, 10)] == [ANN]


async def test_nobody_is_left_once_all_are_settled(store: Store) -> None:
    async with store.write() as conn:
        number = await announced(conn)
        assert await recipients.any_left(conn, number)
        await queued(conn, number)
        assert await recipients.any_left(conn, number)
        await outbox.settle(conn, [Settlement(row, "sent", NOW, "9", "sent") for row in (1, 2)])
        assert await recipients.collect(conn) == 2

        assert not await recipients.any_left(conn, number)
        assert await recipients.counts(conn, number) == {"sent": 2}
        assert await recipients.reasons(conn, number) == []


async def test_those_who_did_not_get_it_are_given_page_by_page(store: Store, monkeypatch: Any) -> None:
    monkeypatch.setattr(recipients, "MISSED_AT_ONCE", 1)
    monkeypatch.setattr(recipients, "_MISSED", recipients._MISSED.limit(1))
    async with store.write() as conn:
        number = await announced(conn)
        await recipients.cancel(conn, number, NOW)

        found = [one.person_id async for one in recipients.missed(conn, number)]
    assert found == [1, 2]


async def test_what_a_lane_claims_while_it_is_stopped_goes_to_nobody_twice(postgres_url: str) -> None:
    lane, stopping = Store.open(postgres_url), Store.open(postgres_url)
    async with lane.write() as conn:
        number = await announced(conn)
        await queued(conn, number)

    async def stop() -> int:
        async with stopping.write() as conn:
            return await recipients.take_back(conn, number, NOW)

    async with lane.write() as conn:
        [row] = await outbox.claim(conn, "telegram", NOW + SECOND, NOW + HOUR, "me", 1)
        stopped = asyncio.create_task(stop())
        async with asyncio.timeout(10):
            while not await blocked(stopping):
                pass

    assert await stopped == 1
    assert await statuses(lane) == {**dict.fromkeys(BOTH, "waiting"), row.address: "sending"}
    await lane.close()
    await stopping.close()


async def blocked(store: Store) -> bool:
    """Tell whether a statement waits for what another has locked."""
    async with store.read() as conn:
        waits = "SELECT count(*) FROM pg_locks WHERE NOT granted"
        return bool((await conn.exec_driver_sql(waits)).scalar_one())


async def test_of_two_who_collect_neither_waits_for_the_other(postgres_url: str) -> None:
    one, two = Store.open(postgres_url), Store.open(postgres_url)
    async with one.write() as conn:
        number = await announced(conn)
        await queued(conn, number)
        settled = {"status": "sent", "settled_at": NOW}
        await conn.execute(update(outbox_table).where(outbox_table.c.recipient_id.is_not(None)), settled)

    async with one.write() as first, two.write() as second:
        assert await recipients.collect(first) == 2
        assert await asyncio.wait_for(recipients.collect(second), 5) == 0

    assert set((await statuses(one)).values()) == {"sent"}
    await one.close()
    await two.close()


async def test_somebody_without_an_account_has_a_row_that_says_so(store: Store) -> None:
    async with store.write() as conn:
        number = await announced(conn)
        made: dict[str, Any] = {"status": "active", "roles": ["mentor"], "first_name": "Max", "now": NOW}
        max_ = await people.make_person(conn, organisation_id=1, **made)
        assert await gathering.gather(conn, number, EVERYBODY, max_ - 1, max_, NOW, {}) == 1

        assert await recipients.reasons(conn, number) == [("gone", "no account", 1), ("waiting", "", 2)]
