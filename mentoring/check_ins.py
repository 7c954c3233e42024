"""What somebody is asked of their own match: a check-in by its id, and the meetings that a mentor can log."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.facts import Seek
from conversations.following import CORRECTED_FOR, MeetingLog
from conversations.pairs import CheckIn, CheckInKind, MeetingCard, MeetingStatus
from conversations.programme import Side
from mentoring.programmes import framework
from storage import check_ins, matches, meeting_logs, meetings
from storage.check_ins import CheckInRow
from storage.matches import PairRow
from storage.meeting_logs import LogRow
from storage.meetings import NO_MEETINGS, MeetingRow, TotalsRow


async def sought(conn: AsyncConnection, seek: Seek, person: int) -> CheckIn | None:
    """Return a check-in of somebody's own: the one that is asked for, or the newest that waits; else None."""
    if seek.check_in:
        row = (await check_ins.by_ids(conn, [seek.check_in])).get(seek.check_in)
    else:
        row = await check_ins.waiting(conn, person, seek.waits.value) if seek.waits else None
    if row is None or row.person_id != person:
        return None
    pair = (await matches.by_ids(conn, [row.match_id])).get(row.match_id)
    about = await meetings.by_ids(conn, [row.meeting_id]) if row.meeting_id else {}
    return _card(row, pair, about.get(row.meeting_id or 0)) if pair else None


def side_of(pair: PairRow, person: int) -> Side:
    """Return which of a pair somebody is."""
    return Side.MENTOR if person == pair.mentor_id else Side.YOUNG_PERSON


def _card(row: CheckInRow, pair: PairRow, about: MeetingRow | None) -> CheckIn:
    side = side_of(pair, row.person_id)
    return CheckIn(
        id=row.id,
        match=row.match_id,
        kind=CheckInKind(row.kind),
        side=side,
        other=(pair.young_person if side is Side.MENTOR else pair.mentor) or "",
        meeting=_meeting(about) if about else None,
        answered=row.answered_at is not None,
    )


def _meeting(row: MeetingRow) -> MeetingCard:
    return MeetingCard(
        row.id, row.number, MeetingStatus(row.status), row.starts_at, row.minutes, topic=row.topic
    )


async def loggable(conn: AsyncConnection, mentor: int, now: datetime) -> tuple[MeetingLog, ...]:
    """Return what a mentor can log or correct now, newest first."""
    rows = await meeting_logs.of_mentor(conn, mentor, now, now - CORRECTED_FOR)
    came_to = await meetings.totals(conn, {row.match_id for row in rows})
    return tuple(_log(row, came_to.get(row.match_id, NO_MEETINGS)) for row in rows)


def _log(row: LogRow, totals: TotalsRow) -> MeetingLog:
    return MeetingLog(
        meeting=row.id,
        other=row.young_person or "",
        starts=row.starts_at,
        minutes=row.minutes,
        status=MeetingStatus(row.status),
        framework=framework(row.framework),
        topic=row.topic,
        logged=row.settled_at,
        lasted=row.lasted or 0,
        topics=tuple(row.topics or ()),
        notes=row.notes,
        actions=tuple(row.actions or ()),
        held=totals.held,
        hours=totals.minutes,
    )
