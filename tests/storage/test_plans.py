"""The queries that run all day use the index that was made for them, however much has been settled."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import NullPool, event, insert, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from storage import alerts, bulk, concerns, dues, feeds, help_requests, inbox, link_codes, outbox, people
from storage.bulk import NewPerson
from storage.dues import DueDelay
from storage.outbox import Settlement
from storage.people import finding, homes
from storage.store import Store, database
from storage.tables import alert, feed, help_request, match, meeting
from tests.storage.rows import HOUR, NOW, heard, member, sending

SETTLED = 2_000  # rows: enough that PostgreSQL would rather read an index than the table
HOT = (
    *("inbox", "outbox", "due", "account", "person", "alert", "help_request", "link_code"),
    *("feed", "match", "meeting"),
)
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
    "dues.any_ready": (lambda conn: dues.any_ready(conn, NOW), ["ix_due_waiting"]),
    "dues.by_ids": (lambda conn: dues.by_ids(conn, [1, 2]), []),
    "dues.move_all": (lambda conn: dues.move_all(conn, 2, NOW, NOW), []),
    "dues.put_off": (lambda conn: dues.put_off(conn, [DueDelay(SETTLED, NOW)]), []),
    "people.wishes": (lambda conn: people.wishes(conn, [1, 2]), []),
    "dues.promises": (lambda conn: dues.promises(conn, 2), []),
    "people.load": (
        lambda conn: people.load(conn, ["telegram::1"], NOW),
        ["account_"],
    ),
    "people.coordinators": (lambda conn: people.coordinators(conn, [1]), ["ix_person_role_team"]),
    "people.team": (lambda conn: people.team(conn, [1]), ["ix_person_role_team", "ix_account_person_id"]),
    "homes.mark of people": (
        lambda conn: homes.mark(conn, NOW, persons=[1]),
        ["ix_account_person_id"],
    ),
    "homes.mark of a team": (
        lambda conn: homes.mark(conn, NOW, organisations=[1]),
        ["ix_person_role_team", "ix_account_person_id"],
    ),
    "homes.mark_address": (lambda conn: homes.mark_address(conn, "telegram::1", NOW), ["account_"]),
    "homes.stale": (
        lambda conn: homes.stale(conn, NOW, 50),
        ["ix_account_home", "ix_outbox_unsettled"],
    ),
    "homes.published": (lambda conn: homes.published(conn, [1], NOW), []),
    "finding.by_id": (lambda conn: finding.by_id(conn, 1, 1), []),
    "finding.waiting": (
        lambda conn: finding.waiting(conn, 1, 50),
        ["ix_person_organisation_id_status", "ix_help_request_open"],
    ),
    "people.accounts_of": (lambda conn: people.accounts_of(conn, [1]), ["ix_account_person_id"]),
    "bulk.known_ids": (lambda conn: bulk.known_ids(conn, 1, ["7"]), ["uq_person_external_id"]),
    "alerts.due": (lambda conn: alerts.due(conn, NOW, 50), ["ix_alert_due"]),
    "alerts.open_": (lambda conn: alerts.open_(conn, 1), ["ix_alert_due"]),
    "alerts.settle": (lambda conn: alerts.settle(conn, SETTLED, None, NOW), []),
    "help_requests.settle_of": (lambda conn: help_requests.settle_of(conn, 1, NOW), ["ix_help_request_"]),
    "feeds.find": (lambda conn: feeds.find(conn, "T1"), []),
    "feeds.newest": (lambda conn: feeds.newest(conn, 1), ["ix_feed_person_id"]),
    "feeds.revoke": (lambda conn: feeds.revoke(conn, 1, NOW), ["ix_feed_person_id"]),
    "feeds.meetings": (
        lambda conn: feeds.meetings(conn, 1, NOW - HOUR),
        ["ix_match_mentor_id", "ix_match_young_person_id"],
    ),
    "link_codes.prune": (lambda conn: link_codes.prune(conn, NOW - HOUR), ["ix_link_code_expires_at"]),
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
        await peopled(conn)
        await met_and_fed(conn)


async def peopled(conn: AsyncConnection) -> None:
    """Fill an organisation with people who have an account, a code, a request and a concern that are done."""
    new = [NewPerson(str(n), 1, 1, "mentor", f"CODE{n}", "Sam", NOW) for n in range(SETTLED)]
    await bulk.add_people(conn, new)
    await conn.execute(text("UPDATE person SET status = 'active' WHERE id % 2 = 0"))
    await conn.execute(text("UPDATE account SET person_id = id"))
    await people.make_person(conn, organisation_id=1, status="active", roles=["coordinator"], now=NOW)
    given: dict[str, Any] = {"source": "words", "category": "other", "severity": "high", "words": "words"}
    for number in range(1, SETTLED + 1):
        await help_requests.add(conn, number, "name", NOW)
        await link_codes.add(conn, f"LINK{number}", number, NOW, NOW)
        concern = await concerns.raise_(conn, organisation_id=1, person_id=None, address="", at=NOW, **given)
        await alerts.raise_(conn, concern, 1, NOW)
    await conn.execute(help_request.update().where(help_request.c.id < SETTLED).values(settled_at=NOW))
    await conn.execute(alert.update().where(alert.c.concern_id < SETTLED).values(settled_at=NOW))
    await homes.mark_address(conn, "telegram::1", NOW)


async def met_and_fed(conn: AsyncConnection) -> None:
    """Give everybody a feed, a match of their own as mentor and as young person, and meetings."""
    ids = range(1, SETTLED + 1)
    base: dict[str, Any] = {"organisation_id": 1, "zone": "Europe/London", "started_at": NOW}
    pairs = [{**base, "mentor_id": one, "young_person_id": SETTLED + 1 - one} for one in ids]
    await conn.execute(insert(match), pairs)
    base = {"status": "held", "starts_at": NOW, "minutes": 60, "zone": "Europe/London", "created_at": NOW}
    held = [{**base, "match_id": one, "number": n, "uid": f"{one}:{n}"} for one in ids for n in (1, 2, 3)]
    await conn.execute(insert(meeting), held)
    given = [{"token": f"T{one}", "person_id": one, "created_at": NOW} for one in ids]
    await conn.execute(insert(feed), given)


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


async def unseen(conn: AsyncConnection, query: Query) -> str:
    """Return how PostgreSQL goes about a query whose values it does not look at."""
    seen: list[tuple[str, Any]] = []

    def see(_conn: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        seen.append((statement, parameters))

    event.listen(conn.sync_connection, "before_cursor_execute", see)
    await query(conn)
    event.remove(conn.sync_connection, "before_cursor_execute", see)
    await conn.exec_driver_sql("SET LOCAL plan_cache_mode = force_generic_plan")
    lines: list[str] = []
    for number, (statement, parameters) in enumerate(seen):
        await conn.exec_driver_sql(f"PREPARE unseen_{number} AS {statement}")
        given = ", ".join(str(one) if isinstance(one, int) else f"'{one}'" for one in parameters)
        rows = await conn.exec_driver_sql(f"EXPLAIN EXECUTE unseen_{number}({given})")
        lines += [str(row) for row in rows]
        await conn.exec_driver_sql(f"DEALLOCATE unseen_{number}")
    return "\n".join(lines)


@pytest.mark.parametrize("name", ["dues.any_ready", "dues.claim"])
async def test_a_plan_that_does_not_look_at_the_values_uses_the_index_too(
    postgres_url: str, name: str
) -> None:
    """PostgreSQL makes such a plan once a statement has run five times on a connection, as these will."""
    store = Store.open(postgres_url)
    query, indexes = QUERIES[name]
    async with store.write() as conn:
        base = {"person_id": await member(conn), "purpose": "later", "created_at": NOW}
        later = {"at": NOW + HOUR, "not_after": NOW + HOUR}
        await dues.add(conn, [{**base, **later, "occurrence": str(number)} for number in range(SETTLED)])
    await vacuumed(postgres_url)
    async with store.write() as conn:
        plan = await unseen(conn, query)
    await store.close()
    assert faults(plan, indexes) == [], plan
