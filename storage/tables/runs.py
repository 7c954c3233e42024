"""Where each person is in a conversation, and what comes to them at a time of its own."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, Text, UniqueConstraint, literal_column

from storage.tables.base import key, link, metadata, moment, partial_index, text
from storage.types import JSON

run = Table(
    "run",
    metadata,
    Column("id", Text, primary_key=True),
    link("person_id", "person", on_delete="CASCADE"),
    text("flow"),
    Column("turn", Integer, nullable=False),
    text("progress"),
    Column("pending_key", Text),
    Column("pending_turn", Integer),
    Column("state", JSON, nullable=False),
    moment("started_at"),
    moment("updated_at"),
)
# Statuses are written as literals: a database uses a partial index only where it reads the same words.
RUN_IS_OPEN = run.c.progress == literal_column("'open'")
Index("ix_run_person_id_progress", run.c.person_id, run.c.progress)
partial_index("uq_run_open", run.c.person_id, where=RUN_IS_OPEN, unique=True)

due = Table(
    "due",
    metadata,
    key(),
    link("person_id", "person", on_delete="CASCADE"),
    text("purpose"),
    text("occurrence"),
    moment("at"),
    Column("wall", Text),  # the promise on the person's own clock, in its zone
    Column("zone", Text),
    moment("not_after"),
    Column("token_run", Text),
    Column("token_turn", Integer),
    text("status", server_default="waiting"),
    text("reason", server_default=""),
    moment("created_at"),
    moment("settled_at", optional=True),
    UniqueConstraint("person_id", "purpose", "occurrence"),
    CheckConstraint("status IN ('waiting', 'done', 'skipped')", name="status"),
    sqlite_autoincrement=True,
)
DUE_WAITS = due.c.status == literal_column("'waiting'")
partial_index("ix_due_waiting", due.c.at, where=DUE_WAITS)
