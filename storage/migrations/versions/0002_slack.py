"""Mentors and coordinators in Slack: workspaces, duties and alerts, decisions, links and home pages."""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa
from alembic import op

from storage.migrations.building import (
    JSON,
    MOMENT,
    add_link,
    key,
    link,
    moment,
    partial_index,
    text,
)

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _messages()
    _people()
    _fold_names()
    _alerts()
    _applying()
    _workspaces()
    _slack_bots()
    _slack_installations()


def _messages() -> None:
    op.add_column("inbox", sa.Column("fields", JSON))
    op.add_column("outbox", sa.Column("extras", JSON))


def _people() -> None:
    add_link("invitation", "referrer_id", "person", on_delete="SET NULL")
    op.create_index("ix_invitation_referrer_id", "invitation", ["referrer_id"])
    op.add_column("person", sa.Column("external_id", sa.Text))
    op.add_column("person", text("folded", server_default=""))
    # The new index serves whatever the old one did.
    op.drop_index("ix_person_organisation_id", "person")
    op.create_index("ix_person_organisation_id_status", "person", ["organisation_id", "status"])
    known = "external_id IS NOT NULL"
    partial_index("uq_person_external_id", "person", ["organisation_id", "external_id"], known, unique=True)
    team = "role IN ('coordinator', 'safeguarding_lead')"
    partial_index("ix_person_role_team", "person_role", ["person_id"], team)
    op.add_column("account", moment("home_at", optional=True))
    stale = "home_at IS NOT NULL AND person_id IS NOT NULL AND state = 'reachable'"
    partial_index("ix_account_home", "account", ["home_at"], stale)


def _fold_names() -> None:
    person = sa.table(
        "person",
        sa.column("id", sa.BigInteger),
        sa.column("first_name", sa.Text),
        sa.column("folded", sa.Text),
    )
    rows = op.get_bind().execute(sa.select(person.c.id, person.c.first_name).where(person.c.first_name != ""))
    named = [{"who": row.id, "what": _folded(row.first_name)} for row in rows]
    if named:
        change = sa.update(person).where(person.c.id == sa.bindparam("who"))
        op.get_bind().execute(change.values(folded=sa.bindparam("what")), named)


def _folded(name: str) -> str:
    # A copy: what a released step does must stay as it is.
    letters = unicodedata.normalize("NFKD", " ".join(name.split()).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _alerts() -> None:
    op.create_table(
        "alert",
        link("concern_id", "concern", primary_key=True),
        link("organisation_id", "organisation", nullable=True),
        sa.Column("step", sa.Integer, nullable=False),
        moment("next_at"),
        moment("settled_at", optional=True),
        sa.Column("settled_by", sa.BigInteger),
    )
    partial_index("ix_alert_due", "alert", ["next_at"], "settled_at IS NULL")
    op.create_table(
        "duty",
        link("person_id", "person", on_delete="CASCADE", primary_key=True),
        link("organisation_id", "organisation", index=True),
        sa.Column("place", sa.Integer, nullable=False),
        moment("since"),
        sa.CheckConstraint("place BETWEEN 1 AND 3", name="place"),
    )
    partial_index("ix_help_request_open", "help_request", ["person_id"], "settled_at IS NULL")


def _applying() -> None:
    op.create_table(
        "decision",
        key(),
        link("person_id", "person", on_delete="CASCADE", index=True),
        sa.Column("by", sa.BigInteger),
        sa.Column("approved", sa.Boolean, nullable=False),
        text("reason"),
        moment("at"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "link_code",
        sa.Column("code", sa.Text, primary_key=True),
        link("person_id", "person", on_delete="CASCADE", index=True),
        sa.Column("expires_at", MOMENT, nullable=False, index=True),
        moment("used_at", optional=True),
        moment("created_at"),
    )


def _workspaces() -> None:
    op.create_table(
        "workspace",
        sa.Column("team", sa.Text, primary_key=True),
        text("name"),
        text("state"),
        moment("changed_at"),
        sa.CheckConstraint("state IN ('active', 'gone')", name="state"),
    )
    op.create_table(
        "slack_oauth_states",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("state", sa.String(200), nullable=False),
        sa.Column("expire_at", sa.DateTime, nullable=False),
    )


def _slack_bots() -> None:
    op.create_table(
        "slack_bots",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("client_id", sa.String(32), nullable=False),
        sa.Column("app_id", sa.String(32), nullable=False),
        sa.Column("enterprise_id", sa.String(32)),
        sa.Column("enterprise_name", sa.String(200)),
        sa.Column("team_id", sa.String(32)),
        sa.Column("team_name", sa.String(200)),
        sa.Column("bot_token", sa.String(200)),
        sa.Column("bot_id", sa.String(32)),
        sa.Column("bot_user_id", sa.String(32)),
        sa.Column("bot_scopes", sa.String(1000)),
        sa.Column("bot_refresh_token", sa.String(200)),
        sa.Column("bot_token_expires_at", sa.DateTime),
        sa.Column("is_enterprise_install", sa.Boolean, nullable=False),
        sa.Column("installed_at", sa.DateTime, nullable=False),
    )
    indexed = ["client_id", "enterprise_id", "team_id", "installed_at"]
    op.create_index("slack_bots_idx", "slack_bots", indexed)


def _slack_installations() -> None:
    op.create_table(
        "slack_installations",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("client_id", sa.String(32), nullable=False),
        sa.Column("app_id", sa.String(32), nullable=False),
        sa.Column("enterprise_id", sa.String(32)),
        sa.Column("enterprise_name", sa.String(200)),
        sa.Column("enterprise_url", sa.String(200)),
        sa.Column("team_id", sa.String(32)),
        sa.Column("team_name", sa.String(200)),
        sa.Column("bot_token", sa.String(200)),
        sa.Column("bot_id", sa.String(32)),
        sa.Column("bot_user_id", sa.String(32)),
        sa.Column("bot_scopes", sa.String(1000)),
        sa.Column("bot_refresh_token", sa.String(200)),
        sa.Column("bot_token_expires_at", sa.DateTime),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("user_token", sa.String(200)),
        sa.Column("user_scopes", sa.String(1000)),
        sa.Column("user_refresh_token", sa.String(200)),
        sa.Column("user_token_expires_at", sa.DateTime),
        sa.Column("incoming_webhook_url", sa.String(200)),
        sa.Column("incoming_webhook_channel", sa.String(200)),
        sa.Column("incoming_webhook_channel_id", sa.String(200)),
        sa.Column("incoming_webhook_configuration_url", sa.String(200)),
        sa.Column("is_enterprise_install", sa.Boolean, nullable=False),
        sa.Column("token_type", sa.String(32)),
        sa.Column("installed_at", sa.DateTime, nullable=False),
    )
    indexed = ["client_id", "enterprise_id", "team_id", "user_id", "installed_at"]
    op.create_index("slack_installations_idx", "slack_installations", indexed)
