"""When people can meet: the hours of their week, the days that they are away, an organisation's terms."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    and_,
    bindparam,
    delete,
    insert,
    literal_column,
    null,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import away, free_time, match, meeting, person, profile, term
from storage.tables.matches import MATCH_IS_ACTIVE, MEETING_IS_OPEN
from storage.types import BigKey, among

LONGEST_MEETING = timedelta(days=1)
"""How long ago a meeting may have begun that is still going on."""


class FreeRow(NamedTuple):
    """Hours of a weekday, 0 is Monday, in minutes after midnight on the person's own clock."""

    weekday: int
    begins: int
    ends: int


class AwayRow(NamedTuple):
    """Days that somebody is away, both ends among them."""

    first: date
    last: date


class TermRow(NamedTuple):
    """A term of an organisation, both ends among it."""

    id: int
    name: str
    first: date
    last: date


class BusyRow(NamedTuple):
    """A meeting that is confirmed, of another match."""

    starts_at: datetime
    minutes: int


class PersonTimesRow(NamedTuple):
    """When one of a match can meet; ``parts`` is what their profile says where it says anything."""

    id: int
    zone: str
    parts: list[str] | None
    free: tuple[FreeRow, ...]
    away: tuple[AwayRow, ...]
    busy: tuple[BusyRow, ...]


class MatchTimesRow(NamedTuple):
    """What bounds the meetings of a match; ``terms`` are the first and last days of its organisation's."""

    zone: str
    mentor: PersonTimesRow
    young_person: PersonTimesRow
    terms: tuple[AwayRow, ...]


_WHO: BindParameter[int] = bindparam("who", type_=BigKey)
_CLEAR = delete(free_time).where(free_time.c.person_id == _WHO)
_SET = insert(free_time)
_WEEK = (
    select(free_time.c.weekday, free_time.c.begins, free_time.c.ends)
    .where(free_time.c.person_id == _WHO)
    .order_by(free_time.c.weekday, free_time.c.begins)
)

_THESE_DAYS = and_(
    away.c.person_id == _WHO, away.c.first == bindparam("begins"), away.c.last == bindparam("ends")
)
_IS_AWAY = select(away.c.id).where(_THESE_DAYS).limit(literal_column("1"))
_ADD_AWAY = insert(away)
_REMOVE_AWAY = delete(away).where(_THESE_DAYS)
_AWAY = (
    select(away.c.first, away.c.last)
    .where(away.c.person_id == _WHO, away.c.last >= bindparam("since"))
    .order_by(away.c.first, away.c.last)
)

_OF_ORGANISATION = term.c.organisation_id == bindparam("organisation")
_ADD_TERM = insert(term).returning(term.c.id)
_REMOVE_TERM = delete(term).where(term.c.id == bindparam("which"), _OF_ORGANISATION)
_TERMS = (
    select(*(term.c[name] for name in TermRow._fields))
    .where(_OF_ORGANISATION)
    .order_by(term.c.first, term.c.id)
)

_SET_ZONE = update(person).where(person.c.id == _WHO).values(zone=bindparam("clock"))
# What a pair promised each other is kept on the young person's clock, wherever that is.
_SET_ZONE_OF_PAIR = (
    update(match).where(match.c.young_person_id == _WHO, MATCH_IS_ACTIVE).values(zone=bindparam("clock"))
)

_PEOPLE = (
    select(
        match.c.organisation_id,
        match.c.zone,
        match.c.mentor_id,
        person.c.id,
        person.c.zone,
        profile.c.fields["free_times"],
        free_time.c.weekday,
        free_time.c.begins,
        free_time.c.ends,
    )
    .select_from(match)
    .join(person, person.c.id.in_((match.c.mentor_id, match.c.young_person_id)))
    .outerjoin(profile, profile.c.person_id == person.c.id)
    .outerjoin(free_time, free_time.c.person_id == person.c.id)
    .where(match.c.id == bindparam("which"))
    .order_by(person.c.id, free_time.c.weekday, free_time.c.begins)
)
_DAYS = union_all(
    select(away.c.person_id, away.c.first, away.c.last).where(
        among(away.c.person_id, "people"), away.c.last >= bindparam("since")
    ),
    select(null(), term.c.first, term.c.last).where(_OF_ORGANISATION),
)
_BUSY = (
    select(match.c.mentor_id, match.c.young_person_id, meeting.c.starts_at, meeting.c.minutes)
    .join(meeting, meeting.c.match_id == match.c.id)
    .where(
        or_(among(match.c.mentor_id, "people"), among(match.c.young_person_id, "people")),
        match.c.id != bindparam("which"),
        MATCH_IS_ACTIVE,
        MEETING_IS_OPEN,
        meeting.c.status == literal_column("'confirmed'"),
        meeting.c.starts_at > bindparam("since_moment"),
    )
    .order_by(meeting.c.starts_at)
)


async def set_week(conn: AsyncConnection, person_id: int, rows: Sequence[FreeRow]) -> None:
    """Replace the hours of somebody's week, which do not overlap; no rows leave them without any."""
    await conn.execute(_CLEAR, {"who": person_id})
    if rows:
        await conn.execute(_SET, [{"person_id": person_id, **FreeRow(*row)._asdict()} for row in rows])


async def week(conn: AsyncConnection, person_id: int) -> list[FreeRow]:
    """Return the hours of somebody's week, in order; empty where they set none."""
    return [FreeRow._make(row) for row in await conn.execute(_WEEK, {"who": person_id})]


async def add_away(conn: AsyncConnection, person_id: int, first: date, last: date, now: datetime) -> bool:
    """Note days that somebody is away; return False where the very same days are noted already."""
    if (await conn.execute(_IS_AWAY, _days(person_id, first, last))).first() is not None:
        return False
    row = {"person_id": person_id, "first": first, "last": last, "created_at": now}
    await conn.execute(_ADD_AWAY, row)
    return True


async def remove_away(conn: AsyncConnection, person_id: int, first: date, last: date) -> bool:
    """Take back days that somebody was to be away; return False where they were not noted."""
    return (await conn.execute(_REMOVE_AWAY, _days(person_id, first, last))).rowcount > 0


async def away_of(conn: AsyncConnection, person_id: int, since: date) -> list[AwayRow]:
    """Return the days that somebody is away, soonest first, without what ended before ``since``."""
    return [AwayRow._make(row) for row in await conn.execute(_AWAY, {"who": person_id, "since": since})]


async def add_term(conn: AsyncConnection, organisation_id: int, name: str, first: date, last: date) -> int:
    """Add a term and return its id."""
    row = {"organisation_id": organisation_id, "name": name, "first": first, "last": last}
    return int((await conn.execute(_ADD_TERM, row)).scalar_one())


async def remove_term(conn: AsyncConnection, organisation_id: int, term_id: int) -> bool:
    """Remove a term; return False where the organisation has none with this id."""
    given = {"which": term_id, "organisation": organisation_id}
    return (await conn.execute(_REMOVE_TERM, given)).rowcount == 1


async def terms(conn: AsyncConnection, organisation_id: int) -> list[TermRow]:
    """Return the terms of an organisation, the earliest first."""
    return [TermRow._make(row) for row in await conn.execute(_TERMS, {"organisation": organisation_id})]


async def set_zone(conn: AsyncConnection, person_id: int, zone: str) -> None:
    """Set whose clock somebody lives by, and with a young person's that of their match."""
    given = {"who": person_id, "clock": zone}
    await conn.execute(_SET_ZONE, given)
    await conn.execute(_SET_ZONE_OF_PAIR, given)


async def meetings_of(conn: AsyncConnection, person_id: int, now: datetime) -> list[BusyRow]:
    """Return somebody's confirmed meetings that are not over, of all their matches, soonest first."""
    given = {"people": [person_id], "which": 0, "since_moment": now - LONGEST_MEETING}
    rows = [BusyRow(*row[2:]) for row in await conn.execute(_BUSY, given)]
    return [row for row in rows if row.starts_at + timedelta(minutes=row.minutes) > now]


async def of_match(conn: AsyncConnection, match_id: int, since: date, now: datetime) -> MatchTimesRow | None:
    """Return what bounds the meetings of a match, or None where it or one of its people is not there.

    Days away that ended before ``since``, and meetings that were over before ``now``, are left out. It takes
    three reads, however much there is.
    """
    people = (await conn.execute(_PEOPLE, {"which": match_id})).all()
    found = {row[3]: row for row in people}
    if len(found) != 2:
        return None
    organisation_id, zone, mentor_id = people[0][:3]
    given: dict[str, Any] = {"which": match_id, "people": list(found), "organisation": organisation_id}
    days = (await conn.execute(_DAYS, {**given, "since": since})).all()
    busy = (await conn.execute(_BUSY, {**given, "since_moment": now - LONGEST_MEETING})).all()
    [mentor] = [_person(found[one], people, days, busy) for one in found if one == mentor_id]
    [young] = [_person(found[one], people, days, busy) for one in found if one != mentor_id]
    return MatchTimesRow(zone, mentor, young, tuple(AwayRow(*row[1:]) for row in days if row[0] is None))


def _person(
    row: Any, people: Collection[Any], days: Collection[Any], busy: Collection[Any]
) -> PersonTimesRow:
    number, zone, parts = row[3:6]
    return PersonTimesRow(
        number,
        zone,
        parts,
        free=tuple(FreeRow(*one[6:]) for one in people if one[3] == number and one[6] is not None),
        away=tuple(AwayRow(*one[1:]) for one in days if one[0] == number),
        busy=tuple(BusyRow(*one[2:]) for one in busy if number in one[:2]),
    )


def _days(person_id: int, first: date, last: date) -> dict[str, Any]:
    return {"who": person_id, "begins": first, "ends": last}
