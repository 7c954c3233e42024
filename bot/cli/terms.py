"""Commands about an organisation's terms, by which school hours and term time go."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from bot.cli.context import as_json, named, opened, problem, run, settings, show
from bot.settings import Settings
from storage import availability
from storage.availability import TermRow

LONGEST_NAME = 60
"""Characters of a term's name."""

MOST_NUMBER = 1_000_000_000
"""A term's number; more than any store counts to."""

MOST_DAYS = 366
"""Days of one term; more is a year that was typed wrongly."""


@click.group()
def term() -> None:
    """Terms of an organisation: school hours count in them, and some programmes meet in them only."""


@term.command("add")
@click.argument("name")
@click.argument("first", metavar="FIRST")
@click.argument("last", metavar="LAST")
@click.option("--organisation", required=True, help="Whose term it is.")
@as_json
def add_term(name: str, first: str, last: str, organisation: str, as_json: bool) -> None:
    """Add a term from the day FIRST to the day LAST, as in 2026-09-01 2026-12-18."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise problem(f"give the term a name of 1 to {LONGEST_NAME} characters")
    days = _day(first), _day(last)
    if not 0 <= (days[1] - days[0]).days < MOST_DAYS:
        raise problem("a term ends on the day it begins or later, and within a year")
    number = run(_add(settings(), organisation, name, *days))
    said = f"Added {name}, from {days[0]} to {days[1]}."
    show(as_json, {"id": number, "name": name, "first": str(days[0]), "last": str(days[1])}, said)


@term.command("list")
@click.option("--organisation", required=True, help="Whose terms.")
@as_json
def list_terms(organisation: str, as_json: bool) -> None:
    """List the terms of an organisation, the earliest first."""
    rows = run(_list(settings(), organisation))
    lines = [f"{row['id']:>6}  {row['first']}  {row['last']}  {row['name']}" for row in rows]
    nothing = "No terms yet: every day counts as one of term. Try: alongside term add --help"
    show(as_json, rows, "\n".join(lines) if rows else nothing)


@term.command("remove")
@click.argument("number", type=click.IntRange(1, MOST_NUMBER))
@click.option("--organisation", required=True, help="Whose term it is.")
def remove_term(number: int, organisation: str) -> None:
    """Remove a term by its number."""
    run(_remove(settings(), organisation, number))
    click.echo(f"Removed term {number}.")


def _day(text: str) -> date:
    """Return the day that is written as 2026-09-01; raise one line where it is none."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day of a calendar has no zone
    except ValueError:
        raise problem(f"{text!r} is no day: write it like 2026-09-01") from None


async def _add(chosen: Settings, organisation: str, name: str, first: date, last: date) -> int:
    async with opened(chosen) as store, store.write() as conn:
        known = await named(conn, organisation)
        for row in await availability.terms(conn, known.id):
            if row.first <= last and first <= row.last:
                raise problem(f"it overlaps {row.name} (number {row.id}), from {row.first} to {row.last}")
        return await availability.add_term(conn, known.id, name, first, last)


async def _list(chosen: Settings, organisation: str) -> list[dict[str, Any]]:
    async with opened(chosen) as store, store.read() as conn:
        rows = await availability.terms(conn, (await named(conn, organisation)).id)
    return [_listed(row) for row in rows]


def _listed(row: TermRow) -> dict[str, Any]:
    return {"id": row.id, "name": row.name, "first": row.first.isoformat(), "last": row.last.isoformat()}


async def _remove(chosen: Settings, organisation: str, number: int) -> None:
    async with opened(chosen) as store, store.write() as conn:
        if not await availability.remove_term(conn, (await named(conn, organisation)).id, number):
            raise problem(f"there is no term {number}: see: alongside term list")
