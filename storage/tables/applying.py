"""What was decided about applicants, and the codes that join a person's accounts."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Table, Text

from storage.tables.base import key, link, metadata, moment, text
from storage.types import UtcDateTime

decision = Table(
    "decision",
    metadata,
    key(),
    link("person_id", "person", on_delete="CASCADE", index=True),
    Column("by", BigInteger),  # the id of the person who decided, kept when that person is erased
    Column("approved", Boolean, nullable=False),
    text("reason"),
    moment("at"),
    sqlite_autoincrement=True,
)

link_code = Table(
    "link_code",
    metadata,
    Column("code", Text, primary_key=True),
    link("person_id", "person", on_delete="CASCADE", index=True),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
    moment("used_at", optional=True),
    moment("created_at"),
)
