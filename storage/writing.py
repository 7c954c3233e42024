"""Statements that both databases know, each in a dialect of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.types import POSTGRES


class InsertNew:
    """INSERT that passes over a row whose ``unique`` columns are there already, for both databases."""

    def __init__(
        self, table: Table, unique: Sequence[str], *, where: ColumnElement[bool] | None = None
    ) -> None:
        """``where`` is the condition of the index, if it is one over only some of the rows."""
        given: dict[str, Any] = {"index_elements": unique, "index_where": where}
        self._by_dialect: Mapping[str, Insert] = {
            "sqlite": sqlite.insert(table).on_conflict_do_nothing(**given),
            POSTGRES: postgresql.insert(table).on_conflict_do_nothing(**given),
        }

    def on(self, conn: AsyncConnection) -> Insert:
        """Return the statement in the words of this connection's database."""
        return self._by_dialect[conn.dialect.name]


class Upsert:
    """INSERT that changes the columns ``changed`` of a row whose ``unique`` columns are there already."""

    def __init__(
        self,
        table: Table,
        unique: Sequence[str],
        changed: Sequence[str],
        *,
        where: ColumnElement[bool] | None = None,
    ) -> None:
        """``where`` is what must hold of the row that is there for it to be changed."""
        lite, post = sqlite.insert(table), postgresql.insert(table)
        self._by_dialect: Mapping[str, Insert] = {
            "sqlite": lite.on_conflict_do_update(
                index_elements=unique, set_={name: lite.excluded[name] for name in changed}, where=where
            ),
            POSTGRES: post.on_conflict_do_update(
                index_elements=unique, set_={name: post.excluded[name] for name in changed}, where=where
            ),
        }

    def on(self, conn: AsyncConnection) -> Insert:
        """Return the statement in the words of this connection's database."""
        return self._by_dialect[conn.dialect.name]
