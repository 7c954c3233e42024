"""Who gets an announcement becomes rows, in pieces: one statement for each, and no loop over people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import String, case, cast, func, insert, literal, null, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audiences import Sought, conditions
from storage.tables import account, person, recipient
from storage.tables.people import IS_REACHABLE, best_account, their_organisation
from storage.types import Position, UtcDateTime

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
    at_once = literal(now, UtcDateTime)
    moments = {zone: literal(at, UtcDateTime) for zone, at in begins.items()}
    start = case(moments, value=person.c.zone, else_=at_once) if moments else at_once
    wanted = conditions(sought._replace(organisation=None))
    if sought.organisation is not None:
        # Each piece is a range of ids, and not all of an organisation.
        wanted.append(their_organisation == sought.organisation)
    rows = (
        select(
            literal(announcement_id),
            person.c.id,
            account.c.id,
            func.coalesce(_LANE, ""),
            func.coalesce(account.c.address, ""),
            case((IS_REACHABLE, "waiting"), else_="gone"),
            case(
                (IS_REACHABLE, ""),
                (account.c.id.is_(None), "no account"),
                else_=literal("account ") + cast(account.c.state, String),
            ),
            start,
            case((IS_REACHABLE, null()), else_=at_once),
        )
        .select_from(person)
        .outerjoin(account, account.c.id == best_account(person))
        .where(person.c.id > after, person.c.id <= up_to, *wanted)
    )
    return (await conn.execute(insert(recipient).from_select(_GATHERED, rows))).rowcount
