"""Writes the newest schema with one row in every table as SQL, to be kept for ever once it is released.

Run it from the project's folder as ``python -m tests.storage.released.make``.
"""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, String, Table, insert, update

from storage import migrate
from storage.store import Store
from storage.tables import invitation, metadata
from storage.types import UtcDateTime
from tests import stores
from tests.storage.rows import NOW

HERE = Path(__file__).parent
FIT = {
    "account.state": "reachable",
    "due.status": "waiting",
    "check_in.kind": "meeting",
    "free_time.ends": 2,
    "goal.status": "open",
    "match.status": "active",
    "meeting.status": "proposed",
    "outbox.status": "waiting",
    "person.folded": "zoe",
    "proposal.status": "open",
    "survey.wave": "start",
    "run.progress": "open",
    "workspace.state": "active",
    "invitation.referrer_id": None,  # the invitation comes first, and then whose it is
}


def row(table: Table) -> dict[str, Any]:
    """Return a value for every column of ``table`` but an id that counts up."""
    return {
        column.name: value(column)
        for column in table.columns
        if column is not table.autoincrement_column or column.foreign_keys
    }


def value(column: Column[Any]) -> Any:
    """Return a value that fits ``column``; every foreign key leads to the first row."""
    if str(column) in FIT:
        return FIT[str(column)]
    if isinstance(column.type, String):
        return "Zoë"
    if isinstance(column.type, UtcDateTime):
        return NOW
    if isinstance(column.type, DateTime):
        return NOW.replace(tzinfo=None)  # slack_sdk's own tables keep naive moments
    if isinstance(column.type, Date):
        return NOW.date()
    if isinstance(column.type, Boolean):
        return False
    return {"told": ["Zoë", 1]} if isinstance(column.type, JSON) else 1


async def fill(url: str) -> None:
    """Put one row into every table."""
    store = Store.open(url)
    async with store.write() as conn:
        for table in metadata.sorted_tables:
            await conn.execute(insert(table), row(table))
        await conn.execute(update(invitation).values(referrer_id=1))
    await store.close()


def dump_sqlite(folder: Path) -> str:
    """Return the SQL of a filled SQLite file."""
    url = stores.copied(stores.template(folder, "dump"), folder)
    asyncio.run(fill(url))
    conn = sqlite3.connect(url.removeprefix("sqlite:///"))
    lines = [line for line in conn.iterdump() if "sqlite_sequence" not in line]
    conn.close()
    return "\n".join(lines) + "\n"


async def dump_postgres(server: stores.Postgres) -> str:
    """Return the SQL of a filled PostgreSQL database."""
    async with server.database() as url:
        await fill(url)
        command = [server.program("pg_dump"), "--inserts", "--no-owner", "--no-privileges", url]
        written = await asyncio.to_thread(subprocess.check_output, command, text=True)
    passed_over = ("\\", "--", "SET ")  # commands of psql, and settings of newer servers
    lines = [line for line in written.splitlines() if line and not line.startswith(passed_over)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write both files."""
    folder = Path(tempfile.mkdtemp(prefix="alongside-tests-"))
    try:
        postgres = asyncio.run(dump_postgres(stores.Postgres(folder, "dump")))
        (HERE / f"{migrate.head()}.postgres.sql").write_text(postgres, encoding="utf-8")
        (HERE / f"{migrate.head()}.sqlite.sql").write_text(dump_sqlite(folder), encoding="utf-8")
    finally:
        stores.stop(folder)


if __name__ == "__main__":
    main()
