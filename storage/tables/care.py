"""Concerns, which are only ever added to, and requests for help from a person."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Table

from storage.tables.base import key, link, metadata, moment, text

concern = Table(
    "concern",
    metadata,
    key(),
    link("organisation_id", "organisation", nullable=True, index=True),
    link("person_id", "person", on_delete="SET NULL", nullable=True, index=True),
    Column("subject", BigInteger),  # the person's id, kept when the person is erased
    text("address"),
    text("source"),
    text("category"),
    text("severity"),
    text("words"),
    Column("inbox_id", BigInteger),  # no foreign key: the inbox is pruned, the concern is kept
    moment("at"),
    sqlite_autoincrement=True,
)

concern_event = Table(
    "concern_event",
    metadata,
    key(),
    link("concern_id", "concern", index=True),
    moment("at"),
    text("kind"),
    Column("by", BigInteger),  # the id of the person who did it, kept when that person is erased
    text("note"),
    sqlite_autoincrement=True,
)

help_request = Table(
    "help_request",
    metadata,
    key(),
    link("person_id", "person", on_delete="CASCADE", index=True),
    text("question"),
    moment("at"),
    moment("settled_at", optional=True),
    sqlite_autoincrement=True,
)
