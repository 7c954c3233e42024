"""Changes by what people say of a meeting and of their match: only the two themselves make them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations import effects
from conversations.clock import on_wall
from conversations.following import CORRECTED_FOR, HOW, How
from conversations.pairs import CheckInKind, MeetingStatus
from conversations.reply import COMMAND_MARK, Choice, Json, Order, Part, Reply
from conversations.turn import said
from mentoring.changes.who import Who
from mentoring.meetings.agreeing import next_by_rhythm
from mentoring.news import News
from storage import check_ins, matches, meeting_logs, meetings, proposals
from storage.matches import PairRow
from storage.meetings import MeetingRow
from storage.people import homes
from storage.proposals import WITHDRAWN


async def log_meeting(conn: AsyncConnection, effect: effects.LogMeeting, who: Who) -> Who:
    """Log a meeting, or log it anew for some days; the team hears where the young person says otherwise.

    Other times that were proposed for it are off. Where the pair meets at the same time each month, the next
    meeting is fixed.
    """
    row, pair = await _of_mentor(conn, effect.meeting, who)
    if row is not None and pair is not None:
        await meetings.lock(conn, pair.id)
    if row is None or pair is None or not await _logged(conn, effect, who):
        return who.answered(said("log_gone"))
    await proposals.end_of(conn, row.id, WITHDRAWN, who.now)
    await check_ins.settle(conn, row.id, who.known, who.now)
    await _seen(conn, pair, who)
    status = MeetingStatus.HELD if effect.held else MeetingStatus.MISSED
    if row.status == status:
        return who.touching()
    told = await _how(conn, row.id, pair)
    who = who.touching().with_news(*_differ(told, status, row, pair))
    if row.status != MeetingStatus.CONFIRMED or not effect.held:
        # After one that was missed they find another day by themselves: the month is not over.
        return who
    return who.with_news(*(await next_by_rhythm(conn, pair.id, who.now) or ()))


async def _logged(conn: AsyncConnection, effect: effects.LogMeeting, who: Who) -> bool:
    return await meeting_logs.log(
        conn,
        effect.meeting,
        held=effect.held,
        lasted=effect.lasted if effect.held else None,
        topics=effect.topics if effect.held else None,
        why=effect.why,
        by=who.known,
        now=who.now,
        since=who.now - CORRECTED_FOR,
    )


async def note_meeting(conn: AsyncConnection, effect: effects.NoteMeeting, who: Who) -> Who:
    """Add notes, and what was agreed, to a meeting that was held."""
    row, pair = await _of_mentor(conn, effect.meeting, who)
    since = who.now - CORRECTED_FOR
    if row is None or pair is None:
        return who.answered(said("log_gone"))
    if not await meeting_logs.note(conn, row.id, effect.notes, effect.actions, since):
        return who.answered(said("log_gone"))
    await _seen(conn, pair, who)
    return who


async def answer_check_in(conn: AsyncConnection, effect: effects.AnswerCheckIn, who: Who) -> Who:
    """Keep what somebody answers; the team hears where the mentor logged the meeting otherwise."""
    row = (await check_ins.by_ids(conn, [effect.check_in])).get(effect.check_in)
    if row is None or row.person_id != who.known:
        return who.answered(said("check_in_gone"))
    before: Mapping[str, Any] = row.answers or {}
    await check_ins.answer(conn, row.id, {**before, **effect.answers}, who.now)
    who = who.touching()
    told = effect.answers.get(HOW)
    if row.kind != CheckInKind.MEETING or row.meeting_id is None or told == before.get(HOW):
        return who
    meeting = (await meetings.by_ids(conn, [row.meeting_id])).get(row.meeting_id)
    pair = (await matches.by_ids(conn, [row.match_id])).get(row.match_id)
    if meeting is None or pair is None:
        return who
    return who.with_news(*_differ(told, meeting.status, meeting, pair))


async def _of_mentor(
    conn: AsyncConnection, meeting_id: int, who: Who
) -> tuple[MeetingRow | None, PairRow | None]:
    """Return a meeting and its match, where they are this mentor's."""
    row = (await meetings.by_ids(conn, [meeting_id])).get(meeting_id)
    pair = (await matches.by_ids(conn, [row.match_id])).get(row.match_id) if row else None
    return row, pair if pair is not None and pair.mentor_id == who.known else None


async def _how(conn: AsyncConnection, meeting_id: int, pair: PairRow) -> object:
    """Return what the young person said of a meeting, or None where they have said nothing."""
    asked = await check_ins.of_meeting(conn, meeting_id)
    answers = (row.answers or {} for row in asked if row.person_id == pair.young_person_id)
    return next((found[HOW] for found in answers if HOW in found), None)


def _differ(told: object, status: str, row: MeetingRow, pair: PairRow) -> tuple[News, ...]:
    """Return what the team hears where the two do not say the same of whether a meeting was held."""
    held = status == MeetingStatus.HELD
    if told is None or status not in (MeetingStatus.HELD, MeetingStatus.MISSED):
        return ()
    if held is (told != How.NO_MEETING) or row.starts_at is None:
        return ()
    values: dict[str, Json] = {
        "first_name": pair.young_person or "",
        "other": pair.mentor or "",
        "date": on_wall(row.starts_at, row.zone).date().isoformat(),
        "held": held,
    }
    button = Choice(f"{COMMAND_MARK}pair {pair.id}", label="follow.pair")
    told_so = Reply(parts=(Part("meeting_differs", values),), choices=(button,), order=Order.REMINDER)
    return (News(told_so, organisation=pair.organisation_id),)


async def _seen(conn: AsyncConnection, pair: PairRow, who: Who) -> None:
    """Have the pages of both published anew."""
    await homes.mark(conn, who.now, persons=pair.people)
