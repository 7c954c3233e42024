"""The pieces of which the steps build tables; a piece that a released step uses is never changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP

POSTGRES = "postgresql"
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(), POSTGRES)
MOMENT = sa.BigInteger().with_variant(TIMESTAMP(timezone=True), POSTGRES)


def key() -> sa.Column[int]:
    """Return an id column that counts up."""
    return sa.Column("id", KEY, primary_key=True, autoincrement=True)


def text(name: str, **more: Any) -> sa.Column[str]:
    """Return a text column that is never null."""
    return sa.Column(name, sa.Text, nullable=False, **more)


def moment(name: str, *, optional: bool = False) -> sa.Column[Any]:
    """Return a column for a moment in UTC."""
    return sa.Column(name, MOMENT, nullable=optional)


def link(name: str, target: str, *, on_delete: str | None = None, **more: Any) -> sa.Column[Any]:
    """Return a foreign key to the id of the table ``target``."""
    more.setdefault("nullable", False)
    return sa.Column(name, KEY, sa.ForeignKey(f"{target}.id", ondelete=on_delete), **more)


def add_link(table: str, name: str, target: str, *, on_delete: str) -> None:
    """Add a foreign key to the id of the table ``target``, null in the rows that are there."""
    # In one statement with its column: SQLite can add a constraint in no other way without a new table.
    kind = KEY.compile(dialect=op.get_bind().dialect)
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {name} {kind} CONSTRAINT fk_{table}_{name}_{target} "
        f"REFERENCES {target} (id) ON DELETE {on_delete}"
    )


def partial_index(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    """Create an index over only the rows for which ``where`` holds."""
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def never_change(table: str, columns: Sequence[str]) -> None:
    """Make the database itself refuse to delete a row of ``table`` or to change these columns."""
    if op.get_bind().dialect.name == POSTGRES:
        _refuse_on_postgres(table, columns)
    else:
        _refuse_on_sqlite(table, columns)


def _refuse_on_postgres(table: str, columns: Sequence[str]) -> None:
    quoted = ", ".join(f'"{column}"' for column in columns)
    for when, event in (("change", f"UPDATE OF {quoted}"), ("delete", "DELETE"), ("truncate", "TRUNCATE")):
        each = "STATEMENT" if event == "TRUNCATE" else "ROW"
        op.execute(
            f"CREATE TRIGGER {table}_never_{when} BEFORE {event} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION refuse()"
        )


def _refuse_on_sqlite(table: str, columns: Sequence[str]) -> None:
    quoted = ", ".join(f'"{column}"' for column in columns)
    for when, event in (("change", f"UPDATE OF {quoted}"), ("delete", "DELETE")):
        op.execute(
            f"CREATE TRIGGER {table}_never_{when} BEFORE {event} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
        )


def make_refuse() -> None:
    """Create the function that PostgreSQL's triggers call; SQLite needs none."""
    if op.get_bind().dialect.name == POSTGRES:
        op.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME; END $$"
        )
