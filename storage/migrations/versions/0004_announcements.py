"""Announcements, and who gets each of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.building import JSON, key, link, moment, partial_index, text

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("recipient_id", sa.BigInteger))
    partial_index("ix_outbox_recipient", "outbox", ["recipient_id"], "recipient_id IS NOT NULL")
    _announcements()
    _recipients()


def _announcements() -> None:
    op.create_table(
        "announcement",
        key(),
        link("organisation_id", "organisation", nullable=True, index=True),
        text("kind"),
        text("text"),
        sa.Column("audience", JSON, nullable=False),
        text("status"),
        sa.Column("made_by", sa.BigInteger),
        sa.Column("gathered_to", sa.BigInteger, nullable=False, server_default="0"),
        moment("created_at"),
        moment("at"),
        moment("gathered_at", optional=True),
        moment("ended_at", optional=True),
        sa.CheckConstraint("kind IN ('service', 'safety', 'news')", name="kind"),
        sa.CheckConstraint(
            "status IN ('planned', 'gathering', 'sending', 'stopped', 'ended', 'cancelled')", name="status"
        ),
        sqlite_autoincrement=True,
    )
    partial_index(
        "ix_announcement_on_its_way", "announcement", ["id"], "status IN ('planned', 'gathering', 'sending')"
    )


def _recipients() -> None:
    op.create_table(
        "recipient",
        key(),
        link("announcement_id", "announcement", on_delete="CASCADE"),
        link("person_id", "person", on_delete="CASCADE", index=True),
        sa.Column("account_id", sa.BigInteger),
        text("lane"),
        text("address"),
        text("status"),
        text("reason", server_default=""),
        moment("next_at"),
        moment("settled_at", optional=True),
        text("sent_message", server_default=""),
        sa.UniqueConstraint("announcement_id", "person_id"),
        sa.CheckConstraint(
            "status IN ('waiting', 'sending', 'sent', 'gone', 'bad', 'unknown', 'expired', 'declined',"
            " 'cancelled')",
            name="status",
        ),
        sqlite_autoincrement=True,
    )
    waiting = ["announcement_id", "lane", "next_at", "id"]
    partial_index("ix_recipient_waiting", "recipient", waiting, "status = 'waiting'")
    partial_index("ix_recipient_sending", "recipient", ["id"], "status = 'sending'")
    op.create_index("ix_recipient_announcement_id_status", "recipient", ["announcement_id", "status"])
