"""Matches, and the meetings that a pair proposes, moves, holds and logs."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

from storage.tables.base import key, link, metadata, moment, partial_index, text
from storage.types import JSON

place = Table(
    "place",
    metadata,
    key(),
    link("organisation_id", "organisation", index=True),
    text("name"),
    text(
        "template", server_default=""
    ),  # of an online room's link: "{room}" becomes a meeting's own; else empty
    moment("created_at"),
    moment("removed_at", optional=True),
    sqlite_autoincrement=True,
)

match = Table(
    "match",
    metadata,
    key(),
    link("organisation_id", "organisation", index=True),
    link("programme_id", "programme", nullable=True),
    link("mentor_id", "person", on_delete="SET NULL", nullable=True, index=True),
    link("young_person_id", "person", on_delete="SET NULL", nullable=True, index=True),
    text("status", server_default="active"),
    text("adult", server_default=""),  # the chaperone or responsible adult who is named for this pair
    text("rhythm", server_default=""),  # as in "1TU 17:00", on the clock of ``zone``; empty without one
    text("zone"),  # whose clock the pair's promises are kept on: the young person's
    moment("started_at"),
    moment("closed_at", optional=True),
    text("close_reason", server_default=""),
    Column("made_by", BigInteger),  # the id of the person who made it, kept when that person is erased
    Column("closed_by", BigInteger),  # and of the one who closed it
    CheckConstraint("status IN ('active', 'closed')", name="status"),
    sqlite_autoincrement=True,
)
_m = match.c
# Statuses are written as literals: a database uses a partial index only where it reads the same words.
MATCH_IS_ACTIVE = _m.status == literal_column("'active'")
partial_index("ix_match_active", _m.organisation_id, where=MATCH_IS_ACTIVE)
partial_index("uq_match_young_person", _m.young_person_id, where=MATCH_IS_ACTIVE, unique=True)

meeting = Table(
    "meeting",
    metadata,
    key(),
    link("match_id", "match", on_delete="CASCADE"),
    Column("number", Integer, nullable=False),  # of the match, from 1, by when it was first proposed
    text("status"),
    moment("starts_at", optional=True),  # null until a time is agreed
    Column("minutes", Integer, nullable=False),
    text("zone"),  # whose clock the time was agreed on
    link("place_id", "place", on_delete="SET NULL", nullable=True),
    text("place", server_default=""),  # its name as it was agreed
    text("room", server_default=""),  # the link of an online room
    text("adult", server_default=""),  # who comes along, or is in the room
    text("topic", server_default=""),  # the programme's key for what it is about
    text("uid", unique=True),  # of its calendar entry, kept however often it moves
    Column("sequence", Integer, nullable=False, server_default="0"),  # counts its changes, as calendars do
    Column("made_by", BigInteger),
    moment("created_at"),
    moment("settled_at", optional=True),  # when it was logged or cancelled
    Column("settled_by", BigInteger),
    text("reason", server_default=""),  # why it was cancelled
    Column("lasted", Integer),  # minutes that it really took
    Column("topics", JSON),  # what was talked about, as the programme's keys
    text("notes", server_default=""),
    Column("actions", JSON),  # what was agreed to do until next time
    UniqueConstraint("match_id", "number"),
    CheckConstraint("status IN ('proposed', 'confirmed', 'held', 'missed', 'cancelled')", name="status"),
    sqlite_autoincrement=True,
)
MEETING_IS_OPEN = meeting.c.status.in_((literal_column("'proposed'"), literal_column("'confirmed'")))
partial_index("ix_meeting_open", meeting.c.match_id, where=MEETING_IS_OPEN)
# One at most is being arranged; one that was confirmed stays until somebody logs it, however late.
MEETING_IS_PROPOSED = meeting.c.status == literal_column("'proposed'")
partial_index("uq_meeting_proposed", meeting.c.match_id, where=MEETING_IS_PROPOSED, unique=True)

proposal = Table(
    "proposal",
    metadata,
    key(),
    link("meeting_id", "meeting", on_delete="CASCADE", index=True),
    Column("by", BigInteger),  # the id of the person who proposes
    Column("starts", JSON, nullable=False),  # one to three moments in ISO 8601, UTC
    Column("minutes", Integer, nullable=False),
    link("place_id", "place", on_delete="SET NULL", nullable=True),
    text("rhythm", server_default=""),  # that this time is to come again, as in "1TU 17:00"; else empty
    text("status"),
    moment("at"),
    moment("answered_at", optional=True),
    CheckConstraint("status IN ('open', 'accepted', 'replaced', 'withdrawn', 'lapsed')", name="status"),
    sqlite_autoincrement=True,
)
PROPOSAL_IS_OPEN = proposal.c.status == literal_column("'open'")
partial_index("uq_proposal_open", proposal.c.meeting_id, where=PROPOSAL_IS_OPEN, unique=True)

feed = Table(
    "feed",
    metadata,
    Column("token", Text, primary_key=True),
    link("person_id", "person", on_delete="CASCADE", index=True),
    moment("created_at"),
    moment("revoked_at", optional=True),
)
