"""What dues about meetings are about, read in one go: the meetings, and the two of each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.pairs import MeetingStatus
from storage import matches, meetings
from storage.matches import PairRow
from storage.meetings import MeetingRow


@dataclass(frozen=True, slots=True)
class Known:
    """A meeting that has a time, and its pair."""

    row: MeetingRow
    pair: PairRow
    starts: datetime


async def read(conn: AsyncConnection, meeting_ids: Collection[int]) -> dict[int, Known]:
    """Return, by id, the meetings of active matches that have a time."""
    rows = await meetings.by_ids(conn, meeting_ids)
    pairs = await matches.by_ids(conn, {row.match_id for row in rows.values()})
    return {
        row.id: Known(row, pairs[row.match_id], row.starts_at)
        for row in rows.values()
        if row.starts_at is not None and row.match_id in pairs and pairs[row.match_id].is_active
    }


def settled(known: Known | None, sequence: int, now: datetime) -> str:
    """Return why nothing is said before a meeting any more, or nothing where it is still to come."""
    if known is None:
        return "the match is over"
    if known.row.status != MeetingStatus.CONFIRMED or known.row.sequence != sequence:
        return "the meeting was moved or cancelled"
    return "the meeting has begun" if known.starts <= now else ""
