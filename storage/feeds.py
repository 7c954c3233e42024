"""Calendar feeds: the secret that each is read by, and the meetings that it shows."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, case, func, insert, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import feed, match, meeting, person, proposal


class ReaderRow(NamedTuple):
    """Whose a feed is, and how it is written."""

    person_id: int
    language: str
    zone: str


class FeedRow(NamedTuple):
    """A meeting in somebody's feed.

    ``changed_at`` is when it was settled, or else agreed. ``first_name`` is the other's, or None where they
    were erased.
    """

    uid: str
    sequence: int
    status: str
    starts_at: datetime
    minutes: int
    zone: str
    place: str
    room: str
    changed_at: datetime
    first_name: str | None


_IS_ACTIVE = feed.c.revoked_at.is_(None)
_TAKES_PART = person.c.status.in_((literal_column("'active'"), literal_column("'paused'")))
_ADD = insert(feed)
_FIND = (
    select(feed.c.person_id, person.c.language, person.c.zone)
    .join(person, person.c.id == feed.c.person_id)
    .where(feed.c.token == bindparam("secret"), _IS_ACTIVE, _TAKES_PART)
)
_OF_PERSON = feed.c.person_id == bindparam("whose")
_NEWEST = (
    select(feed.c.token)
    .where(_OF_PERSON, _IS_ACTIVE)
    .order_by(feed.c.created_at.desc(), feed.c.token)
    .limit(1)
)
_REVOKE = update(feed).where(_OF_PERSON, _IS_ACTIVE).values(revoked_at=bindparam("now"))


def _meetings() -> Select[Any]:
    mentor, young = person.alias("mentor"), person.alias("young")
    agreed_at = (
        select(func.max(proposal.c.answered_at))
        .where(proposal.c.meeting_id == meeting.c.id, proposal.c.status == literal_column("'accepted'"))
        .scalar_subquery()
    )
    of_meeting = ("uid", "sequence", "status", "starts_at", "minutes", "zone", "place", "room")
    return (
        select(
            *(meeting.c[name] for name in of_meeting),
            func.coalesce(meeting.c.settled_at, agreed_at, meeting.c.created_at),
            case((match.c.mentor_id == bindparam("whose"), young.c.first_name), else_=mentor.c.first_name),
        )
        .select_from(match)
        .join(meeting, meeting.c.match_id == match.c.id)
        .outerjoin(mentor, mentor.c.id == match.c.mentor_id)
        .outerjoin(young, young.c.id == match.c.young_person_id)
        .where(
            or_(match.c.mentor_id == bindparam("whose"), match.c.young_person_id == bindparam("whose")),
            meeting.c.status != literal_column("'proposed'"),
            meeting.c.starts_at >= bindparam("since"),
        )
        .order_by(meeting.c.starts_at, meeting.c.id)
    )


_MEETINGS = _meetings()


async def add(conn: AsyncConnection, token: str, person_id: int, now: datetime) -> None:
    """Let a person's feed be read by ``token``; raises sqlalchemy.exc.IntegrityError where it is taken."""
    await conn.execute(_ADD, {"token": token, "person_id": person_id, "created_at": now})


async def find(conn: AsyncConnection, token: str) -> ReaderRow | None:
    """Return whose feed is read by ``token``: of nobody once it was revoked, or they left or were erased."""
    row = (await conn.execute(_FIND, {"secret": token})).first()
    return ReaderRow._make(row) if row else None


async def newest(conn: AsyncConnection, person_id: int) -> str | None:
    """Return the token that a person's feed is read by, or None."""
    return (await conn.execute(_NEWEST, {"whose": person_id})).scalar_one_or_none()


async def revoke(conn: AsyncConnection, person_id: int, now: datetime) -> int:
    """Let no token read a person's feed any more, and return how many did."""
    return (await conn.execute(_REVOKE, {"whose": person_id, "now": now})).rowcount


async def meetings(conn: AsyncConnection, person_id: int, since: datetime) -> list[FeedRow]:
    """Return a person's meetings that begin at ``since`` or later and were agreed, soonest first.

    One that was agreed and then called off is among them, so that calendars take it away.
    """
    given = {"whose": person_id, "since": since}
    return [FeedRow._make(row) for row in await conn.execute(_MEETINGS, given)]
