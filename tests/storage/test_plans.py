"""The queries that run all day use the index that was made for them, however much has been settled."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import NullPool, event
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from storage import dues, inbox, outbox, people
from storage.outbox import Settlement
from storage.store import Store, database
from tests.storage.rows import HOUR, NOW, heard, member, sending

SETTLED = 2_000  # rows: enough that PostgreSQL would rather read an index than the table
HOT = ("inbox", "outbox", "due", "account")
Query = Callable[[AsyncConnection], Awaitable[object]]

QUERIES: dict[str, tuple[Query, list[str]]] = {
    "inbox.waiting": (lambda conn: inbox.waiting(conn, 50), ["ix_inbox_waiting"]),
    "inbox.done": (lambda conn: inbox.done(conn, [1], NOW, "answered"), ["id"]),
    "inbox.prune": (lambda conn: inbox.prune(conn, NOW - HOUR), ["ix_inbox_done"]),
    "outbox.claim": (
        lambda conn: outbox.claim(conn, "telegram", NOW, NOW + HOUR, "here", 50),
        ["ix_outbox_waiting", "ix_outbox_unsettled"],
    ),
    "outbox.settle": (
        lambda conn: outbox.settle(conn, [Settlement(SETTLED, "sent", NOW)]),
        ["ix_outbox_forgotten"],
    ),
    "outbox.release": (lambda conn: outbox.release(conn, "telegram", NOW), ["ix_outbox_claimed"]),
    "outbox.mark_stale": (lambda conn: outbox.mark_stale(conn, NOW), ["ix_outbox_tried"]),
    "outbox.expire": (lambda conn: outbox.expire(conn, NOW), ["ix_outbox_expiring"]),
    "outbox.counts": (outbox.counts, ["ix_outbox_unsettled"]),
    "outbox.oldest_waiting": (outbox.oldest_waiting, ["ix_outbox_waiting"]),
    "outbox.prune": (lambda conn: outbox.prune(conn, NOW - HOUR), ["ix_outbox_settled"]),
    "dues.claim": (lambda conn: dues.claim(conn, NOW, 50), ["ix_due_waiting"]),
    "people.load": (
        lambda conn: people.load(conn, ["telegram::1"], NOW),
        ["account_"],
    ),
}


async def lived_in(store: Store) -> None:
    """Fill a store with much that is settled and a little that waits."""
    async with store.write() as conn:
        person_id = await member(conn)
        await inbox.keep(conn, [heard(event) for event in range(SETTLED)])
        await inbox.done(conn, range(1, SETTLED - 3), NOW, "answered")
        await outbox.add(conn, [sending(f"telegram::{number}") for number in range(SETTLED)])
        settled = [Settlement(row, "sent", NOW) for row in range(1, SETTLED - 3)]
        await outbox.settle(conn, settled)
        base = {"person_id": person_id, "purpose": "nudge", "at": NOW, "not_after": NOW, "created_at": NOW}
        await dues.add(conn, [{**base, "occurrence": str(number)} for number in range(SETTLED)])
        done = [dues.DueSettlement(row, "done", NOW) for row in range(1, SETTLED - 3)]
        await dues.settle(conn, done)
        await people.make_accounts(conn, [f"telegram::{number}" for number in range(SETTLED)], NOW)


async def plans(conn: AsyncConnection, query: Query) -> str:
    """Return how the database goes about every statement of ``query``."""
    seen: list[tuple[str, Any]] = []

    def see(_conn: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        seen.append((statement, parameters))

    event.listen(conn.sync_connection, "before_cursor_execute", see)
    await query(conn)
    event.remove(conn.sync_connection, "before_cursor_execute", see)
    word = "EXPLAIN" if conn.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    lines = [
        row
        for statement, parameters in seen
        for row in await conn.exec_driver_sql(f"{word} {statement}", parameters)
    ]
    return "\n".join(str(row) for row in lines)


async def vacuumed(url: str) -> None:
    """Let PostgreSQL tidy up and count, as it does by itself when it is left alone for a minute."""
    engine = create_async_engine(database(url), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    async with engine.connect() as conn:
        await conn.exec_driver_sql("VACUUM")
        await conn.exec_driver_sql("ANALYZE")
    await engine.dispose()


def faults(plan: str, indexes: list[str]) -> list[str]:
    """Return the indexes that a plan passes over, and the big tables that it reads whole."""
    passed_over = [name for name in indexes if name not in plan]
    whole = [name for name in HOT if f"Seq Scan on {name}" in plan or f"'SCAN {name}'" in plan]
    return passed_over + whole


@pytest.mark.parametrize("counted", [False, True], ids=["never analysed", "analysed"])
async def test_every_query_uses_its_index(store: Store, store_url: str, counted: bool) -> None:
    await lived_in(store)
    if counted or store.dialect == "postgresql":
        await vacuumed(store_url)
    found: dict[str, str] = {}
    async with store.write() as conn:
        for name, (query, indexes) in QUERIES.items():
            plan = await plans(conn, query)
            if wrong := faults(plan, indexes):
                found[name] = f"{wrong}\n{plan}"
    assert found == {}, "\n".join(found.values())
