"""Concerns, which are only ever added to, who is to hear of them, and requests for help from a person."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, Table

from storage.tables.base import key, link, metadata, moment, partial_index, text

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

alert = Table(
    "alert",
    metadata,
    link("concern_id", "concern", primary_key=True),
    link(
        "organisation_id", "organisation", nullable=True
    ),  # whose duty it is; of a stranger perhaps nobody's
    Column("step", Integer, nullable=False),  # how often somebody was told
    moment("next_at"),
    moment("settled_at", optional=True),
    Column("settled_by", BigInteger),  # the id of the person who did it, kept when that person is erased
)
ALERT_IS_OPEN = alert.c.settled_at.is_(None)
partial_index("ix_alert_due", alert.c.next_at, where=ALERT_IS_OPEN)

duty = Table(
    "duty",
    metadata,
    link("person_id", "person", on_delete="CASCADE", primary_key=True),
    link("organisation_id", "organisation", index=True),
    Column("place", Integer, nullable=False),  # 1 lead, 2 deputy, 3 board lead
    moment("since"),
    CheckConstraint("place BETWEEN 1 AND 3", name="place"),
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
HELP_IS_WANTED = help_request.c.settled_at.is_(None)
partial_index("ix_help_request_open", help_request.c.person_id, where=HELP_IS_WANTED)
