"""The first schema: programmes, people, conversations, messages and concerns."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.building import (
    JSON,
    key,
    link,
    make_refuse,
    moment,
    never_change,
    partial_index,
    text,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_refuse()
    _programmes()
    _people()
    _accounts()
    _runs()
    _heard()
    _outbox()
    _outbox_indexes()
    _concerns()


def _programmes() -> None:
    op.create_table(
        "organisation",
        key(),
        text("name", unique=True),
        text("folded", unique=True),
        moment("created_at"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "programme",
        key(),
        link("organisation_id", "organisation", index=True),
        text("name"),
        sa.Column("minimum_age", sa.Integer, nullable=False, server_default="16"),
        sa.Column("maximum_age", sa.Integer, nullable=False, server_default="25"),
        sa.Column("months", sa.Integer, nullable=False, server_default="12"),
        sa.Column("meeting_minutes", sa.Integer, nullable=False, server_default="60"),
        text("rules_version"),
        text("zone", server_default="Europe/London"),
        moment("created_at"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "invitation",
        key(),
        text("code", unique=True),
        text("role"),
        link("programme_id", "programme", index=True),
        sa.Column("uses", sa.Integer, nullable=False, server_default="1"),
        sa.Column("used", sa.Integer, nullable=False, server_default="0"),
        moment("expires_at", optional=True),
        moment("created_at"),
        sqlite_autoincrement=True,
    )


def _people() -> None:
    op.create_table(
        "person",
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
    op.create_table(
        "person_role",
        link("person_id", "person", on_delete="CASCADE", primary_key=True),
        sa.Column("role", sa.Text, primary_key=True),
    )
    op.create_table(
        "profile",
        link("person_id", "person", on_delete="CASCADE", primary_key=True),
        sa.Column("fields", JSON, nullable=False),
    )


def _accounts() -> None:
    op.create_table(
        "agreement",
        key(),
        link("person_id", "person", on_delete="CASCADE", index=True),
        text("document"),
        text("version"),
        moment("at"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "account",
        key(),
        text("address", unique=True),
        text("platform"),
        link("person_id", "person", on_delete="SET NULL", nullable=True, index=True),
        text("state", server_default="reachable"),
        moment("state_at"),
        moment("held_until", optional=True),
        moment("created_at"),
        sa.CheckConstraint("state IN ('reachable', 'blocked', 'gone')", name="state"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "guess",
        key(),
        link("account_id", "account", on_delete="CASCADE", index=True),
        moment("at"),
        sqlite_autoincrement=True,
    )


def _runs() -> None:
    op.create_table(
        "run",
        sa.Column("id", sa.Text, primary_key=True),
        link("person_id", "person", on_delete="CASCADE"),
        text("flow"),
        sa.Column("turn", sa.Integer, nullable=False),
        text("progress"),
        sa.Column("pending_key", sa.Text),
        sa.Column("pending_turn", sa.Integer),
        sa.Column("state", JSON, nullable=False),
        moment("started_at"),
        moment("updated_at"),
    )
    op.create_index("ix_run_person_id_progress", "run", ["person_id", "progress"])
    partial_index("uq_run_open", "run", ["person_id"], "progress = 'open'", unique=True)
    op.create_table(
        "due",
        key(),
        link("person_id", "person", on_delete="CASCADE"),
        text("purpose"),
        text("occurrence"),
        moment("at"),
        sa.Column("wall", sa.Text),
        sa.Column("zone", sa.Text),
        moment("not_after"),
        sa.Column("token_run", sa.Text),
        sa.Column("token_turn", sa.Integer),
        text("status", server_default="waiting"),
        text("reason", server_default=""),
        moment("created_at"),
        moment("settled_at", optional=True),
        sa.UniqueConstraint("person_id", "purpose", "occurrence"),
        sa.CheckConstraint("status IN ('waiting', 'done', 'skipped')", name="status"),
        sqlite_autoincrement=True,
    )
    partial_index("ix_due_waiting", "due", ["at"], "status = 'waiting'")


def _heard() -> None:
    op.create_table(
        "inbox",
        key(),
        text("platform"),
        text("event"),
        text("address"),
        text("kind"),
        text("text"),
        text("command"),
        text("choice"),
        sa.Column("token_run", sa.Text),
        sa.Column("token_turn", sa.Integer),
        text("message"),
        text("press"),
        moment("at"),
        moment("received_at"),
        moment("done_at", optional=True),
        text("outcome", server_default=""),
        sa.UniqueConstraint("platform", "event"),
        sqlite_autoincrement=True,
    )
    partial_index("ix_inbox_waiting", "inbox", ["id"], "done_at IS NULL")
    partial_index("ix_inbox_done", "inbox", ["done_at"], "done_at IS NOT NULL")


def _outbox() -> None:
    op.create_table(
        "outbox",
        key(),
        text("lane"),
        text("address"),
        link("account_id", "account", on_delete="SET NULL", nullable=True),
        link("person_id", "person", on_delete="SET NULL", nullable=True),
        sa.Column("rank", sa.Integer, nullable=False),
        text("act"),
        sa.Column("parts", JSON, nullable=False),
        sa.Column("choices", JSON, nullable=False),
        sa.Column("picked", JSON, nullable=False),
        sa.Column("token_run", sa.Text),
        sa.Column("token_turn", sa.Integer),
        text("message"),
        text("press"),
        text("language"),
        text("status"),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("chunks", sa.Integer, nullable=False),
        moment("next_at"),
        moment("lease_until", optional=True),
        sa.Column("claimed_by", sa.Text),
        moment("not_after", optional=True),
        sa.Column("forget", sa.Boolean, nullable=False, server_default=sa.false()),
        moment("created_at"),
        moment("settled_at", optional=True),
        text("sent_message"),
        text("reason"),
        sa.CheckConstraint("rank BETWEEN 0 AND 3", name="rank"),
        sa.CheckConstraint(
            "status IN ('waiting', 'claimed', 'sent', 'gone', 'bad', 'unknown', 'expired', 'stale', 'held')",
            name="status",
        ),
        sqlite_autoincrement=True,
    )


def _outbox_indexes() -> None:
    waiting, settled = "status = 'waiting'", "settled_at IS NOT NULL"
    partial_index("ix_outbox_waiting", "outbox", ["lane", "rank", "next_at", "id"], waiting)
    partial_index("ix_outbox_unsettled", "outbox", ["address", "id", "rank"], "settled_at IS NULL")
    partial_index("ix_outbox_claimed", "outbox", ["lane", "lease_until"], "status = 'claimed'")
    tried = f"{waiting} AND attempts > 0 AND token_run IS NOT NULL"
    partial_index("ix_outbox_tried", "outbox", ["attempts"], tried)
    partial_index("ix_outbox_expiring", "outbox", ["not_after"], f"{waiting} AND not_after IS NOT NULL")
    partial_index("ix_outbox_forgotten", "outbox", ["id"], "forget")
    partial_index("ix_outbox_settled", "outbox", ["settled_at"], settled)


def _concerns() -> None:
    op.create_table(
        "concern",
        key(),
        link("organisation_id", "organisation", nullable=True, index=True),
        link("person_id", "person", on_delete="SET NULL", nullable=True, index=True),
        sa.Column("subject", sa.BigInteger),
        text("address"),
        text("source"),
        text("category"),
        text("severity"),
        text("words"),
        sa.Column("inbox_id", sa.BigInteger),
        moment("at"),
        sqlite_autoincrement=True,
    )
    never_change("concern", ["words", "category", "at"])
    op.create_table(
        "concern_event",
        key(),
        link("concern_id", "concern", index=True),
        moment("at"),
        text("kind"),
        sa.Column("by", sa.BigInteger),
        text("note"),
        sqlite_autoincrement=True,
    )
    never_change("concern_event", ["kind", "note", "at"])
    op.create_table(
        "help_request",
        key(),
        link("person_id", "person", on_delete="CASCADE", index=True),
        text("question"),
        moment("at"),
        moment("settled_at", optional=True),
        sqlite_autoincrement=True,
    )
