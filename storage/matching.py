"""Who waits for a mentor, which mentors have room, and what must still be so when two are matched."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, Text, and_, bindparam, case, exists, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.folding import folded
from storage.matches import USUAL_FRAMEWORK
from storage.people.finding import ESCAPE, as_it_is
from storage.tables import match, person, person_role, profile, programme
from storage.tables.matches import MATCH_IS_ACTIVE
from storage.tables.people import their_organisation
from storage.types import among

MOST_MENTORS = 500
"""Mentors of an organisation who are looked at for one young person: those with the fewest matches."""


class WaitingRow(NamedTuple):
    """An active young person without an active match; ``since`` is when they joined, or lost their mentor.

    ``framework`` names their programme's file.
    """

    id: int
    first_name: str
    zone: str
    since: datetime
    fields: dict[str, Any]
    framework: str


class MentorRow(NamedTuple):
    """An active mentor with room for more; ``matches`` counts those they have, of ``capacity`` at most."""

    id: int
    first_name: str
    fields: dict[str, Any]
    matches: int
    capacity: int


class StandingRow(NamedTuple):
    """Somebody who is to be matched; ``roles`` are separated by commas, ``matches`` counts the active ones.

    A young person has at most one; of a mentor ``capacity`` is how many they take.
    """

    id: int
    first_name: str
    roles: str
    status: str
    zone: str
    programme_id: int | None
    framework: str
    fields: dict[str, Any]
    matches: int
    capacity: int


_JOINED = func.coalesce(person.c.joined_at, person.c.created_at)
_IS_ACTIVE = person.c.status == literal_column("'active'")
_FRAMEWORK = func.coalesce(programme.c.framework, literal_column(f"'{USUAL_FRAMEWORK}'"))
_CAPACITY = func.coalesce(profile.c.fields["capacity"].as_integer(), literal_column("1"))


def _has_role(role: str) -> Any:
    return exists().where(
        person_role.c.person_id == person.c.id, person_role.c.role == literal_column(f"'{role}'")
    )


def _count(column: Any) -> Any:
    return (
        select(func.count())
        .select_from(match)
        .where(column == person.c.id, MATCH_IS_ACTIVE)
        .scalar_subquery()
    )


def _is_named() -> Any:
    """Return the condition that holds for whoever is asked for, by number or by a part of their name."""
    anywhere = bindparam("anywhere", type_=Text)
    is_told = anywhere != literal_column("''")
    return or_(
        person.c.id == bindparam("number"), and_(is_told, person.c.folded.like(anywhere, escape=ESCAPE))
    )


_OF_MENTOR, _OF_YOUNG = _count(match.c.mentor_id), _count(match.c.young_person_id)
_LOST = select(func.max(match.c.closed_at)).where(match.c.young_person_id == person.c.id).scalar_subquery()
_SINCE = case((_LOST > _JOINED, _LOST), else_=_JOINED).label("since")
_IS_WAITING = [
    person.c.organisation_id == bindparam("organisation"),
    _IS_ACTIVE,
    _has_role("young_person"),
    ~exists().where(match.c.young_person_id == person.c.id, MATCH_IS_ACTIVE),
]


def _waiting() -> Select[Any]:
    return (
        select(person.c.id, person.c.first_name, person.c.zone, _SINCE, profile.c.fields, _FRAMEWORK)
        .select_from(person)
        .outerjoin(profile, profile.c.person_id == person.c.id)
        .outerjoin(programme, programme.c.id == person.c.programme_id)
        .where(*_IS_WAITING)
        .order_by(_SINCE, person.c.id)
        .limit(bindparam("limit"))
    )


def _mentors() -> Select[Any]:
    return (
        select(person.c.id, person.c.first_name, profile.c.fields, _OF_MENTOR, _CAPACITY)
        .select_from(person)
        .outerjoin(profile, profile.c.person_id == person.c.id)
        .where(
            person.c.organisation_id == bindparam("organisation"),
            _IS_ACTIVE,
            _has_role("mentor"),
            _OF_MENTOR < _CAPACITY,
        )
        .order_by(_OF_MENTOR, person.c.joined_at, person.c.id)
        .limit(bindparam("limit"))
    )


_WAITING = _waiting()
_WAITING_NAMED = _WAITING.where(_is_named())
_COUNT = select(func.count()).select_from(person).where(*_IS_WAITING)
_MENTORS = _mentors()
_MENTORS_NAMED = _MENTORS.where(_is_named())
_ROLES = (
    select(func.aggregate_strings(person_role.c.role, ","))
    .where(person_role.c.person_id == person.c.id)
    .scalar_subquery()
)
# Locked, so that of two who match the same person at once, the second sees what the first has done.
_LOCK = (
    select(person.c.id)
    .where(among(person.c.id, "whose"), their_organisation == bindparam("organisation"))
    .order_by(person.c.id)
    .with_for_update(key_share=True)
)
_STANDING = (
    select(
        *(person.c[name] for name in ("id", "first_name")),
        func.coalesce(_ROLES, ""),
        *(person.c[name] for name in ("status", "zone", "programme_id")),
        _FRAMEWORK,
        profile.c.fields,
        _OF_MENTOR + _OF_YOUNG,
        _CAPACITY,
    )
    .select_from(person)
    .outerjoin(profile, profile.c.person_id == person.c.id)
    .outerjoin(programme, programme.c.id == person.c.programme_id)
    .where(among(person.c.id, "whose"), their_organisation == bindparam("organisation"))
)


async def waiting(conn: AsyncConnection, organisation_id: int, limit: int) -> list[WaitingRow]:
    """Return the active young people of an organisation who have no active match, longest wait first."""
    given = {"organisation": organisation_id, "limit": limit}
    return [_waits(row) for row in await conn.execute(_WAITING, given)]


async def waiting_named(
    conn: AsyncConnection, organisation_id: int, number: int, name: str, limit: int
) -> list[WaitingRow]:
    """Return those of them with this number, or with ``name`` in their first name."""
    given = {"organisation": organisation_id, "limit": limit, **_named(number, name)}
    return [_waits(row) for row in await conn.execute(_WAITING_NAMED, given)]


async def count_waiting(conn: AsyncConnection, organisation_id: int) -> int:
    """Return how many young people of an organisation have no mentor."""
    return int((await conn.execute(_COUNT, {"organisation": organisation_id})).scalar_one())


async def mentors(conn: AsyncConnection, organisation_id: int, limit: int) -> list[MentorRow]:
    """Return the active mentors of an organisation who have room, those with the fewest matches first."""
    given = {"organisation": organisation_id, "limit": limit}
    return [_mentor(row) for row in await conn.execute(_MENTORS, given)]


async def mentors_named(
    conn: AsyncConnection, organisation_id: int, number: int, name: str, limit: int
) -> list[MentorRow]:
    """Return those of them with this number, or with ``name`` in their first name."""
    given = {"organisation": organisation_id, "limit": limit, **_named(number, name)}
    return [_mentor(row) for row in await conn.execute(_MENTORS_NAMED, given)]


async def standing(
    conn: AsyncConnection, organisation_id: int, person_ids: Collection[int]
) -> dict[int, StandingRow]:
    """Return, by id, people of an organisation as they are now; they stay so until the transaction ends."""
    given = {"organisation": organisation_id, "whose": person_ids}
    await conn.execute(_LOCK, given)
    rows = [StandingRow._make(row) for row in await conn.execute(_STANDING, given)]
    return {row.id: row._replace(fields=row.fields or {}) for row in rows}


def _named(number: int, name: str) -> Mapping[str, Any]:
    sought = as_it_is(folded(name))
    return {"number": number, "anywhere": f"%{sought}%" if sought else ""}


def _waits(row: Any) -> WaitingRow:
    made = WaitingRow._make(row)
    return made._replace(fields=made.fields or {})


def _mentor(row: Any) -> MentorRow:
    made = MentorRow._make(row)
    return made._replace(fields=made.fields or {})
