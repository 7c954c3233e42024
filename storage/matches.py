"""Matches: one mentor and one young person, with what is needed to write to both."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, insert, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import match, person, profile, programme
from storage.tables.matches import MATCH_IS_ACTIVE
from storage.types import among


class PairRow(NamedTuple):
    """A match with both of its people; of one who was erased every field is None.

    ``framework`` names the programme's file. ``born`` is the young person's date of birth in ISO 8601, or
    None where it is not known. ``close_reason`` is for the team's eyes.
    """

    id: int
    organisation_id: int
    programme_id: int | None
    framework: str
    status: str
    adult: str
    rhythm: str
    zone: str
    started_at: datetime
    closed_at: datetime | None
    mentor_id: int | None
    mentor: str | None
    mentor_zone: str | None
    mentor_status: str | None
    young_person_id: int | None
    young_person: str | None
    young_person_zone: str | None
    young_person_status: str | None
    born: str | None
    close_reason: str = ""

    @property
    def is_active(self) -> bool:
        """Whether the two are still a pair."""
        return self.status == "active"

    @property
    def people(self) -> list[int]:
        """The two, but for one who was erased."""
        return [person for person in (self.mentor_id, self.young_person_id) if person is not None]


USUAL_FRAMEWORK = "one-hour-a-month"
"""The programme's file where a match has no programme."""


def _pairs() -> Select[Any]:
    mentor, young = person.alias("mentor"), person.alias("young")
    of_match = ("status", "adult", "rhythm", "zone", "started_at", "closed_at")
    return (
        select(
            match.c.id,
            match.c.organisation_id,
            match.c.programme_id,
            func.coalesce(programme.c.framework, literal_column(f"'{USUAL_FRAMEWORK}'")),
            *(match.c[name] for name in of_match),
            *(mentor.c[name] for name in ("id", "first_name", "zone", "status")),
            *(young.c[name] for name in ("id", "first_name", "zone", "status")),
            profile.c.fields["date_of_birth"].as_string(),
            match.c.close_reason,
        )
        .select_from(match)
        .outerjoin(programme, programme.c.id == match.c.programme_id)
        .outerjoin(mentor, mentor.c.id == match.c.mentor_id)
        .outerjoin(young, young.c.id == match.c.young_person_id)
        .outerjoin(profile, profile.c.person_id == young.c.id)
    )


_PAIRS = _pairs()
_BY_IDS = _PAIRS.where(among(match.c.id, "which"))
_OF_PERSON = _PAIRS.where(
    or_(match.c.mentor_id == bindparam("whose"), match.c.young_person_id == bindparam("whose"))
).order_by(match.c.id)
_IN_ORGANISATION = _PAIRS.where(
    match.c.organisation_id == bindparam("organisation"), MATCH_IS_ACTIVE
).order_by(match.c.id)
_START = insert(match).returning(match.c.id)
_CLOSE = (
    update(match)
    .where(match.c.id == bindparam("which"), MATCH_IS_ACTIVE)
    .values(
        status="closed",
        closed_at=bindparam("now"),
        close_reason=bindparam("why"),
        closed_by=bindparam("who"),
    )
)
_CHANGE = update(match).where(match.c.id == bindparam("which"))
_ADULT = _CHANGE.values(adult=bindparam("name"))
_RHYTHM = _CHANGE.values(rhythm=bindparam("beat"))


async def start(conn: AsyncConnection, row: Mapping[str, Any]) -> int:
    """Begin a match and return its id; ``row`` has the table's columns.

    Raises sqlalchemy.exc.IntegrityError where the young person has an active match already.
    """
    return int((await conn.execute(_START, dict(row))).scalar_one())


async def by_ids(conn: AsyncConnection, match_ids: Collection[int]) -> dict[int, PairRow]:
    """Return matches by id; one that is not there is absent."""
    rows = await conn.execute(_BY_IDS, {"which": match_ids}) if match_ids else ()
    return {row[0]: PairRow._make(row) for row in rows}


async def of_person(conn: AsyncConnection, person_id: int) -> list[PairRow]:
    """Return every match that somebody is or was in, oldest first."""
    return [PairRow._make(row) for row in await conn.execute(_OF_PERSON, {"whose": person_id})]


async def active(conn: AsyncConnection, organisation_id: int) -> list[PairRow]:
    """Return an organisation's active matches, oldest first."""
    given = {"organisation": organisation_id}
    return [PairRow._make(row) for row in await conn.execute(_IN_ORGANISATION, given)]


async def close(conn: AsyncConnection, match_id: int, why: str, by: int | None, now: datetime) -> bool:
    """Close a match; return False where it was closed already."""
    given = {"which": match_id, "now": now, "why": why, "who": by}
    return (await conn.execute(_CLOSE, given)).rowcount == 1


async def name_adult(conn: AsyncConnection, match_id: int, name: str) -> None:
    """Note who comes along, or is in the room, when this pair meets."""
    await conn.execute(_ADULT, {"which": match_id, "name": name})


async def set_rhythm(conn: AsyncConnection, match_id: int, rhythm: str) -> None:
    """Note when in a month the pair meets, as in "1TU 17:00"; empty where they have no such promise."""
    await conn.execute(_RHYTHM, {"which": match_id, "beat": rhythm})
