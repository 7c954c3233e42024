"""Announcements, and for each who gets it: rows first, so that stop, resume and "who did not" are queries."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Table, UniqueConstraint, literal_column

from storage.tables.base import key, link, metadata, moment, partial_index, text
from storage.types import JSON

announcement = Table(
    "announcement",
    metadata,
    key(),
    link("organisation_id", "organisation", nullable=True, index=True),  # null: for all organisations
    text("kind"),  # service, safety or news
    text("text"),
    Column("audience", JSON, nullable=False),
    text("status"),
    Column("made_by", BigInteger),  # the id of the person who made it; null where it was the command line
    Column("gathered_to", BigInteger, nullable=False, server_default="0"),  # the last person looked at
    moment("created_at"),
    moment("at"),  # when it starts
    moment("gathered_at", optional=True),
    moment("ended_at", optional=True),
    CheckConstraint("kind IN ('service', 'safety', 'news')", name="kind"),
    CheckConstraint(
        "status IN ('planned', 'gathering', 'sending', 'stopped', 'ended', 'cancelled')", name="status"
    ),
    sqlite_autoincrement=True,
)
# Statuses are written as literals: a database uses a partial index only where it reads the same words.
IS_ON_ITS_WAY = announcement.c.status.in_(
    [literal_column("'planned'"), literal_column("'gathering'"), literal_column("'sending'")]
)
partial_index("ix_announcement_on_its_way", announcement.c.id, where=IS_ON_ITS_WAY)

recipient = Table(
    "recipient",
    metadata,
    key(),
    link("announcement_id", "announcement", on_delete="CASCADE"),
    link("person_id", "person", on_delete="CASCADE", index=True),
    Column("account_id", BigInteger),
    text("lane"),
    text("address"),
    text("status"),
    text("reason", server_default=""),
    moment("next_at"),
    moment("settled_at", optional=True),
    text("sent_message", server_default=""),
    UniqueConstraint("announcement_id", "person_id"),
    CheckConstraint(
        "status IN ('waiting', 'sending', 'sent', 'gone', 'bad', 'unknown', 'expired', 'declined',"
        " 'cancelled')",
        name="status",
    ),
    sqlite_autoincrement=True,
)
_r = recipient.c
RECIPIENT_WAITS = _r.status == literal_column("'waiting'")
RECIPIENT_IS_SENT_TO = _r.status == literal_column("'sending'")
partial_index("ix_recipient_waiting", _r.announcement_id, _r.lane, _r.next_at, _r.id, where=RECIPIENT_WAITS)
partial_index("ix_recipient_sending", _r.id, where=RECIPIENT_IS_SENT_TO)
Index("ix_recipient_announcement_id_status", _r.announcement_id, _r.status)
