"""Who offers mentoring, by which rules, and the codes that invite people to it."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table

from storage.tables.base import key, link, metadata, moment, text

organisation = Table(
    "organisation",
    metadata,
    key(),
    text("name", unique=True),
    text("folded", unique=True),  # the name with case taken away: the database's lower() knows ASCII only
    moment("created_at"),
    sqlite_autoincrement=True,
)

programme = Table(
    "programme",
    metadata,
    key(),
    link("organisation_id", "organisation", index=True),
    text("name"),
    Column("minimum_age", Integer, nullable=False, server_default="16"),  # years
    Column("maximum_age", Integer, nullable=False, server_default="25"),  # years
    Column("months", Integer, nullable=False, server_default="12"),
    Column("meeting_minutes", Integer, nullable=False, server_default="60"),
    text("rules_version"),
    text("zone", server_default="Europe/London"),
    moment("created_at"),
    text("framework", server_default="one-hour-a-month"),  # the name of its file in programmes/
    sqlite_autoincrement=True,
)

invitation = Table(
    "invitation",
    metadata,
    key(),
    text("code", unique=True),
    text("role"),
    link("programme_id", "programme", index=True),
    Column("uses", Integer, nullable=False, server_default="1"),  # how many people it may bring in
    Column("used", Integer, nullable=False, server_default="0"),
    moment("expires_at", optional=True),
    moment("created_at"),
    # whose personal link it is
    link("referrer_id", "person", on_delete="SET NULL", later=True, nullable=True, index=True),
    sqlite_autoincrement=True,
)
