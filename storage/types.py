"""Column types that mean the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import JSON as PLAIN_JSON
from sqlalchemy import BigInteger, Integer, Text, func, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TIMESTAMP
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.expression import bindparam
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

POSTGRES = "postgresql"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECONDS_A_DAY = 86_400
MICROSECONDS_A_SECOND = 1_000_000

encode_json: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

# A bigint key counts itself up on SQLite only when it is called INTEGER.
BigKey = BigInteger().with_variant(Integer(), "sqlite")
JSON = PLAIN_JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), POSTGRES)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, given back in UTC: timestamptz on PostgreSQL, microseconds since 1970 on SQLite.

    Binding a naive datetime raises ValueError: it has no one meaning.
    """

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return TIMESTAMP(timezone=True) if dialect.name == POSTGRES else BigInteger()

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        return _aware if dialect.name == POSTGRES else _to_microseconds

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        return None if dialect.name == POSTGRES else _from_microseconds


def _aware(value: datetime | None) -> datetime | None:
    if value is not None and value.tzinfo is None:
        raise ValueError("a naive datetime cannot be stored: hand in one that knows its zone")
    return value


def _to_microseconds(value: datetime | None) -> int | None:
    if _aware(value) is None:
        return None
    passed = value - EPOCH  # type: ignore[operator]
    return (passed.days * SECONDS_A_DAY + passed.seconds) * MICROSECONDS_A_SECOND + passed.microseconds


def _from_microseconds(value: int | None) -> datetime | None:
    return None if value is None else EPOCH + timedelta(microseconds=value)


class _Many(TypeDecorator[list[Any]]):
    """Many values in one parameter: an array on PostgreSQL, a JSON list on SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, item: type[Text] | type[BigInteger]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return ARRAY(self.item()) if dialect.name == POSTGRES else Text()

    def bind_processor(self, dialect: Dialect) -> Callable[[Iterable[Any] | None], Any]:
        return _listed if dialect.name == POSTGRES else lambda many: encode_json(_listed(many))


def _listed(many: Iterable[Any] | None) -> list[Any]:
    return list(many or ())


class among(FunctionElement[Any]):  # noqa: N801 - reads as the SQL operator that it is
    """``column`` is one of the values in the parameter ``name``; one prepared statement for any number."""

    # No Boolean type: SQLAlchemy would write "(...) = 1" for SQLite, which then uses no index.
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        item = Text if isinstance(column.type, Text) else BigInteger
        super().__init__(column, bindparam(name, type_=_Many(item)))


@compiles(among, "sqlite")
def _among_sqlite(element: among, compiler: SQLCompiler, **kw: Any) -> str:
    column, many = element.clauses
    each = func.json_each(many).table_valued("value")
    return compiler.process(column.in_(select(each.c.value)), **kw)


@compiles(among, POSTGRES)
def _among_postgres(element: among, compiler: SQLCompiler, **kw: Any) -> str:
    column, many = element.clauses
    return f"{compiler.process(column, **kw)} = ANY ({compiler.process(many, **kw)})"


def storable(text: str) -> str:
    """Return ``text`` without what no store can keep: zero bytes and halves of surrogate pairs."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def storable_json(value: Any) -> Any:
    """Return JSON whose texts, keys too, are without what no store can keep."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {storable(name): storable_json(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [storable_json(each) for each in value]
    return value


class Position(FunctionElement[int]):
    """At which letter, from 1, the second text begins in the first; 0 where it is not in there."""

    inherit_cache = True
    type = Integer()


@compiles(Position)
def _position(element: Position, compiler: SQLCompiler, **more: Any) -> str:
    name = "strpos" if compiler.dialect.name == POSTGRES else "instr"
    return f"{name}({compiler.process(element.clauses, **more)})"
