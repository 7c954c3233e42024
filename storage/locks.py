"""One turn at a time for one person, also where several processes share a PostgreSQL.

A lock is an advisory one, held until the transaction ends, on a number made from the address and, where
the account is somebody's, another from the person's id: one person may have several accounts, and an
account may become somebody's, or nobody's, between two turns. A process takes only what it can lock at
once, and reads the rows in a second statement: that one sees all that the lock's last holder committed.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, ColumnElement, String, case, cast, func, literal_column, true


def try_lock_person(person_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition that holds for a row whose person, if there is one, is now locked by us."""
    return case((person_id.is_(None), true()), else_=_try_lock(cast(person_id, String)))


def try_lock_address(address: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition that holds for a row whose address is now locked by us."""
    return _try_lock(address)


def _try_lock(name: ColumnElement[Any]) -> ColumnElement[bool]:
    number = func.hashtextextended(name, literal_column("0"))
    return func.pg_try_advisory_xact_lock(number, type_=Boolean)
