"""Changes to one person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Text, bindparam, case, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.folding import folded
from storage.tables import agreement, person, person_role, profile
from storage.types import UtcDateTime
from storage.writing import InsertNew, Upsert

_NEW: BindParameter[str] = bindparam("new", type_=Text)
_NOW = bindparam("now", type_=UtcDateTime)
_MAKE = insert(person).returning(person.c.id)
_SET_STATUS = (
    update(person)
    .where(person.c.id == bindparam("who"))
    .values(
        status=_NEW,
        joined_at=case((_NEW == "active", func.coalesce(person.c.joined_at, _NOW)), else_=person.c.joined_at),
        left_at=case((_NEW == "left", _NOW), else_=None),
    )
)
_OF = update(person).where(person.c.id == bindparam("who"))
_DECIDE = _SET_STATUS.where(person.c.status == bindparam("was"))
_SET_NAME = _OF.values(first_name=_NEW, folded=bindparam("searched_for"))
_SET_EXTERNAL_ID = _OF.values(external_id=_NEW)
_SET_PROFILE = Upsert(profile, ["person_id"], ["fields"])
_PROFILE = select(profile.c.fields).where(profile.c.person_id == bindparam("who"))
_ADD_ROLE = InsertNew(person_role, ["person_id", "role"])
_REMOVE_ROLE = delete(person_role).where(
    person_role.c.person_id == bindparam("who"), person_role.c.role == bindparam("which")
)
_AGREE = insert(agreement)


async def make_person(
    conn: AsyncConnection,
    *,
    organisation_id: int,
    status: str,
    roles: Collection[str],
    now: datetime,
    programme_id: int | None = None,
    invitation_id: int | None = None,
    first_name: str = "",
    language: str = "en",
    zone: str = "Europe/London",
    external_id: str | None = None,
) -> int:
    """Make a person with their roles and return the new id.

    ``external_id`` is what the organisation's own lists call them: sqlalchemy.exc.IntegrityError where
    somebody of the organisation has it already.
    """
    given = {
        "organisation_id": organisation_id,
        "programme_id": programme_id,
        "invitation_id": invitation_id,
        "status": status,
        "first_name": first_name,
        "folded": folded(first_name),
        "language": language,
        "zone": zone,
        "external_id": external_id,
        "created_at": now,
    }
    person_id: int = (await conn.execute(_MAKE, given)).scalar_one()
    for role in roles:
        await add_role(conn, person_id, role)
    return person_id


async def set_status(conn: AsyncConnection, person_id: int, status: str, now: datetime) -> None:
    """Set a person's status; the first "active" sets joined_at, "left" sets left_at, any other clears it."""
    await conn.execute(_SET_STATUS, {"who": person_id, "new": status, "now": now})


async def decide(conn: AsyncConnection, person_id: int, was: str, status: str, now: datetime) -> bool:
    """Set a person's status where it is still ``was``; return False where somebody changed it first."""
    given = {"who": person_id, "was": was, "new": status, "now": now}
    return (await conn.execute(_DECIDE, given)).rowcount == 1


async def set_name(conn: AsyncConnection, person_id: int, first_name: str) -> None:
    """Set a person's first name."""
    given = {"who": person_id, "new": first_name, "searched_for": folded(first_name)}
    await conn.execute(_SET_NAME, given)


async def set_external_id(conn: AsyncConnection, person_id: int, external_id: str | None) -> None:
    """Set what the organisation's own lists call a person; IntegrityError as in ``make_person``."""
    await conn.execute(_SET_EXTERNAL_ID, {"who": person_id, "new": external_id})


async def set_profile(conn: AsyncConnection, person_id: int, fields: Mapping[str, Any]) -> None:
    """Replace what a person told, by field name."""
    await conn.execute(_SET_PROFILE.on(conn), {"person_id": person_id, "fields": dict(fields)})


async def amend_profile(conn: AsyncConnection, person_id: int, field: str, value: Any) -> None:
    """Change one field of what a person told."""
    told = (await conn.execute(_PROFILE, {"who": person_id})).scalar_one_or_none() or {}
    await set_profile(conn, person_id, {**told, field: value})


async def add_role(conn: AsyncConnection, person_id: int, role: str) -> None:
    """Give a person a role; one they have already changes nothing."""
    await conn.execute(_ADD_ROLE.on(conn), {"person_id": person_id, "role": role})


async def remove_role(conn: AsyncConnection, person_id: int, role: str) -> None:
    """Take a role from a person; one they do not have changes nothing."""
    await conn.execute(_REMOVE_ROLE, {"who": person_id, "which": role})


async def agree(conn: AsyncConnection, person_id: int, document: str, version: str, at: datetime) -> None:
    """Record that a person agreed to a version of a document."""
    given = {"person_id": person_id, "document": document, "version": version, "at": at}
    await conn.execute(_AGREE, given)
