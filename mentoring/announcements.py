"""Announcements: who gets one, what its text may name, and how it goes on, stops and ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from dateutil.relativedelta import relativedelta
from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.nudging import Quiet
from storage import announcements, audiences, gathering, recipients
from storage.announcements import CANCELLED, ENDED, GATHERING, SENDING, STOPPED, AnnouncementRow
from storage.audiences import Audience, Sought

SERVICE = "service"
"""The kind that is about somebody's own mentoring."""

FIELDS = ("first_name", "organisation")
"""What a text may name of whom it is sent to, as in "Hi {{ first_name }}"."""

LONGEST = 4096
"""Characters of a text: more is no announcement, and Telegram takes no more in one message."""

PIECE = 5_000
"""People who are looked at in one transaction: a fraction of a second, as turns wait for it on SQLite."""

_ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined)
_PLAIN = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)


class Unfit(ValueError):
    """A text that cannot be sent; its message says why to whoever wrote it."""


def sought(audience: Audience, organisation: int | None, now: datetime) -> Sought:
    """Return whom to look for at ``now``, within an organisation or, with None, in all."""
    since = now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return Sought(audience, organisation, since, since + relativedelta(months=1))


@lru_cache(maxsize=64)
def written(text: str) -> Template:
    """Return a text to be filled in for each person; raise Unfit where it cannot be sent."""
    if not text.strip():
        raise Unfit("The announcement has no words.")
    if len(text) > LONGEST:
        raise Unfit(f"That is {len(text)} characters, and an announcement has {LONGEST} at most.")
    try:
        parsed = _ENVIRONMENT.parse(text)
    except TemplateSyntaxError as error:
        why = f"A field is not written like {{{{ first_name }}}}: {error.message}"
        raise Unfit(why) from None
    if any(not isinstance(node, _PLAIN) for node in parsed.find_all(nodes.Node)):
        raise Unfit("Only fields like {{ first_name }} are filled in: no conditions, no calculations.")
    unknown = sorted({node.name for node in parsed.find_all(nodes.Name)} - set(FIELDS))
    if unknown:
        raise Unfit(f"There is no field {unknown[0]}: there are {' and '.join(FIELDS)}.")
    template = _ENVIRONMENT.from_string(text)
    if not template.render(dict.fromkeys(FIELDS, "-")).strip():
        raise Unfit("The announcement has no words.")
    return template


async def plan(
    conn: AsyncConnection,
    text: str,
    audience: Audience,
    organisation: int | None,
    at: datetime,
    by: int | None,
    now: datetime,
) -> int:
    """Plan an announcement for ``at`` and return its id; raise Unfit where its text cannot be sent."""
    written(text)
    row = {
        "organisation_id": organisation,
        "kind": SERVICE,
        "text": text.strip(),
        "audience": audience._asdict(),
        "made_by": by,
        "created_at": now,
        "at": at,
    }
    return await announcements.add(conn, row)


async def begins(
    conn: AsyncConnection, row: AnnouncementRow, quiet: Quiet, now: datetime
) -> Mapping[str, datetime]:
    """Return when it may go, by zone, where that is later than now: quiet hours are of each zone's own."""
    wanted = sought(Audience.read(row.audience), row.organisation_id, now)
    lived_in = await audiences.zones(conn, wanted)
    return {zone: until for zone in lived_in if (until := quiet.until(now, zone)) is not None}


async def gather(
    conn: AsyncConnection, row: AnnouncementRow, later: Mapping[str, datetime], now: datetime
) -> int:
    """Make rows of the next piece of those who get it, and return how many there were.

    Once all are looked at it is sending; to one that was stopped in between nothing is done.
    """
    last = await gathering.last_person(conn)
    up_to = min(row.gathered_to + PIECE, last)
    over: dict[str, Any] = {"status": SENDING, "gathered_at": now} if up_to >= last else {}
    if not await announcements.change(conn, row.id, GATHERING, gathered_to=up_to, **over):
        return 0
    wanted = sought(Audience.read(row.audience), row.organisation_id, now)
    return await gathering.gather(conn, row.id, wanted, row.gathered_to, up_to, now, later)


async def stop(conn: AsyncConnection, announcement_id: int, now: datetime) -> bool:
    """Stop one that is on its way: whoever has not got it yet waits. Tell whether it was on its way."""
    for was in (SENDING, GATHERING):
        if await announcements.change(conn, announcement_id, was, status=STOPPED):
            await recipients.take_back(conn, announcement_id, now)
            return True
    return False


async def resume(conn: AsyncConnection, announcement_id: int) -> bool:
    """Go on with one that was stopped, with who is left, and tell whether it was."""
    row = await announcements.get(conn, announcement_id)
    if row is None:
        return False
    goes_on = GATHERING if row.gathered_at is None else SENDING
    return await announcements.change(conn, announcement_id, STOPPED, status=goes_on)


async def cancel(conn: AsyncConnection, announcement_id: int, now: datetime) -> bool:
    """End one for good, whatever is left; what was sent stays in its report. Tell whether it was not over."""
    await stop(conn, announcement_id, now)
    for was in (STOPPED, announcements.PLANNED):
        if await announcements.change(conn, announcement_id, was, status=CANCELLED, ended_at=now):
            await recipients.cancel(conn, announcement_id, now)
            return True
    return False


async def end_where_done(conn: AsyncConnection, row: AnnouncementRow, now: datetime) -> bool:
    """End one of which nobody is left, and tell whether it has ended."""
    if row.status != SENDING or await recipients.any_left(conn, row.id):
        return False
    return await announcements.change(conn, row.id, SENDING, status=ENDED, ended_at=now)
