"""What is read while an announcement goes out uses the indexes that were made for it, however many get it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import announcements, gathering, people, recipients
from storage.audiences import Audience, Sought
from storage.bulk import NewPerson, add_people
from storage.outbox.sending import OPTIONAL
from storage.store import Store
from storage.tables import announcement, recipient
from storage.tables import outbox as outbox_table
from tests.storage.rows import HOUR, NOW, member, sending
from tests.storage.test_plans import Query, plans, vacuumed

MANY = 2_000
"""People: enough that PostgreSQL would rather read an index than a table."""

OVER = 20
"""Announcements that have ended, of which all people have a row."""

BIG = ("recipient", "outbox", "announcement", "person", "account")

NUMBER = OVER + 1
"""The announcement that is on its way."""

OAK = Sought(Audience(roles=("mentor",)), 1, NOW, NOW)


async def missed(conn: AsyncConnection) -> None:
    """Read who did not get one, to the end."""
    async for _ in recipients.missed(conn, NUMBER):
        pass


QUERIES: dict[str, tuple[Query, list[str]]] = {
    "recipients.claim": (
        lambda conn: recipients.claim(conn, NUMBER, "telegram", NOW, 30, ["telegram::1"]),
        ["ix_recipient_waiting", "ix_outbox_unsettled"],
    ),
    "recipients.collect": (recipients.collect, ["ix_recipient_sending", "ix_outbox_recipient"]),
    "recipients.put_back": (lambda conn: recipients.put_back(conn, 1, NOW, "quiet hours"), []),
    "recipients.take_back": (
        lambda conn: recipients.take_back(conn, NUMBER, NOW),
        ["ix_recipient_", "ix_outbox_recipient"],
    ),
    "recipients.cancel": (lambda conn: recipients.cancel(conn, NUMBER, NOW), ["ix_recipient_"]),
    "recipients.counts": (
        lambda conn: recipients.counts(conn, NUMBER),
        ["ix_recipient_announcement_id_status"],
    ),
    "recipients.reasons": (lambda conn: recipients.reasons(conn, NUMBER), []),
    "recipients.any_left": (
        lambda conn: recipients.any_left(conn, NUMBER),
        ["ix_recipient_"],
    ),
    "recipients.any_sent_to": (recipients.any_sent_to, ["ix_recipient_sending"]),
    "recipients.halted": (lambda conn: recipients.halted(conn, [1, 2]), []),
    "recipients.missed": (missed, ["recipient_announcement_id_"]),
    "gathering.last_person": (gathering.last_person, []),
    "gathering.gather": (
        lambda conn: gathering.gather(conn, NUMBER + 1, OAK, MANY - 10, MANY, NOW, {}),
        ["ix_account_person_id"],
    ),
    "announcements.on_their_way": (
        lambda conn: announcements.on_their_way(conn, NOW),
        ["ix_announcement_on_its_way"],
    ),
    "announcements.get": (lambda conn: announcements.get(conn, NUMBER), []),
}


async def lived_in(conn: AsyncConnection) -> None:
    """Let many announcements be over, and one be on its way: some got it, some are sent it, many wait."""
    await member(conn)
    await add_people(conn, [NewPerson(str(n), 1, 1, "mentor", f"CODE{n}", "Sam", NOW) for n in range(MANY)])
    await conn.execute(text("UPDATE person SET status = 'active'"))
    await people.make_accounts(conn, [f"telegram::{n}" for n in range(2, MANY + 1)], NOW)
    await conn.execute(text("UPDATE account SET person_id = id"))
    made: dict[str, Any] = {"organisation_id": 1, "kind": "service", "text": "Hi", "audience": {}}
    made |= {"created_at": NOW, "at": NOW}
    over = [{**made, "status": "ended"} for _ in range(MANY)]
    over[OVER]["status"] = "sending"
    await conn.execute(insert(announcement), over)
    for number in range(1, NUMBER):
        await conn.execute(insert(recipient), [got(number, person, "sent", NOW) for person in range(1, MANY)])
    await conn.execute(
        insert(recipient), [got(NUMBER, person, *came_of(person)) for person in range(1, MANY)]
    )
    # Each of the last one's is among many messages that are of no announcement.
    first = OVER * (MANY - 1)
    rows = [sending(f"telegram::{n}", rank=1, status="sent", settled_at=NOW) for n in range(3 * MANY)]
    await conn.execute(insert(outbox_table), [{**OPTIONAL, **row} for row in rows])
    rows = [sending(f"telegram::{n}", rank=3, recipient_id=first + n) for n in range(1, 100)]
    rows = [{**row, **({} if n % 2 else SETTLED), "chunks": 0} for n, row in enumerate(rows)]
    for some in (rows[::2], rows[1::2]):
        await conn.execute(insert(outbox_table), [{**OPTIONAL, **row} for row in some])


SETTLED = {"status": "sent", "settled_at": NOW}


def came_of(person: int) -> tuple[str, datetime | None]:
    """Return what came of it for somebody."""
    if person < 100:
        return "sending", None
    return ("waiting", None) if person < MANY // 2 else ("sent", NOW)


def got(number: int, person: int, status: str, settled_at: datetime | None) -> dict[str, Any]:
    """Return the row of somebody who gets one."""
    address = f"telegram::{person}"
    row = {"announcement_id": number, "person_id": person, "account_id": person, "lane": "telegram"}
    return {**row, "address": address, "status": status, "next_at": NOW - HOUR, "settled_at": settled_at}


UNIQUE = {"recipient_announcement_id_": "sqlite_autoindex_recipient_"}
"""What SQLite calls the indexes of a table's own constraints; their number follows."""


def faults(plan: str, indexes: list[str]) -> list[str]:
    """Return the indexes that a plan passes over, and the big tables that it reads whole."""
    passed_over = [name for name in indexes if name not in plan and UNIQUE.get(name, name) not in plan]
    whole = [name for name in BIG if f"Seq Scan on {name} " in plan or f"'SCAN {name}'" in plan]
    return passed_over + whole


@pytest.mark.parametrize("counted", [False, True], ids=["never analysed", "analysed"])
async def test_every_query_uses_its_index(store: Store, store_url: str, counted: bool) -> None:
    async with store.write() as conn:
        await lived_in(conn)
    if counted or store.dialect == "postgresql":
        await vacuumed(store_url)
    found: dict[str, str] = {}
    for name, (query, indexes) in QUERIES.items():
        async with store.write() as conn:
            plan = await plans(conn, query)
            await conn.rollback()
        if wrong := faults(plan, indexes):
            found[name] = f"{wrong}\n{plan}"
    assert found == {}, "\n".join(f"{name}: {plan}" for name, plan in found.items())


async def test_a_plan_that_reads_a_table_is_seen() -> None:
    assert faults("(2, 0, 0, 'SCAN recipient')", []) == ["recipient"]
    assert faults("('  ->  Seq Scan on outbox  (cost=0.00',)", ["ix"]) == ["ix", "outbox"]
