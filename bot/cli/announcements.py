"""Commands about announcements: written, sent, watched, stopped, and who did not get one."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from time import sleep
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cli.context import as_json, named, opened, problem, run, settings, show
from bot.clock import HOME_ZONE, Clock
from bot.settings import Settings
from conversations.clock import in_utc
from conversations.facts import Role, Status
from mentoring import announcements as rules
from mentoring.announcements import Unfit
from mentoring.bulk.files import exported
from mentoring.bulk.writing import safe
from storage import announcements, audiences, recipients
from storage.announcements import CANCELLED, ENDED, STOPPED, AnnouncementRow
from storage.audiences import Audience

NEWEST = 20
"""Announcements in the list."""

TEXT_LETTERS = 50
"""Of a text in the list."""

LOOK_SECONDS = 0.5
"""Between two looks at how far one is."""

COLUMNS = ("person", "external_id", "first_name", "status", "reason")


@click.group(name="announcements")
def group() -> None:
    """Announcements: send one, watch it, stop it, see who did not get it."""


@group.command("send")
@click.argument("text")
@click.option("--organisation", "name", help="Whose people get it.")
@click.option("--all", "everywhere", is_flag=True, help="The people of all organisations get it.")
@click.option("--role", "roles", multiple=True, type=click.Choice([role.value for role in Role]))
@click.option("--status", "statuses", multiple=True, type=click.Choice([one.value for one in Status]),
              default=[Status.ACTIVE.value], show_default=True)  # fmt: skip
@click.option("--programme", "programmes", multiple=True, type=int, help="By id; may be given several times.")
@click.option("--region", "regions", multiple=True, help="As it is in their profile.")
@click.option("--language", "languages", multiple=True, help='As in "en".')
@click.option("--person", "people", multiple=True, type=int, help="Only these, by id.")
@click.option("--but", multiple=True, type=int, help="Not these, by id.")
@click.option("--met/--not-met", "met", default=None, help="Whether they had a session this month.")
@click.option("--at", help='When it starts, as in "2026-12-01 10:00"; now where it is not given.')
@click.option("--zone", default=HOME_ZONE, show_default=True, help="On whose clock that is.")
@click.option("--dry-run", is_flag=True, help="Only count who would get it.")
@as_json
def send(text: str, name: str | None, everywhere: bool, at: str | None, zone: str, dry_run: bool,
         as_json: bool, **audience: Any) -> None:  # fmt: skip
    """Send TEXT, in which {{ first_name }} and {{ organisation }} are filled in for each.

    It goes to whoever fits when it starts, never in the quiet hours of the person's own clock.
    """
    if everywhere == bool(name):
        raise problem("say who gets it: --organisation NAME, or --all")
    met = audience.pop("met")
    wanted = Audience(**{key: tuple(some) for key, some in audience.items()}, met=met)
    try:
        rules.written(text)
    except Unfit as error:
        raise problem(str(error)) from None
    made = run(_planned(settings(), text, wanted, name, _moment(at, zone), dry_run=dry_run))
    show(as_json, made, _planned_in_words(made))


@group.command("list")
@as_json
def listed(as_json: bool) -> None:
    """List the newest announcements, with how far they are."""
    rows = run(_newest(settings()))
    lines = [f"{row['id']:>6}  {row['status']:<9}  {_share(row['counts']):<22}  {_line(row)}" for row in rows]
    show(as_json, rows, "\n".join(lines) or "There is none yet. Try: alongside announcements send --help")


@group.command("show")
@click.argument("number", metavar="ID", type=int)
@click.option("--csv", "file", type=click.Path(dir_okay=False, path_type=Path),
              help="Write who did not get it, and why.")  # fmt: skip
@as_json
def report(number: int, file: Path | None, as_json: bool) -> None:
    """Show how many got one, how many did not, and why."""
    found = run(_report(settings(), number, file))
    lines = [f"Announcement {number}: {found['status']}"]
    lines += [f"  {count:>9,}  {status}" for status, count in found["counts"].items()]
    why = [one for one in found["reasons"] if one["reason"]]
    lines += [f"  {one['count']:>9,}  {one['status']}: {one['reason']}" for one in why]
    if file is not None:
        lines.append(f"Who did not get it is in {file}.")
    show(as_json, found, "\n".join(lines))


@group.command("stop")
@click.argument("number", metavar="ID", type=int)
def stop(number: int) -> None:
    """Stop one that is on its way: nobody more gets it until it is resumed."""
    _done(number, "stop", "is stopped. To go on: alongside announcements resume")


@group.command("resume")
@click.argument("number", metavar="ID", type=int)
def resume(number: int) -> None:
    """Go on with one that was stopped, with who is left."""
    _done(number, "resume", "goes on. To watch it: alongside announcements watch")


@group.command("cancel")
@click.argument("number", metavar="ID", type=int)
def cancel(number: int) -> None:
    """End one for good; what was sent stays in its report."""
    _done(number, "cancel", "is cancelled. Who got it: alongside announcements show")


@group.command("watch")
@click.argument("number", metavar="ID", type=int)
def watch(number: int) -> None:
    """Show a progress bar until it is over or stopped."""
    shown = run(_report(settings(), number, None))
    with click.progressbar(length=1, show_pos=True) as bar:
        while shown["status"] not in (STOPPED, ENDED, CANCELLED):
            _draw(bar, shown)
            sleep(LOOK_SECONDS)
            shown = run(_report(settings(), number, None))
        _draw(bar, shown)
    click.echo(f"Announcement {number}: {shown['status']}, {_share(shown['counts'])}")


def _draw(bar: Any, shown: dict[str, Any]) -> None:
    counts = shown["counts"]
    left = counts.get("waiting", 0) + counts.get("sending", 0)
    total = sum(counts.values())
    bar.label, bar.length = shown["status"], total
    bar.update(total - left - bar.pos)


def _moment(at: str | None, zone: str) -> datetime | None:
    if at is None:
        return None
    try:
        ZoneInfo(zone)
        local = datetime.fromisoformat(at)
        if local.tzinfo is not None:
            raise ValueError("it says whose clock it is, and so does --zone")
        moment = in_utc(local, zone)
    except (ValueError, OSError, ZoneInfoNotFoundError, OverflowError):
        what = f"{at!r} on the clock of {zone!r} is no time"
        raise problem(f'{what}: write it like "2026-12-01 10:00"') from None
    if moment < Clock().now():
        raise problem(f"{at} is over already")
    return moment


async def _planned(chosen: Settings, text: str, audience: Audience, name: str | None, at: datetime | None,
                   *, dry_run: bool) -> dict[str, Any]:  # fmt: skip
    now = Clock().now()
    async with opened(chosen) as store, store.write() as conn:
        home = (await named(conn, name)).id if name else None
        count = await audiences.count(conn, rules.sought(audience, home, now))
        if count == 0:
            raise problem("nobody fits: see alongside people for roles and statuses")
        number = 0 if dry_run else await rules.plan(conn, text, audience, home, at or now, None, now)
    return {"id": number, "people": count, "at": (at or now).isoformat(timespec="seconds")}


def _planned_in_words(made: dict[str, Any]) -> str:
    people = f"{made['people']:,} {'person' if made['people'] == 1 else 'people'}"
    if not made["id"]:
        return f"{people} would get it. Nothing is sent."
    return (
        f"Announcement {made['id']} goes to {people}, as alongside serve runs. To watch it: "
        f"alongside announcements watch {made['id']}"
    )


async def _newest(chosen: Settings) -> list[dict[str, Any]]:
    async with opened(chosen) as store, store.read() as conn:
        rows = await announcements.newest(conn, NEWEST)
        return [_shown(row, await recipients.counts(conn, row.id)) for row in rows]


def _shown(row: AnnouncementRow, counts: dict[str, int]) -> dict[str, Any]:
    at = row.at.isoformat(timespec="seconds")
    return {"id": row.id, "status": row.status, "at": at, "text": row.text, "counts": counts}


def _line(row: dict[str, Any]) -> str:
    """Return what fits into a line of a text of several."""
    return " ".join(row["text"].split())[:TEXT_LETTERS]


def _share(counts: dict[str, int]) -> str:
    return f"{counts.get('sent', 0):,} of {sum(counts.values()):,} sent"


async def _report(chosen: Settings, number: int, file: Path | None) -> dict[str, Any]:
    async with opened(chosen) as store, store.read() as conn:
        row = await announcements.get(conn, number)
        if row is None:
            raise problem(f"there is no announcement {number}: see alongside announcements list")
        shown = _shown(row, await recipients.counts(conn, number))
        why = await recipients.reasons(conn, number)
        shown["reasons"] = [dict(zip(("status", "reason", "count"), one, strict=True)) for one in why]
        if file is not None:
            await _write_missed(conn, number, file)
        return shown


async def _write_missed(conn: AsyncConnection, number: int, file: Path) -> None:
    with exported(file) as out:
        lines = csv.writer(out)
        lines.writerow(COLUMNS)
        async for one in recipients.missed(conn, number):
            cells = (str(one.person_id), one.external_id or "", one.first_name, one.status, one.reason)
            lines.writerow(map(safe, cells))


def _done(number: int, act: str, said: str) -> None:
    if not run(_acted(settings(), number, act)):
        raise problem(f"announcement {number} is not one to {act}: see alongside announcements list")
    click.echo(f"Announcement {number} {said} {number}")


async def _acted(chosen: Settings, number: int, act: str) -> bool:
    now = Clock().now()
    async with opened(chosen) as store, store.write() as conn:
        if act == "resume":
            return await rules.resume(conn, number)
        return await (rules.stop if act == "stop" else rules.cancel)(conn, number, now)
