"""Fills a store with very many people, matches and dues, by the database's own means: none is made in Python.

Person 2m - 1 is the young person of match m, person 2m its mentor; each has an account on Telegram.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import NullPool, make_url
from sqlalchemy.ext.asyncio import create_async_engine

from storage.store import database
from storage.types import EPOCH

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""A moment at which nothing is due."""

BUSY = NOW + timedelta(hours=1)
"""The minute in which much is due at once."""

DUES_EACH = 5
"""Dues of a person: two are settled, three are still to come."""

INDEX = "CREATE INDEX ix_due_waiting ON due (at) WHERE status = 'waiting'"
"""Built once everything is there, as it is in a store that has grown."""

COUNTED = (
    "(WITH RECURSIVE counted({0}) AS (SELECT 1 UNION ALL SELECT {0} + 1 FROM counted WHERE {0} < {1})"
    " SELECT {0} FROM counted)"
)
GENERATED = "generate_series(1, {0}) AS counted_{1}({1})"
"""The numbers from 1 on, in SQLite and in PostgreSQL."""

COUNT_ON = "SELECT setval('{0}_id_seq', (SELECT max(id) FROM {0}))"

DAYS_ON = "(n % 997 * 7919 % 31 + k * 100)"
SECONDS_ON = "(n % 86400)"
"""When the due k of person n is, counted from long ago: five in 500 days, at any time of the day."""

PEOPLE = (
    "INSERT INTO organisation (id, name, folded, created_at) VALUES (1, 'Crowd', 'crowd', {now})",
    "INSERT INTO person (id, organisation_id, status, first_name, created_at)"
    " SELECT n, 1, 'active', 'P' || n, {now} FROM {series}",
    "INSERT INTO account (id, address, platform, person_id, state, state_at, created_at)"
    " SELECT n, 'telegram::' || n, 'telegram', n, 'reachable', {now}, {now} FROM {series}",
)
MATCHES = (
    "INSERT INTO match (id, organisation_id, mentor_id, young_person_id, zone, started_at)"
    " SELECT n, 1, 2 * n, 2 * n - 1, 'Europe/London', {long_ago} FROM {series}",
)
# In the order of the index of what is there once: that of a person, a purpose and an occurrence.
DUES = (
    "INSERT INTO due (person_id, purpose, occurrence, at, not_after, status, created_at)"
    " SELECT n, 'plan ' || k, ((n + 1) / 2) || ':' || k, {at}, {at}, "
    "CASE WHEN k < 3 THEN 'done' ELSE 'waiting' END, {now}"
    " FROM {series}, {each}",
)
AT_ONCE = (
    "INSERT INTO due (person_id, purpose, occurrence, at, not_after, status, created_at)"
    " SELECT n, CASE WHEN n % 4 < 2 THEN 'arrange' ELSE 'catch_up' END,"
    " ((n + 1) / 2) || CASE WHEN n % 4 < 2 THEN ':7' ELSE ':9' END,"
    " {busy}, {tomorrow}, 'waiting', {now} FROM {series}",
)
"""Half of them ask whether a meeting is arranged, half how it goes, which is noted too."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people there are, and how many of them something comes to in the busy minute."""

    people: int
    at_once: int

    @property
    def dues(self) -> int:
        """How many dues there are."""
        return self.people * DUES_EACH + self.at_once


async def fill(url: str, crowd: Crowd) -> None:
    """Fill an empty, migrated store."""
    if make_url(url).get_backend_name() == "sqlite":
        await asyncio.to_thread(_fill_sqlite, str(make_url(url).database), crowd)
    else:
        await _fill_postgres(url, crowd)


def _fill_sqlite(path: str, crowd: Crowd) -> None:
    moments = {name: str((at - EPOCH) // timedelta(microseconds=1)) for name, at in _moments().items()}
    at = f"{moments['long_ago']} + {DAYS_ON} * 86400000000 + {SECONDS_ON} * 1000000"
    conn = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -200000"):
        conn.execute(f"PRAGMA {pragma}")
    for statement, count in _statements(crowd):
        counted = {"series": COUNTED.format("n", count), "each": COUNTED.format("k", DUES_EACH)}
        conn.execute(statement.format(**counted, at=at, **moments))
    conn.execute("PRAGMA journal_mode = WAL")
    conn.close()


async def _fill_postgres(url: str, crowd: Crowd) -> None:
    moments = {name: f"timestamptz '{at.isoformat()}'" for name, at in _moments().items()}
    at = f"{moments['long_ago']} + {DAYS_ON} * interval '1 day' + {SECONDS_ON} * interval '1 s'"
    engine = create_async_engine(database(url), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    async with engine.connect() as conn:
        # Keys that lead elsewhere are right by the way in which they are made.
        await conn.exec_driver_sql("SET session_replication_role = replica")
        await conn.exec_driver_sql("SET maintenance_work_mem = '512MB'")
        for statement, count in _statements(crowd):
            counted = {"series": GENERATED.format(count, "n"), "each": GENERATED.format(DUES_EACH, "k")}
            await conn.exec_driver_sql(statement.format(**counted, at=at, **moments))
        for table in ("organisation", "person", "account", "match"):
            await conn.exec_driver_sql(COUNT_ON.format(table))
        for table in ("person", "account", "match", "due"):
            await conn.exec_driver_sql(f"VACUUM (ANALYZE) {table}")
        # What was filled in just now is still on its way to the disk, which is nothing that a tick brings.
        await conn.exec_driver_sql("CHECKPOINT")
    await engine.dispose()


def _moments() -> Mapping[str, datetime]:
    """Return the moments that the statements name; what is ``long_ago`` begins the past of every due."""
    days = timedelta(days=1)
    return {"now": NOW, "long_ago": NOW - 240 * days, "busy": BUSY, "tomorrow": BUSY + days}


def _statements(crowd: Crowd) -> list[tuple[str, int]]:
    """Return what is done, each with the length of its series."""
    return [
        ("DROP INDEX ix_due_waiting", 0),
        *((one, crowd.people) for one in PEOPLE),
        *((one, crowd.people // 2) for one in MATCHES),
        *((one, crowd.people) for one in DUES),
        *((one, crowd.at_once) for one in AT_ONCE),
        (INDEX, 0),
    ]
