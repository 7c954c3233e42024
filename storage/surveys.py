"""What young people said of themselves at the start of a match and later, and what it comes to together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Float,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    column,
    distinct,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import survey
from storage.types import POSTGRES, among
from storage.writing import InsertNew

AGREES = 4.0
"""The mean answer, of 1 to 5, from which somebody agrees: "mostly" and "yes" agree, "partly" does not."""


class Answered(NamedTuple):
    """One wave of a survey that somebody answered."""

    person_id: int
    match_id: int
    wave: str


class ChangeRow(NamedTuple):
    """What those answered who did so at the start and later: means, and how many agreed before and after.

    The means are None where there is nobody.
    """

    people: int
    before: float | None
    after: float | None
    agreed_before: int
    agreed_after: int


_ADD = InsertNew(survey, ["person_id", "match_id", "wave"])
_ANSWERED = select(survey.c.person_id, survey.c.match_id, survey.c.wave).where(
    among(survey.c.match_id, "whose")
)
_WAVES = (
    select(survey.c.wave, func.count(distinct(survey.c.person_id)))
    .where(survey.c.programme_id == bindparam("programme"))
    .group_by(survey.c.wave)
)


def _of_each(name: str, which: Any, *order: Any) -> Any:
    """Return one wave of each person of a programme, by ``order``."""
    place = func.row_number().over(partition_by=survey.c.person_id, order_by=order).label("place")
    return (
        select(survey.c.person_id, survey.c.answers, survey.c.at, place)
        .where(survey.c.programme_id == bindparam("programme"), which)
        .subquery(name)
    )


def _change(each: str) -> Select[Any]:
    """Return the statement, with the function of one database that gives a JSON object's rows."""
    is_start = survey.c.wave == literal_column("'start'")
    first = _of_each("first", is_start, survey.c.at, survey.c.id)
    last = _of_each("last", ~is_start, survey.c.at.desc(), survey.c.id.desc())
    both = and_(
        last.c.person_id == first.c.person_id,
        first.c.place == literal_column("1"),
        last.c.place == literal_column("1"),
        last.c.at > first.c.at,
    )
    said_first, said_last = (
        getattr(func, each)(wave.c.answers).table_valued(column("key", Text), column("value"), name=name)
        for wave, name in ((first, "said_first"), (last, "said_last"))
    )
    # Only statements that were answered both times: a programme may have changed its survey in between.
    means = (
        select(
            func.avg(cast(said_first.c.value, Float)).label("before"),
            func.avg(cast(said_last.c.value, Float)).label("after"),
        )
        .select_from(
            first.join(last, both)
            .join(said_first, true())
            .join(said_last, said_last.c.key == said_first.c.key)
        )
        .where(among(said_first.c.key, "questions"))
        .group_by(first.c.person_id)
        .subquery("means")
    )
    return select(
        func.count(),
        func.avg(means.c.before),
        func.avg(means.c.after),
        func.coalesce(func.sum(case((means.c.before >= AGREES, 1), else_=0)), 0),
        func.coalesce(func.sum(case((means.c.after >= AGREES, 1), else_=0)), 0),
    ).select_from(means)


_CHANGE: Mapping[str, Select[Any]] = {
    "sqlite": _change("json_each"),
    POSTGRES: _change("jsonb_each_text"),
}


async def add(
    conn: AsyncConnection,
    *,
    person_id: int,
    match_id: int,
    programme_id: int | None,
    wave: str,
    answers: Mapping[str, int],
    now: datetime,
) -> bool:
    """Keep what somebody answered, by question; return False where they had answered this wave before."""
    whose = {"person_id": person_id, "match_id": match_id, "programme_id": programme_id}
    row = {**whose, "wave": wave, "answers": dict(answers), "at": now}
    return (await conn.execute(_ADD.on(conn), row)).rowcount == 1


async def answered(conn: AsyncConnection, match_ids: Collection[int]) -> set[Answered]:
    """Return which waves of these matches were answered."""
    rows = await conn.execute(_ANSWERED, {"whose": match_ids}) if match_ids else ()
    return {Answered._make(row) for row in rows}


async def waves(conn: AsyncConnection, programme_id: int) -> dict[str, int]:
    """Return how many people of a programme answered each wave; one that nobody answered is absent."""
    return {row[0]: row[1] for row in await conn.execute(_WAVES, {"programme": programme_id})}


async def change(conn: AsyncConnection, programme_id: int, questions: Collection[str]) -> ChangeRow:
    """Return how the answers to these questions, by key, changed in a programme.

    Of everybody who answered at the start and later, it compares the first start with the newest later wave,
    whatever matches these were of. Each person counts once, by the mean of their answers.
    """
    given = {"programme": programme_id, "questions": questions}
    row = (await conn.execute(_CHANGE[conn.dialect.name], given)).one()
    return ChangeRow(row[0], row[1], row[2], int(row[3]), int(row[4]))
