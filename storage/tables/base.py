"""The one collection of tables, and the columns that many of them share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, MetaData, Text
from sqlalchemy.sql.elements import ColumnElement

from storage.types import BigKey, UtcDateTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMES)


def key() -> Column[int]:
    """Return the id column of a table whose ids count up and are never given twice.

    SQLite needs the table to say ``sqlite_autoincrement`` for that; without, a late word about a deleted
    row could meet a new one.
    """
    return Column("id", BigKey, primary_key=True, autoincrement=True)


def text(name: str, **more: Any) -> Column[str]:
    """Return a text column that is never null; empty where nothing is known."""
    return Column(name, Text, nullable=False, **more)


def moment(name: str, *, optional: bool = False) -> Column[Any]:
    """Return a column for a moment in UTC."""
    return Column(name, UtcDateTime, nullable=optional)


def link(
    name: str, target: str, *, on_delete: str | None = None, later: bool = False, **more: Any
) -> Column[Any]:
    """Return a foreign key to the id of the table ``target``.

    With ``later`` it is made after both tables: ``target`` leads back to this one.
    """
    more.setdefault("nullable", False)
    return Column(name, BigKey, ForeignKey(f"{target}.id", ondelete=on_delete, use_alter=later), **more)


def partial_index(
    name: str, *columns: Column[Any], where: ColumnElement[bool], unique: bool = False
) -> Index:
    """Return an index over only the rows for which ``where`` holds, on both databases."""
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)
