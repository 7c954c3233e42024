"""What mentors say of meetings that have begun: held or missed, how long, about what, and what comes next."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, func, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.matches import USUAL_FRAMEWORK
from storage.tables import match, meeting, person, programme
from storage.types import UtcDateTime, among


class LogRow(NamedTuple):
    """A meeting that has begun, with what was logged of it; ``framework`` names the programme's file.

    ``young_person`` is a first name, or None of somebody who was erased.
    """

    id: int
    match_id: int
    status: str
    starts_at: datetime
    minutes: int
    topic: str
    settled_at: datetime | None
    lasted: int | None
    topics: list[str] | None
    notes: str
    actions: list[str] | None
    young_person: str | None
    framework: str


_m = meeting.c
_HELD = _m.status == literal_column("'held'")
_BEGUN = and_(_m.status == literal_column("'confirmed'"), _m.starts_at <= bindparam("now", type_=UtcDateTime))
_LOGGED = and_(
    _m.status.in_((literal_column("'held'"), literal_column("'missed'"))),
    _m.settled_at >= bindparam("since", type_=UtcDateTime),
)
_CAN_BE_LOGGED = or_(_BEGUN, _LOGGED)
_COLUMNS = [_m[name] for name in LogRow._fields[:-2]]
_OF_MENTOR = (
    select(
        *_COLUMNS,
        person.c.first_name,
        func.coalesce(programme.c.framework, literal_column(f"'{USUAL_FRAMEWORK}'")),
    )
    .select_from(match)
    .join(meeting, _m.match_id == match.c.id)
    .outerjoin(person, person.c.id == match.c.young_person_id)
    .outerjoin(programme, programme.c.id == match.c.programme_id)
    .where(match.c.mentor_id == bindparam("whose"), _CAN_BE_LOGGED)
    .order_by(_m.starts_at.desc(), _m.id.desc())
)
_NOTES = (
    select(_m.starts_at, _m.notes)
    .where(_m.match_id == bindparam("match"), _m.notes != literal_column("''"))
    .order_by(_m.starts_at.desc())
    .limit(bindparam("limit"))
)
_LOG = (
    update(meeting)
    .where(_m.id == bindparam("which"), _CAN_BE_LOGGED)
    .values(
        status=bindparam("said"),
        lasted=bindparam("took"),
        topics=bindparam("about"),
        reason=bindparam("why"),
        settled_at=func.coalesce(_m.settled_at, bindparam("now", type_=UtcDateTime)),
        settled_by=bindparam("who"),
    )
)
_NOTED = update(meeting).where(_m.id == bindparam("which"), _HELD, _LOGGED)
_NOTE = _NOTED.values(notes=bindparam("words"))
_AGREE = _NOTED.values(actions=bindparam("things"))
_newest = (
    select(_m.match_id, func.max(_m.number).label("number"))
    .where(among(_m.match_id, "whose"), _HELD)
    .group_by(_m.match_id)
    .subquery("newest")
)
_ACTIONS = select(_m.match_id, _m.actions).join(
    _newest, and_(_newest.c.match_id == _m.match_id, _newest.c.number == _m.number)
)
_THEIRS = select(match.c.id).where(
    or_(match.c.mentor_id == bindparam("whose"), match.c.young_person_id == bindparam("whose"))
)
_FORGET = update(meeting).where(_m.match_id.in_(_THEIRS)).values(notes="", actions=None)


async def notes(conn: AsyncConnection, match_id: int, limit: int) -> list[tuple[datetime, str]]:
    """Return the newest notes of a match's mentor, newest first, each with when its meeting began."""
    rows = await conn.execute(_NOTES, {"match": match_id, "limit": limit})
    return [(row[0], row[1]) for row in rows]


async def of_mentor(conn: AsyncConnection, mentor_id: int, now: datetime, since: datetime) -> list[LogRow]:
    """Return a mentor's meetings that have begun and wait, or were logged ``since``, newest first."""
    given = {"whose": mentor_id, "now": now, "since": since}
    return [LogRow._make(row) for row in await conn.execute(_OF_MENTOR, given)]


async def log(
    conn: AsyncConnection,
    meeting_id: int,
    *,
    held: bool,
    lasted: int | None,
    topics: Sequence[str] | None,
    why: str,
    by: int,
    now: datetime,
    since: datetime,
) -> bool:
    """Log a meeting that has begun, or was first logged ``since``; return False for any other."""
    given = {
        "which": meeting_id,
        "said": "held" if held else "missed",
        "took": lasted,
        "about": None if topics is None else list(topics),
        "why": why,
        "who": by,
        "now": now,
        "since": since,
    }
    return (await conn.execute(_LOG, given)).rowcount == 1


async def note(
    conn: AsyncConnection,
    meeting_id: int,
    notes: str | None,
    actions: Sequence[str] | None,
    since: datetime,
) -> bool:
    """Keep what is not None of a held meeting that was first logged ``since``; return False for any other."""
    which = {"which": meeting_id, "since": since}
    kept = True
    if notes is not None:
        kept = (await conn.execute(_NOTE, {**which, "words": notes})).rowcount == 1
    if actions is not None:
        kept = (await conn.execute(_AGREE, {**which, "things": list(actions)})).rowcount == 1 and kept
    return kept


async def agreed(conn: AsyncConnection, match_ids: Collection[int]) -> dict[int, list[str]]:
    """Return, by match, what was agreed in the newest meeting that was held; nothing agreed is absent."""
    rows = await conn.execute(_ACTIONS, {"whose": match_ids}) if match_ids else ()
    return {row[0]: row[1] for row in rows if row[1]}


async def forget(conn: AsyncConnection, person_id: int) -> None:
    """Keep nothing of what was written down about the meetings of one of a pair; that they were stays."""
    await conn.execute(_FORGET, {"whose": person_id})
