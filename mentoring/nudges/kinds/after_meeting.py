"""After a meeting: the mentor is asked whether it was held, the young person how it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.flows.log import HELD, MISSED
from conversations.following import How
from conversations.nudging import NudgeGroup
from conversations.pairs import CheckInKind, MeetingStatus
from conversations.reply import COMMAND_MARK, Choice, Json, Order, Part, Reply
from mentoring.nudges.asking import Matter, asked
from mentoring.nudges.nudge import Answer, Event, Nudge, Planned
from mentoring.nudges.occasions import Occasion, other_of, zone_of
from storage import matches, meetings
from storage.dues import DueRow
from storage.matches import PairRow
from storage.meetings import MeetingRow

LOG, CHECK_IN = "log_meeting", "check_in"

MENTOR_AFTER = timedelta(minutes=15)
YOUNG_PERSON_AFTER = timedelta(minutes=30)
"""How long after the end of a meeting each is asked."""


async def plan_log(conn: AsyncConnection, meeting_id: int, now: datetime) -> Sequence[Planned]:
    """Plan to ask the mentor of a confirmed meeting."""
    row, pair = await _read_one(conn, meeting_id)
    return _planned(row, pair.mentor_id if pair else None, MENTOR_AFTER)


async def plan_check_in(conn: AsyncConnection, meeting_id: int, now: datetime) -> Sequence[Planned]:
    """Plan to ask the young person of a confirmed meeting."""
    row, pair = await _read_one(conn, meeting_id)
    return _planned(row, pair.young_person_id if pair else None, YOUNG_PERSON_AFTER)


async def _read_one(conn: AsyncConnection, meeting_id: int) -> tuple[MeetingRow | None, PairRow | None]:
    row = (await meetings.by_ids(conn, [meeting_id])).get(meeting_id)
    return row, (await matches.by_ids(conn, [row.match_id])).get(row.match_id) if row else None


def _planned(row: MeetingRow | None, person: int | None, after: timedelta) -> Sequence[Planned]:
    if row is None or person is None or row.starts_at is None:
        return ()
    ends = row.starts_at + timedelta(minutes=row.minutes)
    return [Planned(person, str(Occasion(row.id, row.sequence)), ends + after)]


async def log_answers(conn: AsyncConnection, dues: Sequence[DueRow], now: datetime) -> Mapping[int, Answer]:
    """Ask each mentor whether they met, unless they have logged it."""
    return await _answers(conn, dues, now, LOG, (MeetingStatus.CONFIRMED,))


async def check_in_answers(
    conn: AsyncConnection, dues: Sequence[DueRow], now: datetime
) -> Mapping[int, Answer]:
    """Ask each young person how it was, whether it is logged already or not."""
    known = (MeetingStatus.CONFIRMED, MeetingStatus.HELD, MeetingStatus.MISSED)
    return await _answers(conn, dues, now, CHECK_IN, known)


async def _answers(
    conn: AsyncConnection,
    dues: Sequence[DueRow],
    now: datetime,
    purpose: str,
    asked_while: tuple[MeetingStatus, ...],
) -> Mapping[int, Answer]:
    occasions = {due.id: Occasion.of(due.occurrence) for due in dues}
    rows = await meetings.by_ids(conn, {occasion.about for occasion in occasions.values()})
    pairs = await matches.by_ids(conn, {row.match_id for row in rows.values()})
    matters: list[Matter] = []
    stale: dict[int, Answer] = {}
    for due in dues:
        occasion = occasions[due.id]
        row = rows.get(occasion.about)
        pair = pairs.get(row.match_id) if row else None
        reason = _stale(row, pair, occasion, asked_while)
        if reason or row is None or pair is None:
            stale[due.id] = Answer(reason=reason)
        else:
            matters.append(_matter(due, occasion, row, pair, purpose))
    return {**stale, **await asked(conn, CheckInKind.MEETING, matters, now)}


def _stale(
    row: MeetingRow | None, pair: PairRow | None, occasion: Occasion, asked_while: tuple[MeetingStatus, ...]
) -> str:
    """Return why there is nothing to ask any more, or nothing where there is."""
    if row is None or pair is None or not pair.is_active:
        return "the match is over"
    if row.sequence != occasion.number or row.status == MeetingStatus.CANCELLED:
        return "the meeting was moved or cancelled"
    return "" if row.status in asked_while else "it is logged"


def _matter(due: DueRow, occasion: Occasion, row: MeetingRow, pair: PairRow, purpose: str) -> Matter:
    def ask(check_in: int, again: bool) -> Reply:
        values: dict[str, Json] = {
            "other": other_of(pair, due.person_id),
            "at": row.starts_at.isoformat() if row.starts_at else "",
            "zone": zone_of(pair, due.person_id),
            "again": again,
        }
        prompt, choices = _QUESTIONS[purpose](row.id, check_in)
        return Reply(parts=(Part(prompt, values),), choices=choices, order=Order.REMINDER)

    return Matter(due, pair, occasion, purpose, str(row.id), ask, meeting=row.id)


def _log_question(meeting: int, _: int) -> tuple[str, tuple[Choice, ...]]:
    buttons = [
        Choice(f"{COMMAND_MARK}log {meeting} {said}", label=f"log_held.{said}") for said in (HELD, MISSED)
    ]
    return "log_ask", tuple(buttons)


def _check_in_question(_: int, check_in: int) -> tuple[str, tuple[Choice, ...]]:
    buttons = [Choice(f"{COMMAND_MARK}checkin {check_in} {how}", label=f"check_in_how.{how}") for how in How]
    return "check_in_ask", tuple(buttons)


_QUESTIONS = {LOG: _log_question, CHECK_IN: _check_in_question}

LOG_MEETING = Nudge(
    LOG,
    keeps=timedelta(days=14),  # whether a meeting was held must be known, however late
    answers=log_answers,
    plans={Event.MEETING_CONFIRMED: plan_log},
    group=NudgeGroup.AFTER,
    asks=True,
)
CHECK_IN_AFTER = Nudge(
    CHECK_IN,
    keeps=timedelta(days=7),
    answers=check_in_answers,
    plans={Event.MEETING_CONFIRMED: plan_check_in},
    group=NudgeGroup.AFTER,
    asks=True,
)
