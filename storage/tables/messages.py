"""What was heard, and what is to be sent."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ColumnClause,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    and_,
    false,
    literal_column,
)

from storage.tables.base import key, link, metadata, moment, partial_index, text
from storage.types import JSON

inbox = Table(
    "inbox",
    metadata,
    key(),
    text("platform"),
    text("event"),
    text("address"),
    text("kind"),
    text("text"),
    text("command"),
    text("choice"),
    Column("token_run", Text),
    Column("token_turn", Integer),
    text("message"),
    text("press"),
    moment("at"),
    moment("received_at"),
    moment("done_at", optional=True),
    text("outcome", server_default=""),
    Column("fields", JSON),  # what a form held, by field
    UniqueConstraint("platform", "event"),
    sqlite_autoincrement=True,
)
HEARD_WAITS = inbox.c.done_at.is_(None)
partial_index("ix_inbox_waiting", inbox.c.id, where=HEARD_WAITS)
HEARD_IS_DONE = inbox.c.done_at.is_not(None)
partial_index("ix_inbox_done", inbox.c.done_at, where=HEARD_IS_DONE)

outbox = Table(
    "outbox",
    metadata,
    key(),
    text("lane"),
    text("address"),
    link("account_id", "account", on_delete="SET NULL", nullable=True),
    link("person_id", "person", on_delete="SET NULL", nullable=True),
    Column("rank", Integer, nullable=False),  # 0 safety, 1 reply, 2 reminder, 3 announcement
    text("act"),
    Column("parts", JSON, nullable=False),
    Column("choices", JSON, nullable=False),
    Column("picked", JSON, nullable=False),
    Column("token_run", Text),
    Column("token_turn", Integer),
    text("message"),
    text("press"),
    text("language"),
    text("status"),
    Column("attempts", Integer, nullable=False),
    Column("chunks", Integer, nullable=False),  # how many messages of it are already sent
    moment("next_at"),
    moment("lease_until", optional=True),
    Column("claimed_by", Text),
    moment("not_after", optional=True),
    Column("forget", Boolean, nullable=False, server_default=false()),  # erase once it is settled
    moment("created_at"),
    moment("settled_at", optional=True),
    text("sent_message"),
    text("reason"),
    Column("extras", JSON),  # what only some platforms show: a form, a page, a picture
    text("nudge", server_default=""),  # the kind of nudge it is; empty for whatever else is said
    Column("due_id", BigInteger),  # the due that a nudge comes from, asked again where it waited
    Column("recipient_id", BigInteger),  # whom of an announcement it is for: the row hears what came of it
    CheckConstraint("rank BETWEEN 0 AND 3", name="rank"),
    CheckConstraint(
        "status IN ('waiting', 'claimed', 'sent', 'gone', 'bad', 'unknown', 'expired', 'stale', 'held')",
        name="status",
    ),
    sqlite_autoincrement=True,
)
_o = outbox.c
# Statuses are written as literals: a database uses a partial index only where it reads the same words.
SENDING_WAITS = _o.status == literal_column("'waiting'")
SENDING_IS_CLAIMED = _o.status == literal_column("'claimed'")
WAS_TRIED = and_(SENDING_WAITS, _o.attempts > literal_column("0"), _o.token_run.is_not(None))
MAY_EXPIRE = and_(SENDING_WAITS, _o.not_after.is_not(None))
# As a Boolean it would be written "forget = 1" for SQLite, which is not what its index says.
IS_FORGOTTEN: ColumnClause[bool] = literal_column("forget")
IS_UNSETTLED = _o.settled_at.is_(None)
IS_SETTLED = _o.settled_at.is_not(None)
partial_index("ix_outbox_waiting", _o.lane, _o.rank, _o.next_at, _o.id, where=SENDING_WAITS)
partial_index("ix_outbox_unsettled", _o.address, _o.id, _o.rank, where=IS_UNSETTLED)
partial_index("ix_outbox_claimed", _o.lane, _o.lease_until, where=SENDING_IS_CLAIMED)
partial_index("ix_outbox_tried", _o.attempts, where=WAS_TRIED)
partial_index("ix_outbox_expiring", _o.not_after, where=MAY_EXPIRE)
partial_index("ix_outbox_forgotten", _o.id, where=IS_FORGOTTEN)
IS_OF_ANNOUNCEMENT = _o.recipient_id.is_not(None)
partial_index("ix_outbox_recipient", _o.recipient_id, where=IS_OF_ANNOUNCEMENT)
partial_index("ix_outbox_settled", _o.settled_at, where=IS_SETTLED)
