"""When the two people of a match can meet, as the store knows it now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.programme import Framework
from conversations.week import Days, Free, Week
from mentoring.scheduling.free import PairTimes, PersonTimes, Span, offers
from storage import availability
from storage.availability import AwayRow, PersonTimesRow
from storage.matches import PairRow

A_DAY_BEHIND = timedelta(days=1)
"""How much longer than in UTC a day may last somewhere: twelve hours, on whole dates a day."""


async def times_of(conn: AsyncConnection, match_id: int, now: datetime) -> PairTimes | None:
    """Return what bounds a pair's meetings, or None where one of the two is not there any more."""
    row = await availability.of_match(conn, match_id, _since(now), now)
    if row is None:
        return None
    return PairTimes(row.zone, _person(row.mentor), _person(row.young_person), _days(row.terms))


async def offers_for(
    conn: AsyncConnection, match: PairRow, framework: Framework, now: datetime
) -> tuple[datetime, ...]:
    """Return the starts in UTC that suit both of a match, soonest first; none where it is closed."""
    times = await times_of(conn, match.id, now) if match.closed_at is None else None
    return tuple(offers(times, framework.hours, now, framework.minutes)) if times else ()


async def week_of(conn: AsyncConnection, person_id: int, now: datetime) -> Week:
    """Return when somebody can meet, as they set it themselves."""
    free = await availability.week(conn, person_id)
    away = await availability.away_of(conn, person_id, _since(now))
    meetings = await availability.meetings_of(conn, person_id, now)
    return Week(_free(free), _days(away), tuple(meeting.starts_at for meeting in meetings))


def _since(now: datetime) -> date:
    """Return the first day that is not over everywhere."""
    return (now.astimezone(UTC) - A_DAY_BEHIND).date()


def _person(row: PersonTimesRow) -> PersonTimes:
    return PersonTimes(
        zone=row.zone,
        free=_free(row.free),
        parts=tuple(row.parts or ()),
        away=_days(row.away),
        busy=tuple(Span(one.starts_at, one.starts_at + timedelta(minutes=one.minutes)) for one in row.busy),
    )


def _free(rows: Iterable[tuple[int, int, int]]) -> tuple[Free, ...]:
    return tuple(Free(*row) for row in rows)


def _days(rows: Iterable[AwayRow]) -> tuple[Days, ...]:
    return tuple(Days(*row) for row in rows)
