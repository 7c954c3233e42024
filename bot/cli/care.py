"""Commands about who needs somebody: concerns, requests for help, and forgetting a person."""

from __future__ import annotations

from typing import Any

import click

from bot.cli.context import as_json, named, opened, problem, run, settings, show
from bot.clock import Clock
from bot.settings import Settings
from bot.telling import told
from mentoring.changes.matching import end_all
from storage import concerns as stored_concerns
from storage import erasure, help_requests, outbox, people

SEEN = "seen"


@click.command()
@click.argument("number", type=int, required=False)
@click.option("--organisation", "name", help="Only those of this one.")
@as_json
def concerns(number: int | None, name: str | None, as_json: bool) -> None:
    """List concerns, or show one with the words that raised it.

    That somebody looked at the words is kept with the concern.
    """
    rows = run(_concerns(settings(), number, name))
    if not rows:
        show(as_json, rows, "No concern has been recorded.")
        return
    lines = [
        f"{row['id']:>6}  {row['severity']:<9}  {row['category']:<12}  {row['at']}  {row['state'] or 'new'}"
        for row in rows
    ]
    words = [f"\n{row['words']}" for row in rows if "words" in row]
    show(as_json, rows, "\n".join([*lines, *words]))


@click.command()
@click.option("--done", "done", type=int, metavar="NUMBER", help="Mark this request as dealt with.")
@click.option("--organisation", "name", help="Only those of this one.")
@as_json
def requests(done: int | None, name: str | None, as_json: bool) -> None:
    """List people who are stuck and asked for a person."""
    rows = run(_requests(settings(), done, name))
    lines = [f"{row['id']:>6}  person {row['person']:<6}  {row['question']:<20}  {row['at']}" for row in rows]
    show(as_json, rows, "\n".join(lines) if rows else "Nobody is waiting for a person.")


@click.command()
@click.argument("person", type=int)
@click.option("--yes", is_flag=True, help="Do not ask again.")
def forget(person: int, yes: bool) -> None:
    """Delete all that is known of the person with this id; only concerns stay."""
    chosen = settings()
    if not yes:
        click.confirm(f"Delete all that is known of person {person}? Only concerns stay", abort=True)
    run(_forget(chosen, person))
    click.echo(f"Person {person} is forgotten. Notes about keeping people safe stay, if there are any.")


async def _concerns(chosen: Settings, number: int | None, name: str | None) -> list[dict[str, Any]]:
    async with opened(chosen) as store:
        async with store.read() as conn:
            rows = await stored_concerns.listing(conn, (await named(conn, name)).id if name else None)
        if number is None:
            return [_listed(row) for row in rows]
        row = next((row for row in rows if row.id == number), None)
        if row is None:
            raise problem(f"there is no concern {number}: see: alongside concerns")
        async with store.write() as conn:
            await stored_concerns.note(conn, number, SEEN, Clock().now(), note="on the command line")
    return [{**_listed(row), "words": row.words}]


def _listed(row: stored_concerns.ConcernRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "person": row.subject,
        "severity": row.severity,
        "category": row.category,
        "at": row.at.isoformat(timespec="seconds"),
        "state": row.newest,
    }


async def _requests(chosen: Settings, done: int | None, name: str | None) -> list[dict[str, Any]]:
    async with opened(chosen) as store, store.write() as conn:
        organisation = (await named(conn, name)).id if name else None
        if done is not None and not await help_requests.settle(conn, done, Clock().now()):
            raise problem(f"no request {done} waits: see: alongside requests")
        rows = await help_requests.waiting(conn, organisation)
    return [
        {
            "id": row.id,
            "person": row.person_id,
            "question": row.question,
            "at": row.at.isoformat(timespec="seconds"),
        }
        for row in rows
    ]


async def _forget(chosen: Settings, person: int) -> None:
    async with opened(chosen) as store, store.write() as conn:
        if all(row.id != person for row in await people.listing(conn)):
            raise problem(f"there is no person {person}: see: alongside people")
        now = Clock().now()
        await outbox.add(conn, await told(conn, await end_all(conn, person, now), now))
        await erasure.forget_person(conn, person)
