"""People, where they are written to, what they told and what they agreed to."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Table, Text

from storage.tables.base import key, link, metadata, moment, text
from storage.types import JSON

person = Table(
    "person",
    metadata,
    key(),
    link("organisation_id", "organisation", index=True),
    link("programme_id", "programme", nullable=True, index=True),
    link("invitation_id", "invitation", nullable=True, index=True),
    text("status"),
    text("first_name", server_default=""),
    text("language", server_default="en"),
    text("zone", server_default="Europe/London"),
    moment("created_at"),
    moment("joined_at", optional=True),
    moment("left_at", optional=True),
    sqlite_autoincrement=True,
)

person_role = Table(
    "person_role",
    metadata,
    link("person_id", "person", on_delete="CASCADE", primary_key=True),
    Column("role", Text, primary_key=True),
)

profile = Table(
    "profile",
    metadata,
    link("person_id", "person", on_delete="CASCADE", primary_key=True),
    Column("fields", JSON, nullable=False),
)

agreement = Table(
    "agreement",
    metadata,
    key(),
    link("person_id", "person", on_delete="CASCADE", index=True),
    text("document"),
    text("version"),
    moment("at"),
    sqlite_autoincrement=True,
)

account = Table(
    "account",
    metadata,
    key(),
    text("address", unique=True),  # platform:team:user, as in telegram::12345
    text("platform"),
    link("person_id", "person", on_delete="SET NULL", nullable=True, index=True),
    text("state", server_default="reachable"),
    moment("state_at"),
    moment("held_until", optional=True),
    moment("created_at"),
    CheckConstraint("state IN ('reachable', 'blocked', 'gone')", name="state"),
    sqlite_autoincrement=True,
)

guess = Table(
    "guess",
    metadata,
    key(),
    link("account_id", "account", on_delete="CASCADE", index=True),
    moment("at"),
    sqlite_autoincrement=True,
)
