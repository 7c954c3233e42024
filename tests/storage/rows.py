"""Rows that many tests begin with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import organisations, people
from storage.store import Store

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
ANN = "telegram::1"
SAM = "telegram::2"


def heard(event: int, address: str = ANN, **more: Any) -> dict[str, Any]:
    """Return an inbox row to keep."""
    base = {"platform": "telegram", "event": str(event), "address": address, "kind": "text", "text": "hello"}
    return {**base, "at": NOW, "received_at": NOW, **more}


def sending(address: str = ANN, *, rank: int = 1, **more: Any) -> dict[str, Any]:
    """Return an outbox row to add."""
    base = {"lane": "telegram", "address": address, "rank": rank, "act": "say"}
    return {**base, "next_at": NOW, "created_at": NOW, **more}


def open_run(person_id: int, name: str = "run-1", **more: Any) -> dict[str, Any]:
    """Return a run that asked a question in turn 1."""
    base = {"id": name, "person_id": person_id, "flow": "join", "turn": 1, "progress": "open"}
    asked = {"pending_key": "name", "pending_turn": 1, "state": {"id": name}}
    return {**base, **asked, "started_at": NOW, "updated_at": NOW, **more}


async def member(conn: AsyncConnection, address: str = ANN, **more: Any) -> int:
    """Make a person of Oak School with an account, and return the person's id."""
    organisation_id, _ = await organisations.add(conn, "Oak School", NOW)
    base: dict[str, Any] = {"status": "active", "roles": ["young_person"], "first_name": "Ann", "now": NOW}
    person_id = await people.make_person(conn, organisation_id=organisation_id, **{**base, **more})
    await people.make_accounts(conn, [address], NOW)
    [loaded] = await people.load(conn, [address], NOW)
    await people.attach(conn, loaded.account_id, person_id)
    return person_id


async def count(store: Store, table: str, where: str = "1 = 1") -> int:
    """Return how many rows of a table there are."""
    async with store.read() as conn:
        found = await conn.execute(text(f"SELECT count(*) FROM {table} WHERE {where}"))  # noqa: S608
        return int(found.scalar_one())
