"""Many people at once, each with an invitation of their own, in few statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.folding import folded
from storage.tables import invitation, person, person_role
from storage.tables.people import HAS_EXTERNAL_ID
from storage.types import among
from storage.writing import InsertNew

ROWS_A_TRANSACTION = 2_000
"""A fraction of a second: so that a bot on the same SQLite file never waits long for the writer."""

ROWS_A_STATEMENT = 1_000
"""Enough that one statement more costs nothing, and few enough that a thread is soon free again."""


class NewPerson(NamedTuple):
    """Somebody to invite by a code of their own; their organisation's lists call them ``external_id``."""

    external_id: str
    organisation_id: int
    programme_id: int
    role: str
    code: str
    first_name: str
    now: datetime


_KNOWN = select(person.c.external_id).where(
    person.c.organisation_id == bindparam("organisation"),
    HAS_EXTERNAL_ID,
    among(person.c.external_id, "wanted"),
)
_INVITE = InsertNew(invitation, ["code"])
_MAKE = InsertNew(person, ["organisation_id", "external_id"], where=HAS_EXTERNAL_ID)
_GIVE_ROLES = insert(person_role)
_TAKE_BACK = delete(invitation).where(among(invitation.c.id, "unwanted"))


async def known_ids(conn: AsyncConnection, organisation_id: int, external_ids: Collection[str]) -> set[str]:
    """Return those of ``external_ids`` that somebody of the organisation has already."""
    given = {"organisation": organisation_id, "wanted": external_ids}
    return {str(found) for found in await conn.scalars(_KNOWN, given)}


async def add_people(conn: AsyncConnection, rows: Sequence[NewPerson]) -> int:
    """Make invited people, each with a role and an invitation for one, and return how many were made.

    Whoever's external id is known in the organisation, or comes twice, is passed over, and so is whoever's
    code is taken: ask ``known_ids`` who is missing. One transaction should have ``ROWS_A_TRANSACTION``.
    """
    starts = range(0, len(rows), ROWS_A_STATEMENT)
    return sum([await _add_some(conn, rows[start : start + ROWS_A_STATEMENT]) for start in starts])


async def _add_some(conn: AsyncConnection, rows: Sequence[NewPerson]) -> int:
    new = await _not_known(conn, rows)
    if not new:
        return 0
    invited = await _invite(conn, new)
    made = await _make(conn, [row for row in new if row.code in invited], invited)
    if made:
        roles = [{"person_id": made[row.code], "role": row.role} for row in new if row.code in made]
        await conn.execute(_GIVE_ROLES, roles)
    if unwanted := [which for code, which in invited.items() if code not in made]:
        await conn.execute(_TAKE_BACK, {"unwanted": unwanted})
    return len(made)


async def _not_known(conn: AsyncConnection, rows: Sequence[NewPerson]) -> list[NewPerson]:
    """Return one row for each external id that nobody has, and for each code."""
    wanted: dict[int, set[str]] = {}
    for row in rows:
        wanted.setdefault(row.organisation_id, set()).add(row.external_id)
    known = {(each, name) for each in wanted for name in await known_ids(conn, each, wanted[each])}
    first = {
        (row.organisation_id, row.external_id): row
        for row in reversed(rows)
        if (row.organisation_id, row.external_id) not in known
    }
    return list({row.code: row for row in first.values()}.values())[::-1]


async def _invite(conn: AsyncConnection, rows: Sequence[NewPerson]) -> dict[str, int]:
    """Return the ids of new invitations by code."""
    statement = _INVITE.on(conn).returning(invitation.c.code, invitation.c.id)
    given = [
        {"code": row.code, "role": row.role, "programme_id": row.programme_id, "created_at": row.now}
        for row in rows
    ]
    return {made.code: made.id for made in await conn.execute(statement, given)}


async def _make(
    conn: AsyncConnection, rows: Sequence[NewPerson], invited: Mapping[str, int]
) -> dict[str, int]:
    """Return the ids of new people by the codes of their invitations."""
    if not rows:
        return {}
    statement = _MAKE.on(conn).returning(person.c.invitation_id, person.c.id)
    made = await conn.execute(statement, [_person(row, invited[row.code]) for row in rows])
    codes = {which: code for code, which in invited.items()}
    return {codes[each.invitation_id]: each.id for each in made}


def _person(row: NewPerson, invitation_id: int) -> dict[str, Any]:
    return {
        "organisation_id": row.organisation_id,
        "programme_id": row.programme_id,
        "invitation_id": invitation_id,
        "status": "invited",
        "first_name": row.first_name,
        "folded": folded(row.first_name),
        "external_id": row.external_id,
        "created_at": row.now,
    }
