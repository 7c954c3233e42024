"""Who gets an announcement, as conditions of a query: never a loop over people."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, literal_column, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import match, meeting, person, person_role, profile


class Sought(NamedTuple):
    """What must be true of somebody; what is empty, or None, asks for nothing.

    ``met`` is whether they had a meeting from ``since`` until ``until``. ``but`` are left out.
    """

    organisation: int | None = None
    roles: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    programmes: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    but: tuple[int, ...] = ()
    met: bool | None = None
    since: datetime | None = None
    until: datetime | None = None


def conditions(sought: Sought) -> list[ColumnElement[bool]]:
    """Return what a query over ``person`` asks for."""
    lists: tuple[tuple[ColumnElement[Any], tuple[Any, ...]], ...] = (
        (person.c.status, sought.statuses),
        (person.c.programme_id, sought.programmes),
        (person.c.language, sought.languages),
        (person.c.id, sought.people),
    )
    found: list[ColumnElement[bool]] = [column.in_(values) for column, values in lists if values]
    if sought.organisation is not None:
        found.append(person.c.organisation_id == sought.organisation)
    if sought.roles:
        found.append(_of_person(person_role.c.person_id, person_role.c.role.in_(sought.roles)))
    if sought.regions:
        region = profile.c.fields["region"].as_string()
        found.append(_of_person(profile.c.person_id, region.in_(sought.regions)))
    if sought.but:
        found.append(person.c.id.not_in(sought.but))
    if sought.met is not None:
        found.append(_met(sought) if sought.met else not_(_met(sought)))
    return found


def _of_person(whose: ColumnElement[int], *more: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(whose == person.c.id, *more)


def _met(sought: Sought) -> ColumnElement[bool]:
    theirs = or_(match.c.mentor_id == person.c.id, match.c.young_person_id == person.c.id)
    held = and_(
        meeting.c.status == literal_column("'held'"),
        meeting.c.starts_at >= sought.since,
        meeting.c.starts_at < sought.until,
    )
    return exists().where(meeting.c.match_id == match.c.id, theirs, held)


async def count(conn: AsyncConnection, sought: Sought) -> int:
    """Return how many people there are of this kind now."""
    counted = select(func.count()).select_from(person).where(*conditions(sought))
    return (await conn.execute(counted)).scalar_one()


async def zones(conn: AsyncConnection, sought: Sought) -> list[str]:
    """Return the zones that these people live in."""
    found = await conn.scalars(select(person.c.zone).where(*conditions(sought)).distinct())
    return sorted(found)
