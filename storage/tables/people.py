"""People, where they are written to, what they told and what they agreed to."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    ScalarSelect,
    Table,
    Text,
    and_,
    case,
    literal_column,
    select,
)

from storage.tables.base import key, link, metadata, moment, partial_index, text
from storage.types import JSON

person = Table(
    "person",
    metadata,
    key(),
    link("organisation_id", "organisation"),
    link("programme_id", "programme", nullable=True, index=True),
    link("invitation_id", "invitation", nullable=True, index=True),
    text("status"),
    text("first_name", server_default=""),
    text("language", server_default="en"),
    text("zone", server_default="Europe/London"),
    moment("created_at"),
    moment("joined_at", optional=True),
    moment("left_at", optional=True),
    Column("external_id", Text),  # what the organisation's own lists call this person
    text("folded", server_default=""),  # the first name as it is searched for: see storage.folding
    moment("paused_until", optional=True),  # no nudge goes before then
    text("nudges_off", server_default=""),  # groups of nudges that they do not want, separated by commas
    Column("reminders", Text),  # before a meeting, as in "week,day"; null is the programme's own
    sqlite_autoincrement=True,
)
Index("ix_person_organisation_id_status", person.c.organisation_id, person.c.status)
# A sum, which no index serves: for a query that begins at a few people whom it knows, and would take far
# longer by way of the many whom an organisation may have.
their_organisation = person.c.organisation_id + literal_column("0")
HAS_EXTERNAL_ID = person.c.external_id.is_not(None)
partial_index(
    "uq_person_external_id",
    person.c.organisation_id,
    person.c.external_id,
    where=HAS_EXTERNAL_ID,
    unique=True,
)

person_role = Table(
    "person_role",
    metadata,
    link("person_id", "person", on_delete="CASCADE", primary_key=True),
    Column("role", Text, primary_key=True),
)
# Written as literals: a database uses a partial index only where it reads the same words.
IS_OF_TEAM = person_role.c.role.in_((literal_column("'coordinator'"), literal_column("'safeguarding_lead'")))
partial_index("ix_person_role_team", person_role.c.person_id, where=IS_OF_TEAM)

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
    moment("home_at", optional=True),  # since when what its home page shows is out of date
    CheckConstraint("state IN ('reachable', 'blocked', 'gone')", name="state"),
    sqlite_autoincrement=True,
)
IS_REACHABLE = account.c.state == literal_column("'reachable'")


def best_account(of: Table) -> ScalarSelect[int]:
    """Return the id of the account that somebody is best reached at; ``of`` is a table that names them."""
    other = account.alias("other")
    whose = of.c.id if of is person else of.c.person_id
    return (
        select(other.c.id)
        .where(other.c.person_id == whose)
        .order_by(case((other.c.state == literal_column("'reachable'"), 0), else_=1), other.c.id.desc())
        .limit(literal_column("1"))
        .correlate(of)
        .scalar_subquery()
    )


HOME_IS_STALE = and_(account.c.home_at.is_not(None), account.c.person_id.is_not(None), IS_REACHABLE)
partial_index("ix_account_home", account.c.home_at, where=HOME_IS_STALE)

guess = Table(
    "guess",
    metadata,
    key(),
    link("account_id", "account", on_delete="CASCADE", index=True),
    moment("at"),
    sqlite_autoincrement=True,
)
