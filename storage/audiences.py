"""Who gets an announcement, as conditions of a query: never a loop over people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, literal_column, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import match, meeting, person, person_role, profile


class Audience(NamedTuple):
    """What must be true of somebody; what is empty, or None, asks for nothing. ``but`` are left out.

    ``programmes`` and ``people`` are ids. ``met`` is whether they had a meeting in a month.
    """

    roles: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("active",)
    programmes: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    but: tuple[int, ...] = ()
    met: bool | None = None

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Audience:
        """Return the audience that JSON holds, in which tuples are lists."""
        known: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in stored.items()}
        return cls(**known)


class Sought(NamedTuple):
    """An audience of one organisation, or of all, with the month that its ``met`` is about."""

    audience: Audience
    organisation: int | None
    since: datetime
    until: datetime


def conditions(sought: Sought) -> list[ColumnElement[bool]]:
    """Return what a query over ``person`` asks for."""
    who = sought.audience
    lists: tuple[tuple[ColumnElement[Any], tuple[Any, ...]], ...] = (
        (person.c.status, who.statuses),
        (person.c.programme_id, who.programmes),
        (person.c.language, who.languages),
        (person.c.id, who.people),
    )
    found: list[ColumnElement[bool]] = [column.in_(values) for column, values in lists if values]
    if sought.organisation is not None:
        found.append(person.c.organisation_id == sought.organisation)
    if who.roles:
        found.append(_of_person(person_role.c.person_id, person_role.c.role.in_(who.roles)))
    if who.regions:
        region = profile.c.fields["region"].as_string()
        found.append(_of_person(profile.c.person_id, region.in_(who.regions)))
    if who.but:
        found.append(person.c.id.not_in(who.but))
    if who.met is not None:
        found.append(_met(sought) if who.met else not_(_met(sought)))
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
