"""When people can meet: the hours of their week, the days that they are away, an organisation's terms."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, Integer, Table

from storage.tables.base import key, link, metadata, moment, text

free_time = Table(
    "free_time",
    metadata,
    link("person_id", "person", on_delete="CASCADE", primary_key=True),
    Column("weekday", Integer, primary_key=True),  # 0 is Monday
    Column("begins", Integer, primary_key=True),  # minutes after midnight, on the person's own clock
    Column("ends", Integer, nullable=False),
    CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    CheckConstraint("begins >= 0 AND begins < ends AND ends <= 1440", name="hours"),
)

away = Table(
    "away",
    metadata,
    key(),
    link("person_id", "person", on_delete="CASCADE", index=True),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    moment("created_at"),
    sqlite_autoincrement=True,
)

term = Table(
    "term",
    metadata,
    key(),
    link("organisation_id", "organisation", index=True),
    text("name"),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    sqlite_autoincrement=True,
)
