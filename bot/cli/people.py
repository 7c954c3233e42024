"""Commands about who takes part: organisations, invitations, people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import segno

from bot import telegram as edge
from bot.cli.context import as_json, named, opened, problem, run, settings, show
from bot.cli.offers import offered
from bot.clock import Clock
from bot.settings import Settings
from conversations.facts import Role
from conversations.programme import Framework
from handlers.outcome import FailedError
from handlers.telegram import link, who_am_i
from mentoring import invitations
from mentoring.bulk.checking import ROLES
from mentoring.bulk.writing import word
from mentoring.programmes import USUAL, rules_of
from storage import organisations
from storage import people as stored_people

LONGEST_NAME = 200
"""Characters of an organisation's name."""

QR_SCALE = 8
"""Pixels a module: large enough to be read from a wall."""


@click.group()
def organisation() -> None:
    """Schools, colleges, charities and employers."""


@organisation.command("add")
@click.argument("name")
@click.option(
    "--programme",
    "offer",
    metavar="PROGRAMME",
    default=USUAL,
    show_default=True,
    help="What it offers: one of those that `alongside programmes` lists.",
)
@as_json
def add_organisation(name: str, offer: str, as_json: bool) -> None:
    """Add an organisation, with the programme that it offers."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise problem(f"give the organisation a name of 1 to {LONGEST_NAME} characters")
    number, made = run(_add_organisation(settings(), name, offered(offer)))
    said = f"Added {name}." if made else f"{name} is there already; nothing was changed."
    show(as_json, {"id": number, "name": name, "added": made}, said)


@click.command()
@click.argument("role", metavar="ROLE", type=click.Choice(sorted(ROLES)))
@click.option("--organisation", "name", required=True, help="Whom the invitation is to.")
@click.option("--uses", type=click.IntRange(1, 100_000), default=1, show_default=True, help="For how many.")
@click.option("--expires", type=click.IntRange(1, 3650), metavar="DAYS", help="End after so many days.")
@click.option("--qr", type=click.Path(dir_okay=False, path_type=Path), help="Write a QR picture, png or svg.")
@as_json
def invite(role: str, name: str, uses: int, expires: int | None, qr: Path | None, as_json: bool) -> None:
    """Make an invitation and print its code and link."""
    chosen = settings()
    if qr is not None and qr.suffix.lower() not in (".png", ".svg"):
        raise problem(f"a QR picture is a .png or a .svg file, and {qr.name} is neither")
    if qr is not None and chosen.telegram_token is None:
        raise problem("a QR picture holds the link to your bot: set TELEGRAM_TOKEN first")
    if qr is not None:
        _writable(qr)
    made = run(_invite(chosen, ROLES[role], name, uses, expires, wants_link=qr is not None))
    if qr is not None:
        _draw(made["link"], qr)
        made["qr"] = str(qr)
    show(as_json, made, _invitation_inwords(made))


@click.command()
@click.option("--organisation", "name", help="Only the people of this one.")
@as_json
def people(name: str | None, as_json: bool) -> None:
    """List people with id, role and status."""
    rows = run(_people(settings(), name))
    show(as_json, rows, _table(rows) if rows else "Nobody is here yet. Try: alongside invite --help")


async def _add_organisation(chosen: Settings, name: str, programme: Framework) -> tuple[int, bool]:
    async with opened(chosen) as store, store.write() as conn:
        return await organisations.add(conn, name, Clock().now(), rules_of(programme))


async def _invite(
    chosen: Settings, role: Role, name: str, uses: int, days: int | None, *, wants_link: bool
) -> dict[str, Any]:
    username = await _username(chosen, needed=wants_link)
    async with opened(chosen) as store, store.write() as conn:
        known = await named(conn, name)
        code = await invitations.invite(conn, known, role, uses, days, Clock().now())
    return {
        "code": code,
        "link": link(username, code) if username else None,
        "role": word(role.value),
        "organisation": known.name,
        "uses": uses,
        "expires_in_days": days,
    }


async def _username(chosen: Settings, *, needed: bool) -> str:
    """Return the bot's name on Telegram, or nothing where it is not set up or cannot be asked."""
    if chosen.telegram_token is None:
        return ""
    try:
        edge.bot_id(chosen)
        async with edge.connection(chosen) as connection:
            return (await who_am_i(connection)).username
    except ValueError as error:
        raise problem(str(error)) from None
    except FailedError as error:
        if needed:
            raise problem(f"Telegram cannot be asked for the bot's name ({error}): try again later") from None
        return ""


async def _people(chosen: Settings, name: str | None) -> list[dict[str, Any]]:
    async with opened(chosen) as store, store.read() as conn:
        rows = await stored_people.listing(conn, (await named(conn, name)).id if name else None)
    return [_listed(row) for row in rows]


def _listed(row: stored_people.Listed) -> dict[str, Any]:
    roles = sorted(map(word, row.roles.split(","))) if row.roles else []
    return {
        "id": row.id,
        "role": roles[0] if roles else None,
        "roles": roles,
        "status": row.status,
        "organisation": row.organisation,
        "since": row.created_at.isoformat(timespec="seconds"),
    }


def _table(rows: list[dict[str, Any]]) -> str:
    heading = {"id": "id", "roles": ["role"], "status": "status", "organisation": "organisation"}
    lines = [
        f"{row['id']:>6}  {', '.join(row['roles']):<14}  {row['status']:<8}  {row['organisation']}"
        for row in (heading, *rows)
    ]
    return "\n".join(lines)


def _invitation_inwords(made: dict[str, Any]) -> str:
    lines = [f"Code:  {invitations.shown(made['code'])}"]
    if made["link"]:
        lines.append(f"Link:  {made['link']}")
    else:
        lines.append("Link:  none yet: set TELEGRAM_TOKEN for a link; the code works typed to the bot")
    if "qr" in made:
        lines.append(f"QR:    {made['qr']}")
    many = "one person" if made["uses"] == 1 else f"{made['uses']} people"
    ends = f", for {made['expires_in_days']} days" if made["expires_in_days"] else ""
    lines.append(f"For {many}{ends}: {made['role'].replace('-', ' ')}, {made['organisation']}")
    return "\n".join(lines)


def _writable(file: Path) -> None:
    """Raise one line where ``file`` cannot be written: before the code is made that would be lost with it."""
    try:
        file.touch()
    except OSError as error:
        raise problem(f"the QR picture cannot be written to {file}: {error.strerror}") from None


def _draw(address: str, file: Path) -> None:
    try:
        segno.make(address, error="m", micro=False).save(str(file), scale=QR_SCALE, border=4)
    except OSError as error:
        raise problem(f"the QR picture cannot be written to {file}: {error.strerror}") from None
