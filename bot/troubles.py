"""Says in a few words what keeps the store from being used."""

from __future__ import annotations

from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from storage.errors import StoreError

STORE_TROUBLES = (StoreError, SQLAlchemyError, ValueError, OSError)
"""What a wrong DATABASE_URL, or a database that is away, full or refusing, ends in."""


def in_words(error: Exception) -> str:
    """Return one of STORE_TROUBLES in words that hold no password and no row."""
    match error:
        case ArgumentError():
            return "it is no address of a database: give sqlite:///path or postgresql://..."
        case DBAPIError():
            return f"the database refuses it: {error.orig}"
        case OSError(strerror=str(words), filename=str(path)):
            return f"{words}: {path}"
        case _:
            return str(error)
