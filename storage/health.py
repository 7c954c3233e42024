"""What tells how matches go: read for all of an organisation's active matches in a few grouped statements."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import (
    check_in,
    concern,
    concern_event,
    goal,
    goal_step,
    match,
    meeting,
    person,
    proposal,
    survey,
)
from storage.tables.matches import MATCH_IS_ACTIVE, MEETING_IS_OPEN, PROPOSAL_IS_OPEN
from storage.types import UtcDateTime, among

MOST_MATCHES = 5_000
"""Active matches of an organisation that are looked at, the oldest: more than any partner has at once."""


class TwoRow(NamedTuple):
    """A match with its two people; of somebody who was erased every field is None."""

    id: int
    organisation_id: int
    started_at: datetime
    mentor_id: int | None
    mentor: str | None
    mentor_status: str | None
    mentor_paused: datetime | None
    young_person_id: int | None
    young_person: str | None
    young_person_status: str | None
    young_person_paused: datetime | None


class MeetingsRow(NamedTuple):
    """What a match's meetings came to.

    ``in_a_row`` counts those missed since one was held. ``next`` is the start of the one that is confirmed
    and to come, ``unlogged`` of the one that is over and not logged, ``agreed`` of the one that waits for an
    adult. The last two count this month's.
    """

    held: int
    missed: int
    minutes: int
    last_held: datetime | None
    in_a_row: int
    next: datetime | None
    unlogged: datetime | None
    agreed: datetime | None
    month_held: int
    month_minutes: int


class HeardRow(NamedTuple):
    """When something was last heard of each of the two, beside meetings that were held and check-ins."""

    mentor: datetime | None
    young_person: datetime | None


class CheckInsRow(NamedTuple):
    """A check-in of somebody's in a match, and when one of its kind was last passed on.

    Of each kind it is the newest that was answered, the newest that tells of safety and the newest that has a
    rating, which may be one, two or three; where none was answered there is one without ``answers``.
    """

    match_id: int
    person_id: int
    kind: str
    passed_on_at: datetime | None
    answered_at: datetime | None
    answers: dict[str, Any]


def _two() -> Select[Any]:
    mentor, young = person.alias("mentor"), person.alias("young")
    whose = ("id", "first_name", "status", "paused_until")
    return (
        select(
            *(match.c[name] for name in ("id", "organisation_id", "started_at")),
            *(mentor.c[name] for name in whose),
            *(young.c[name] for name in whose),
        )
        .select_from(match)
        .outerjoin(mentor, mentor.c.id == match.c.mentor_id)
        .outerjoin(young, young.c.id == match.c.young_person_id)
        .order_by(match.c.id)
    )


def _first(most: int) -> Select[Any]:
    place = func.row_number().over(partition_by=match.c.organisation_id, order_by=match.c.id)
    numbered = (
        select(match.c.id, place.label("place"))
        .where(among(match.c.organisation_id, "organisations"), MATCH_IS_ACTIVE)
        .subquery("numbered")
    )
    return select(numbered.c.id).where(numbered.c.place <= literal_column(str(most)))


_m = meeting.c
_HELD = _m.status == literal_column("'held'")
_MISSED = _m.status == literal_column("'missed'")
_CONFIRMED = _m.status == literal_column("'confirmed'")
_PROPOSED = _m.status == literal_column("'proposed'")
_THIS_MONTH = and_(_HELD, _m.starts_at >= bindparam("month"))


def _meetings() -> Select[Any]:
    held = (
        select(_m.match_id, func.max(_m.number).label("number"))
        .where(among(_m.match_id, "whose"), _HELD)
        .group_by(_m.match_id)
        .subquery("last_held")
    )
    since = _m.number > func.coalesce(held.c.number, literal_column("0"))
    return (
        select(
            _m.match_id,
            func.count().filter(_HELD),
            func.count().filter(_MISSED),
            func.coalesce(func.sum(_m.lasted).filter(_HELD), literal_column("0")),
            func.max(_m.starts_at).filter(_HELD),
            func.count().filter(_MISSED, since),
            func.min(_m.starts_at).filter(_CONFIRMED, _m.starts_at > bindparam("now")),
            func.min(_m.starts_at).filter(_CONFIRMED, _m.starts_at <= bindparam("now")),
            func.min(_m.starts_at).filter(_PROPOSED, _m.starts_at > bindparam("now")),
            func.count().filter(_THIS_MONTH),
            func.coalesce(func.sum(_m.lasted).filter(_THIS_MONTH), literal_column("0")),
        )
        .select_from(meeting.outerjoin(held, held.c.match_id == _m.match_id))
        .where(among(_m.match_id, "whose"))
        .group_by(_m.match_id)
    )


def _signs() -> CompoundSelect[Any]:
    """Return (match, whose, when) of all that somebody does in a match."""
    other = case((proposal.c.by == match.c.mentor_id, match.c.young_person_id), else_=match.c.mentor_id)
    proposed = proposal.join(meeting, _m.id == proposal.c.meeting_id)
    answered = proposed.join(match, match.c.id == _m.match_id)
    is_accepted = proposal.c.status == literal_column("'accepted'")
    found = (
        (_m.match_id, proposal.c.by, proposal.c.at, proposed, None),
        (_m.match_id, other, proposal.c.answered_at, answered, is_accepted),
        (_m.match_id, _m.settled_by, _m.settled_at, meeting, _m.settled_at.is_not(None)),
        (goal.c.match_id, goal.c.made_by, goal.c.made_at, goal, None),
        (
            *(goal.c.match_id, goal_step.c.done_by, goal_step.c.done_at),
            *(goal_step.join(goal, goal.c.id == goal_step.c.goal_id), goal_step.c.done_at.is_not(None)),
        ),
        (survey.c.match_id, survey.c.person_id, survey.c.at, survey, None),
    )
    return union_all(
        *(
            select(of.label("match_id"), who.label("who"), at.label("at"))
            .select_from(table)
            .where(among(of, "whose"), *([] if condition is None else [condition]))
            for of, who, at, table, condition in found
        )
    )


def _heard() -> Select[Any]:
    signs = _signs().subquery("signs")
    latest = func.max(signs.c.at, type_=UtcDateTime)
    return (
        select(
            match.c.id,
            latest.filter(signs.c.who == match.c.mentor_id),
            latest.filter(signs.c.who == match.c.young_person_id),
        )
        .select_from(signs.join(match, match.c.id == signs.c.match_id))
        .group_by(match.c.id)
    )


def _check_ins() -> Select[Any]:
    of = ("match_id", "person_id", "kind")
    newest_of = {
        "answered": check_in.c.answered_at.is_not(None),
        "safe": _told("safe"),
        "rated": or_(_told("rating"), _told("relationship")),
    }
    newest = (
        select(
            *(check_in.c[name] for name in of),
            func.max(check_in.c.passed_on_at).label("passed_on_at"),
            *(func.max(check_in.c.id).filter(is_one).label(name) for name, is_one in newest_of.items()),
        )
        .where(among(check_in.c.match_id, "whose"))
        .group_by(*(check_in.c[name] for name in of))
        .subquery("newest")
    )
    known = (newest.c[name] for name in (*of, "passed_on_at"))
    is_one = check_in.c.id.in_([newest.c[name] for name in newest_of])
    return select(*known, check_in.c.answered_at, check_in.c.answers).outerjoin_from(newest, check_in, is_one)


def _told(what: str) -> ColumnElement[bool]:
    told: ColumnElement[bool] = check_in.c.answers[what].as_string().is_not(None)
    return told


_ACTIVE = _two().where(match.c.id.in_(_first(MOST_MATCHES)))
_ONE = _two().where(match.c.id == bindparam("which"), match.c.organisation_id == bindparam("organisation"))
_MEETINGS = _meetings()
_HEARD = _heard()
_CHECK_INS = _check_ins()
_UNANSWERED = (
    select(_m.match_id, func.min(proposal.c.at))
    .select_from(meeting.join(proposal, proposal.c.meeting_id == _m.id))
    .where(
        among(_m.match_id, "whose"),
        MEETING_IS_OPEN,
        PROPOSAL_IS_OPEN,
        or_(_m.starts_at.is_(None), _m.starts_at > bindparam("now")),
    )
    .group_by(_m.match_id)
)
_IS_CLOSED = exists().where(
    concern_event.c.concern_id == concern.c.id, concern_event.c.kind == literal_column("'closed'")
)
_CONCERNS = (
    select(concern.c.person_id, func.count(type_=BigInteger))
    .where(among(concern.c.person_id, "people"), ~_IS_CLOSED)
    .group_by(concern.c.person_id)
)


async def active(conn: AsyncConnection, organisation_ids: Collection[int]) -> list[TwoRow]:
    """Return the active matches of organisations, oldest first; of each at most MOST_MATCHES."""
    rows = await conn.execute(_ACTIVE, {"organisations": organisation_ids})
    return [TwoRow._make(row) for row in rows]


async def one(conn: AsyncConnection, organisation_id: int, match_id: int) -> TwoRow | None:
    """Return a match of an organisation, active or ended, or None where it has no such match."""
    row = (await conn.execute(_ONE, {"organisation": organisation_id, "which": match_id})).first()
    return TwoRow._make(row) if row else None


async def meetings(
    conn: AsyncConnection, match_ids: Collection[int], now: datetime, month: datetime
) -> dict[int, MeetingsRow]:
    """Return, by match, what its meetings came to; ``month`` is when this month began.

    A match without any meeting is absent.
    """
    rows = await conn.execute(_MEETINGS, {"whose": match_ids, "now": now, "month": month})
    return {row[0]: MeetingsRow(*row[1:]) for row in rows}


async def heard(conn: AsyncConnection, match_ids: Collection[int]) -> dict[int, HeardRow]:
    """Return, by match, when each of the two last proposed, accepted or settled something, or set a goal.

    What they answer in check-ins is in ``check_ins``.
    """
    return {row[0]: HeardRow(*row[1:]) for row in await conn.execute(_HEARD, {"whose": match_ids})}


async def check_ins(conn: AsyncConnection, match_ids: Collection[int]) -> list[CheckInsRow]:
    """Return what each person's check-ins of each kind tell: see ``CheckInsRow``."""
    rows = await conn.execute(_CHECK_INS, {"whose": match_ids})
    return [CheckInsRow._make((*row[:-1], row[-1] or {})) for row in rows]


async def unanswered(conn: AsyncConnection, match_ids: Collection[int], now: datetime) -> dict[int, datetime]:
    """Return, by match, since when times are proposed that nobody has answered, for a meeting to come."""
    given = {"whose": match_ids, "now": now}
    return {row[0]: row[1] for row in await conn.execute(_UNANSWERED, given)}


async def concerned(conn: AsyncConnection, person_ids: Collection[int]) -> dict[int, int]:
    """Return, by person, how many concerns came from them that nobody has closed."""
    return {row[0]: row[1] for row in await conn.execute(_CONCERNS, {"people": person_ids})}
