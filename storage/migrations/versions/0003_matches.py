"""The year of a pair: matches, meetings, availability, check-ins, goals and surveys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.building import JSON, key, link, moment, partial_index, text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _people_and_messages()
    _matches()
    _meetings()
    _availability()
    _check_ins()
    _goals()
    _surveys()
    _feeds()


def _people_and_messages() -> None:
    op.add_column("person", moment("paused_until", optional=True))
    op.add_column("person", text("nudges_off", server_default=""))
    op.add_column("person", sa.Column("reminders", sa.Text))
    op.add_column("outbox", text("nudge", server_default=""))
    op.add_column("outbox", sa.Column("due_id", sa.BigInteger))
    op.add_column("programme", text("framework", server_default="one-hour-a-month"))


def _matches() -> None:
    op.create_table(
        "place",
        key(),
        link("organisation_id", "organisation", index=True),
        text("name"),
        text("template", server_default=""),
        moment("created_at"),
        moment("removed_at", optional=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "match",
        key(),
        link("organisation_id", "organisation", index=True),
        link("programme_id", "programme", nullable=True),
        link("mentor_id", "person", on_delete="SET NULL", nullable=True, index=True),
        link("young_person_id", "person", on_delete="SET NULL", nullable=True, index=True),
        text("status", server_default="active"),
        text("adult", server_default=""),
        text("rhythm", server_default=""),
        text("zone"),
        moment("started_at"),
        moment("closed_at", optional=True),
        text("close_reason", server_default=""),
        sa.Column("made_by", sa.BigInteger),
        sa.Column("closed_by", sa.BigInteger),
        sa.CheckConstraint("status IN ('active', 'closed')", name="status"),
        sqlite_autoincrement=True,
    )
    active = "status = 'active'"
    partial_index("ix_match_active", "match", ["organisation_id"], active)
    partial_index("uq_match_young_person", "match", ["young_person_id"], active, unique=True)


def _meetings() -> None:
    op.create_table(
        "meeting",
        key(),
        link("match_id", "match", on_delete="CASCADE"),
        sa.Column("number", sa.Integer, nullable=False),
        text("status"),
        moment("starts_at", optional=True),
        sa.Column("minutes", sa.Integer, nullable=False),
        text("zone"),
        link("place_id", "place", on_delete="SET NULL", nullable=True),
        text("place", server_default=""),
        text("room", server_default=""),
        text("adult", server_default=""),
        text("topic", server_default=""),
        text("uid", unique=True),
        sa.Column("sequence", sa.Integer, nullable=False, server_default="0"),
        sa.Column("made_by", sa.BigInteger),
        moment("created_at"),
        moment("settled_at", optional=True),
        sa.Column("settled_by", sa.BigInteger),
        text("reason", server_default=""),
        sa.Column("lasted", sa.Integer),
        sa.Column("topics", JSON),
        text("notes", server_default=""),
        sa.Column("actions", JSON),
        sa.UniqueConstraint("match_id", "number"),
        sa.CheckConstraint(
            "status IN ('proposed', 'confirmed', 'held', 'missed', 'cancelled')", name="status"
        ),
        sqlite_autoincrement=True,
    )
    open_ = "status IN ('proposed', 'confirmed')"
    partial_index("ix_meeting_open", "meeting", ["match_id"], open_)
    partial_index("uq_meeting_proposed", "meeting", ["match_id"], "status = 'proposed'", unique=True)
    op.create_table(
        "proposal",
        key(),
        link("meeting_id", "meeting", on_delete="CASCADE", index=True),
        sa.Column("by", sa.BigInteger),
        sa.Column("starts", JSON, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        link("place_id", "place", on_delete="SET NULL", nullable=True),
        text("rhythm", server_default=""),
        text("status"),
        moment("at"),
        moment("answered_at", optional=True),
        sa.CheckConstraint(
            "status IN ('open', 'accepted', 'replaced', 'withdrawn', 'lapsed')", name="status"
        ),
        sqlite_autoincrement=True,
    )
    partial_index("uq_proposal_open", "proposal", ["meeting_id"], "status = 'open'", unique=True)


def _availability() -> None:
    op.create_table(
        "free_time",
        link("person_id", "person", on_delete="CASCADE", primary_key=True),
        sa.Column("weekday", sa.Integer, primary_key=True),
        sa.Column("begins", sa.Integer, primary_key=True),
        sa.Column("ends", sa.Integer, nullable=False),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        sa.CheckConstraint("begins >= 0 AND begins < ends AND ends <= 1440", name="hours"),
    )
    op.create_table(
        "away",
        key(),
        link("person_id", "person", on_delete="CASCADE", index=True),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date, nullable=False),
        moment("created_at"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "term",
        key(),
        link("organisation_id", "organisation", index=True),
        text("name"),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date, nullable=False),
        sqlite_autoincrement=True,
    )


def _check_ins() -> None:
    op.create_table(
        "check_in",
        key(),
        link("match_id", "match", on_delete="CASCADE"),
        link("meeting_id", "meeting", on_delete="CASCADE", nullable=True, index=True),
        link("person_id", "person", on_delete="CASCADE", index=True),
        text("kind"),
        text("occasion"),
        moment("asked_at"),
        moment("answered_at", optional=True),
        moment("passed_on_at", optional=True),
        sa.Column("answers", JSON),
        sa.UniqueConstraint("match_id", "person_id", "kind", "occasion"),
        sa.CheckConstraint("kind IN ('meeting', 'catch_up')", name="kind"),
        sqlite_autoincrement=True,
    )
    partial_index("ix_check_in_waiting", "check_in", ["match_id"], "answered_at IS NULL")


def _goals() -> None:
    op.create_table(
        "goal",
        key(),
        link("match_id", "match", on_delete="CASCADE", index=True),
        text("title"),
        sa.Column("by", sa.Date),
        text("status", server_default="open"),
        sa.Column("made_by", sa.BigInteger),
        moment("made_at"),
        moment("ended_at", optional=True),
        sa.CheckConstraint("status IN ('open', 'reached', 'dropped')", name="status"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "goal_step",
        key(),
        link("goal_id", "goal", on_delete="CASCADE", index=True),
        text("title"),
        sa.Column("by", sa.Date),
        moment("made_at"),
        moment("done_at", optional=True),
        sa.Column("done_by", sa.BigInteger),
        sqlite_autoincrement=True,
    )


def _surveys() -> None:
    op.create_table(
        "survey",
        key(),
        link("person_id", "person", on_delete="CASCADE"),
        link("match_id", "match", on_delete="SET NULL", nullable=True, index=True),
        link("programme_id", "programme", nullable=True, index=True),
        text("wave"),
        sa.Column("answers", JSON, nullable=False),
        moment("at"),
        sa.UniqueConstraint("person_id", "match_id", "wave"),
        sa.CheckConstraint("wave IN ('start', 'middle', 'end')", name="wave"),
        sqlite_autoincrement=True,
    )


def _feeds() -> None:
    op.create_table(
        "feed",
        sa.Column("token", sa.Text, primary_key=True),
        link("person_id", "person", on_delete="CASCADE", index=True),
        moment("created_at"),
        moment("revoked_at", optional=True),
    )
