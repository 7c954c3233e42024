"""The meetings of one person as the feed that their calendar reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.calendars.entries import Entry, feed
from bot.rendering import Speech
from conversations.pairs import MeetingStatus
from storage.feeds import FeedRow


def fed(rows: Iterable[FeedRow], speech: Speech, zone: str, now: datetime) -> bytes:
    """Return the feed of these meetings; ``zone`` is that of the person's own clock."""
    return feed([_entry(row) for row in rows], speech, zone, now)


def _entry(row: FeedRow) -> Entry:
    """Return a meeting as a feed shows it: without the link of its room, which is for the two alone."""
    return Entry(
        uid=row.uid,
        sequence=row.sequence,
        starts=row.starts_at,
        minutes=row.minutes,
        zone=row.zone,
        first_name=row.first_name or "",
        stamp=row.changed_at,
        place=row.place,
        online=bool(row.room),
        cancelled=row.status == MeetingStatus.CANCELLED,
    )
