"""Codes that invite people to a programme, each with a number of places."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import invitation, organisation, programme
from storage.types import among
from storage.writing import InsertNew


class InvitationRow(NamedTuple):
    """An invitation with its programme's rules: ages in years, a meeting in minutes."""

    id: int
    code: str
    role: str
    uses: int
    used: int
    expires_at: datetime | None
    programme_id: int
    programme: str
    minimum_age: int
    maximum_age: int
    months: int
    meeting_minutes: int
    rules_version: str
    zone: str
    organisation_id: int
    organisation: str


class Referral(NamedTuple):
    """A person's own link: its code, and how many people took a place by it."""

    code: str
    used: int


_ADD = InsertNew(invitation, ["code"])
_FIND = (
    select(
        *(
            invitation.c[name]
            for name in ("id", "code", "role", "uses", "used", "expires_at", "programme_id")
        ),
        *(programme.c[name] for name in ("name", "minimum_age", "maximum_age", "months", "meeting_minutes")),
        *(programme.c[name] for name in ("rules_version", "zone", "organisation_id")),
        organisation.c.name,
    )
    .join(programme, programme.c.id == invitation.c.programme_id)
    .join(organisation, organisation.c.id == programme.c.organisation_id)
    .where(among(invitation.c.code, "codes"))
)
_REFERRAL = (
    select(invitation.c.code, invitation.c.used)
    .where(invitation.c.referrer_id == bindparam("whose"))
    .order_by(invitation.c.id.desc())
    .limit(literal_column("1"))
)
_USE = (
    update(invitation)
    .where(invitation.c.id == bindparam("which"), invitation.c.used < invitation.c.uses)
    .values(used=invitation.c.used + 1)
)
_GIVE_BACK = (
    update(invitation)
    .where(invitation.c.id == bindparam("which"), invitation.c.used > 0)
    .values(used=invitation.c.used - 1)
)


async def add(
    conn: AsyncConnection,
    *,
    code: str,
    role: str,
    programme_id: int,
    now: datetime,
    uses: int = 1,
    expires_at: datetime | None = None,
    referrer_id: int | None = None,
) -> int | None:
    """Add an invitation for ``uses`` people and return its id, or None where the code is taken.

    ``referrer_id`` is the person whose own link it is.
    """
    given = {
        "code": code,
        "role": role,
        "programme_id": programme_id,
        "uses": uses,
        "used": 0,
        "expires_at": expires_at,
        "created_at": now,
        "referrer_id": referrer_id,
    }
    made: int | None = (
        await conn.execute(_ADD.on(conn).returning(invitation.c.id), given)
    ).scalar_one_or_none()
    return made


async def find(conn: AsyncConnection, codes: Collection[str]) -> dict[str, InvitationRow]:
    """Return the invitations by code; a code that nobody made is absent."""
    rows = await conn.execute(_FIND, {"codes": codes})
    return {row.code: row for row in map(InvitationRow._make, rows)}


async def referral(conn: AsyncConnection, person_id: int) -> Referral | None:
    """Return the newest of a person's own links, or None where they have none."""
    row = (await conn.execute(_REFERRAL, {"whose": person_id})).first()
    return Referral._make(row) if row else None


async def use(conn: AsyncConnection, invitation_id: int) -> bool:
    """Take a place and return True, or return False where none is left."""
    return (await conn.execute(_USE, {"which": invitation_id})).rowcount == 1


async def give_back(conn: AsyncConnection, invitation_id: int) -> None:
    """Give a place back."""
    await conn.execute(_GIVE_BACK, {"which": invitation_id})
