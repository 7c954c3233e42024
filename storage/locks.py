"""One turn at a time for one person, also where several processes share a PostgreSQL.

A lock is an advisory one, held until the transaction ends, on a number made from the person's id or, for
an account that belongs to nobody yet, from its address. A process takes only what it can lock at once, and
reads the rows in a second statement: that one sees everything the lock's last holder committed.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, ColumnElement, String, cast, func, literal_column


def try_lock(person_id: ColumnElement[Any], address: ColumnElement[Any] | str) -> ColumnElement[bool]:
    """Return the condition that holds for a row whose person, or else address, is now locked by us."""
    name = func.coalesce(cast(person_id, String), address)
    number = func.hashtextextended(name, literal_column("0"))
    return func.pg_try_advisory_xact_lock(number, type_=Boolean)
