"""Commands about matches: what a coordinator does in chat, for an operator."""

from __future__ import annotations

from typing import Any

import click
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cli.context import as_json, named, opened, problem, run, settings, show
from bot.clock import Clock
from bot.settings import Settings
from bot.telling import told
from conversations.check import Rejected
from conversations.checks.adults import adult as adult_check
from conversations.checks.words import tidy
from conversations.effects import CloseMatch, MakeMatch
from conversations.facts import Facts
from conversations.flows.pairing import MORE_LIMIT, REASONS
from mentoring.changes.matching import FULL, TAKEN, Done, begin, end
from mentoring.overview import Seen, seen
from storage import matches, organisations, outbox
from storage.people import homes


@click.group()
def match() -> None:
    """A mentor and a young person: matched, listed, ended."""


@match.command("add")
@click.argument("mentor", type=int)
@click.argument("young_person", type=int)
@click.option("--organisation", "name", required=True, help="To which both belong.")
@click.option("--adult", default="", help='Who comes along, as in "Mr Evans, tutor".')
@as_json
def add_match(mentor: int, young_person: int, name: str, adult: str, as_json: bool) -> None:
    """Match a mentor with a young person, by their ids; both are told."""
    effect = MakeMatch(mentor, young_person, _adult(adult))
    number = run(_add_match(settings(), name, effect))
    said = f"Match {number}: mentor {mentor} and young person {young_person}. Both are told."
    show(as_json, {"id": number, "mentor": mentor, "young_person": young_person}, said)


@match.command("list")
@click.option("--organisation", "name", help="Only those of this one.")
@as_json
def list_matches(name: str | None, as_json: bool) -> None:
    """List active matches with how they go, those first that need somebody most."""
    rows = run(_matches(settings(), name))
    show(as_json, rows, _table(rows) if rows else "Nobody is matched. Try: alongside match add --help")


@match.command("close")
@click.argument("number", metavar="ID", type=int)
@click.option("--reason", required=True, type=click.Choice(REASONS), help="Why; neither of the two is told.")
@click.option("--more", default="", help="More about it, for the team.")
@as_json
def close_match(number: int, reason: str, more: str, as_json: bool) -> None:
    """End a match; both are told kindly, and what is arranged is called off."""
    if len(more) > MORE_LIMIT:
        raise problem(f"say more about it in {MORE_LIMIT} characters or fewer")
    run(_close_match(settings(), CloseMatch(number, reason, tidy(more))))
    show(as_json, {"id": number, "reason": reason}, f"Match {number} has ended. Both are told.")


async def _add_match(chosen: Settings, name: str, effect: MakeMatch) -> int:
    async with opened(chosen) as store, store.write() as conn:
        home = await named(conn, name)
        done = await begin(conn, effect, home.id, None, Clock().now())
        if not done.match:
            raise problem(_refusal(effect, str(done.answer.parts[0].values["reason"])))
        await _told(conn, done, home.id)
    return done.match


def _refusal(effect: MakeMatch, reason: str) -> str:
    if reason == TAKEN:
        return f"young person {effect.young_person} has a mentor already: see: alongside match list"
    if reason == FULL:
        return f"mentor {effect.mentor} has no room for one more: they take as many as they said under /me"
    return (
        f"{effect.mentor} must be an active mentor and {effect.young_person} an active young person of that "
        "organisation: see: alongside people"
    )


async def _matches(chosen: Settings, name: str | None) -> list[dict[str, Any]]:
    async with opened(chosen) as store, store.read() as conn:
        listed = [await named(conn, name)] if name else await organisations.every(conn)
        names = {row.id: row.name for row in listed}
        return [_listed(one, names) for one in await seen(conn, list(names), Clock().now())]


def _listed(one: Seen, names: dict[int, str]) -> dict[str, Any]:
    row = one.read.row
    return {
        "id": row.id,
        "organisation": names[row.organisation_id],
        "mentor": row.mentor_id,
        "young_person": row.young_person_id,
        "since": row.started_at.isoformat(timespec="seconds"),
        "held": one.read.meetings.held,
        "minutes": one.read.meetings.minutes,
        "colour": one.health.colour.value,
        "reasons": [{"rule": why.key, "count": why.count} for why in one.health.why],
    }


def _table(rows: list[dict[str, Any]]) -> str:
    lines = [f"{'id':>6}  {'colour':<6}  {'mentor':>6}  {'young person':>12}  {'held':>4}  reasons"]
    for row in rows:
        reasons = ", ".join(
            f"{one['rule']} {one['count']}" if one["count"] else one["rule"] for one in row["reasons"]
        )
        mentor, young = row["mentor"] or "gone", row["young_person"] or "gone"
        line = f"{row['id']:>6}  {row['colour']:<6}  {mentor:>6}  {young:>12}  {row['held']:>4}  {reasons}"
        lines.append(line.rstrip())
    return "\n".join(lines)


async def _close_match(chosen: Settings, effect: CloseMatch) -> None:
    async with opened(chosen) as store, store.write() as conn:
        pair = (await matches.by_ids(conn, [effect.match])).get(effect.match)
        done = await end(conn, effect, pair.organisation_id, None, Clock().now()) if pair else None
        if pair is None or done is None or not done.match:
            raise problem(f"there is no active match {effect.match}: see: alongside match list")
        await _told(conn, done, pair.organisation_id)


async def _told(conn: AsyncConnection, done: Done, organisation: int) -> None:
    """Leave what is to be told for the bot that runs, and let it make the team's pages anew."""
    now = Clock().now()
    await outbox.add(conn, await told(conn, done.news, now))
    await homes.mark(conn, now, organisations=[organisation])


def _adult(given: str) -> str:
    try:
        return adult_check.parse(given, Facts(now=Clock().now())) if given else ""
    except Rejected:
        raise problem('name an adult in one short line, as in "Mr Evans, tutor"') from None
