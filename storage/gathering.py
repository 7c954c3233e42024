"""Who gets an announcement becomes rows, in pieces: one statement for each, and no loop over people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import String, case, cast, func, insert, literal, literal_column, null, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audiences import Sought, conditions
from storage.tables import account, person, recipient
from storage.types import Position, UtcDateTime

_other = account.alias("other")
_BEST = (
    select(_other.c.id)
    .where(_other.c.person_id == person.c.id)
    .order_by(case((_other.c.state == literal_column("'reachable'"), 0), else_=1), _other.c.id.desc())
    .limit(literal_column("1"))
    .correlate(person)
    .scalar_subquery()
)
# An address is platform:team:user; a lane is one of a platform, or of a team where there is one.
_LANE = func.rtrim(
    func.substr(
        account.c.address,
        1,
        func.length(account.c.platform)
        + Position(func.substr(account.c.address, func.length(account.c.platform) + 2), ":"),
    ),
    ":",
)
_GATHERED = ("announcement_id", "person_id", "account_id", "lane", "address", "status", "reason", "next_at",
             "settled_at")  # fmt: skip
_MOST = select(func.max(person.c.id))


async def last_person(conn: AsyncConnection) -> int:
    """Return the largest id of a person, up to which there is somebody to gather."""
    return int((await conn.execute(_MOST)).scalar_one() or 0)


async def gather(
    conn: AsyncConnection,
    announcement_id: int,
    sought: Sought,
    after: int,
    up_to: int,
    now: datetime,
    begins: Mapping[str, datetime],
) -> int:
    """Make rows of whoever of ``sought`` has an id beyond ``after`` and ``up_to``; return how many there are.

    Whoever cannot be reached has a row too, which says why. ``begins`` is when it may go, by zone; in a zone
    that is not there, now.
    """
    moments = {zone: literal(at, UtcDateTime) for zone, at in begins.items()}
    start = case(moments, value=person.c.zone, else_=literal(now, UtcDateTime)) if moments else literal(
        now, UtcDateTime
    )  # fmt: skip
    reachable = account.c.state == literal_column("'reachable'")
    rows = (
        select(
            literal(announcement_id),
            person.c.id,
            account.c.id,
            func.coalesce(_LANE, ""),
            func.coalesce(account.c.address, ""),
            case((reachable, "waiting"), else_="gone"),
            case(
                (reachable, ""),
                (account.c.id.is_(None), "no account"),
                else_=literal("account ") + cast(account.c.state, String),
            ),
            start,
            case((reachable, null()), else_=literal(now, UtcDateTime)),
        )
        .select_from(person)
        .outerjoin(account, account.c.id == _BEST)
        .where(person.c.id > after, person.c.id <= up_to, *conditions(_by_range(sought)))
    )
    if sought.organisation is not None:
        # A sum, which no index serves: each piece is a range of ids, and not all of an organisation.
        rows = rows.where(person.c.organisation_id + literal_column("0") == sought.organisation)
    return (await conn.execute(insert(recipient).from_select(_GATHERED, rows))).rowcount


def _by_range(sought: Sought) -> Sought:
    return sought._replace(organisation=None)
