"""How a match goes: goals with their steps, check-ins, surveys."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Table, UniqueConstraint

from storage.tables.base import key, link, metadata, moment, partial_index, text
from storage.types import JSON

goal = Table(
    "goal",
    metadata,
    key(),
    link("match_id", "match", on_delete="CASCADE", index=True),
    text("title"),
    Column("by", Date),  # the day it is to be reached
    text("status", server_default="open"),
    Column("made_by", BigInteger),  # the id of the person, kept when that person is erased
    moment("made_at"),
    moment("ended_at", optional=True),
    CheckConstraint("status IN ('open', 'reached', 'dropped')", name="status"),
    sqlite_autoincrement=True,
)

goal_step = Table(
    "goal_step",
    metadata,
    key(),
    link("goal_id", "goal", on_delete="CASCADE", index=True),
    text("title"),
    Column("by", Date),
    moment("made_at"),
    moment("done_at", optional=True),
    Column("done_by", BigInteger),
    sqlite_autoincrement=True,
)

check_in = Table(
    "check_in",
    metadata,
    key(),
    link("match_id", "match", on_delete="CASCADE"),
    link("meeting_id", "meeting", on_delete="CASCADE", nullable=True, index=True),
    link("person_id", "person", on_delete="CASCADE", index=True),
    text("kind"),  # after a meeting, or the catch-up of the monitoring standard
    text("occasion"),  # which one: the meeting's id, or the number of the catch-up
    moment("asked_at"),
    moment("answered_at", optional=True),
    moment("passed_on_at", optional=True),  # when the coordinator was told that no answer came
    Column("answers", JSON),
    UniqueConstraint("match_id", "person_id", "kind", "occasion"),
    CheckConstraint("kind IN ('meeting', 'catch_up')", name="kind"),
    sqlite_autoincrement=True,
)
CHECK_IN_WAITS = check_in.c.answered_at.is_(None)
partial_index("ix_check_in_waiting", check_in.c.match_id, where=CHECK_IN_WAITS)

survey = Table(
    "survey",
    metadata,
    key(),
    link("person_id", "person", on_delete="CASCADE"),
    link("match_id", "match", on_delete="SET NULL", nullable=True, index=True),
    link("programme_id", "programme", nullable=True, index=True),
    text("wave"),
    Column("answers", JSON, nullable=False),  # a number from 1 to 5 by question
    moment("at"),
    UniqueConstraint("person_id", "match_id", "wave"),
    CheckConstraint("wave IN ('start', 'middle', 'end')", name="wave"),
    sqlite_autoincrement=True,
)
