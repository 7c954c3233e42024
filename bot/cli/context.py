"""What every command needs: settings, the store, and one line for what went wrong."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, TypeVar

import click
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.logs import where
from bot.settings import Settings
from bot.troubles import STORE_TROUBLES, in_words
from storage import migrate, organisations
from storage.errors import StoreError
from storage.store import Store

T = TypeVar("T")

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for other programs.")


def problem(line: str) -> click.ClickException:
    """Return an error that ends the command with ``line`` and exit code 1."""
    return click.ClickException(line)


def settings() -> Settings:
    """Return the settings; raise one line that names the first that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = ".".join(str(part) for part in first["loc"]).upper()
        raise problem(f"{name} is not right: {first['msg']}. See docs/settings.md") from None


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run ``work`` to its end; what goes wrong becomes one line."""
    with one_line():
        return asyncio.run(work)


@contextmanager
def one_line() -> Iterator[None]:
    """Turn what keeps a command from its work into one line; a fault of ours is named by its place only."""
    try:
        yield
    except click.ClickException:
        raise
    except StoreError as error:
        raise problem(f"{error} Look at DATABASE_URL, then run: alongside doctor") from None
    except (OSError, ValueError) as error:
        raise problem(in_words(error)) from None
    except Exception as error:
        raise problem(f"a fault of this program: {type(error).__name__} at {where(error)}") from None


@asynccontextmanager
async def opened(chosen: Settings) -> AsyncIterator[Store]:
    """Give the store with today's tables: SQLite is migrated here, for PostgreSQL it says how."""
    await prepared(chosen)
    store = Store.open(chosen.database_url)
    try:
        yield store
    finally:
        await store.close()


async def prepared(chosen: Settings) -> None:
    """Migrate a SQLite store; raise one line where a PostgreSQL store needs it or the address is wrong."""
    url = chosen.database_url
    try:
        if await asyncio.to_thread(migrate.current, url) == migrate.head():
            return
        if not url.startswith("sqlite"):
            raise problem("the database has older tables than this version: run: alongside migrate")
        await asyncio.to_thread(migrate.upgrade, url)
    except STORE_TROUBLES as error:
        raise problem(f"DATABASE_URL: {in_words(error)}") from None


def show(as_json: bool, value: Any, text: str) -> None:
    """Print ``value`` as JSON, or ``text`` for people."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2) if as_json else text)


async def named(conn: AsyncConnection, name: str) -> organisations.OrganisationRow:
    """Return the organisation of this name; raise one line that says how to add it."""
    known = await organisations.find(conn, name)
    if known is None:
        raise problem(f"there is no organisation {name!r}: run: alongside organisation add {name!r}")
    return known
