"""Commands about the places where pairs meet: real ones, and rooms online."""

from __future__ import annotations

from typing import Any

import click

from bot.cli.context import as_json, named, opened, problem, run, settings, show
from bot.clock import Clock
from bot.settings import Settings
from conversations.check import Rejected
from conversations.checks.rooms import room_link
from conversations.checks.words import folded, tidy
from conversations.facts import Facts
from conversations.flows.places import LONGEST_PLACE, MOST_PLACES
from storage import places

of_organisation = click.option("--organisation", "name", required=True, help="Whose it is.")


@click.group()
def place() -> None:
    """Where pairs may meet: real places, and rooms online."""


@place.command("add")
@click.argument("title", metavar="NAME")
@of_organisation
@click.option("--link", default="", help='Of rooms online, as in "https://meet.example.org/{room}".')
@as_json
def add_place(title: str, name: str, link: str, as_json: bool) -> None:
    """Let the pairs of an organisation meet at a place, or in rooms online."""
    title = tidy(title)
    if not 0 < len(title) <= LONGEST_PLACE:
        raise problem(f"give the place a name of 1 to {LONGEST_PLACE} characters")
    number = run(_add_place(settings(), name, title, _link(link)))
    show(as_json, {"id": number, "name": title, "online": bool(link)}, f"Place {number}: {title}.")


@place.command("list")
@of_organisation
@as_json
def list_places(name: str, as_json: bool) -> None:
    """List the places of an organisation."""
    rows = run(_places(settings(), name))
    lines = [f"{row['id']:>6}  {row['name']}{'  ' + row['link'] if row['link'] else ''}" for row in rows]
    show(as_json, rows, "\n".join(lines) if rows else "There is no place. Try: alongside place add --help")


@place.command("remove")
@click.argument("number", metavar="ID", type=int)
@of_organisation
def remove_place(number: int, name: str) -> None:
    """Offer a place no more; meetings that are arranged there keep it."""
    run(_remove_place(settings(), name, number))
    click.echo(f"Place {number} is off the list. Meetings that are arranged there keep it.")


async def _add_place(chosen: Settings, name: str, title: str, link: str) -> int:
    async with opened(chosen) as store, store.write() as conn:
        home = await named(conn, name)
        known = await places.listing(conn, home.id)
        if folded(title) in {folded(row.name) for row in known}:
            raise problem(f"there is a place {title!r} already: see: alongside place list")
        if len(known) >= MOST_PLACES:
            raise problem(f"an organisation has {MOST_PLACES} places at most: remove one first")
        return await places.add(conn, home.id, title, link, Clock().now())


async def _places(chosen: Settings, name: str) -> list[dict[str, Any]]:
    async with opened(chosen) as store, store.read() as conn:
        rows = await places.listing(conn, (await named(conn, name)).id)
    return [{"id": row.id, "name": row.name, "link": row.template} for row in rows]


async def _remove_place(chosen: Settings, name: str, number: int) -> None:
    async with opened(chosen) as store, store.write() as conn:
        home = await named(conn, name)
        if not await places.remove(conn, home.id, number, Clock().now()):
            raise problem(f"there is no place {number} on that list: see: alongside place list")


def _link(given: str) -> str:
    try:
        return room_link.parse(given, Facts(now=Clock().now())) if given else ""
    except Rejected:
        raise problem("a link of rooms begins with https:// and has {room} in it once") from None
