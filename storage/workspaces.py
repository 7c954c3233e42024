"""The workspaces of Slack that the bot was installed in: here, or gone for now."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import account, person, workspace
from storage.writing import InsertNew


class WorkspaceRow(NamedTuple):
    """A workspace by Slack's id of its team; ``state`` is active or gone, since ``changed_at``."""

    team: str
    name: str
    state: str
    changed_at: datetime


_KNOWN = select(*(workspace.c[name] for name in WorkspaceRow._fields)).order_by(workspace.c.team)
_ADD = InsertNew(workspace, ["team"])
_RENAME = update(workspace).where(workspace.c.team == bindparam("which")).values(name=bindparam("called"))
_CHANGE = (
    update(workspace)
    .where(workspace.c.team == bindparam("which"), workspace.c.state != bindparam("new"))
    .values(state=bindparam("new"), changed_at=bindparam("now"))
)
_ORGANISATIONS = (
    select(person.c.organisation_id)
    .join(account, account.c.person_id == person.c.id)
    .where(func.substr(account.c.address, 1, bindparam("length")) == bindparam("prefix"))
    .distinct()
    .order_by(person.c.organisation_id)
)


async def known(conn: AsyncConnection) -> list[WorkspaceRow]:
    """Return every workspace that ever was, whatever its organisations."""
    return [WorkspaceRow._make(row) for row in await conn.execute(_KNOWN)]


async def appeared(conn: AsyncConnection, team: str, name: str, now: datetime) -> bool:
    """Record that a workspace is there, under this name; True where it is new or was gone."""
    given = {"team": team, "name": name, "state": "active", "changed_at": now}
    made = await conn.execute(_ADD.on(conn).returning(workspace.c.team), given)
    if made.first() is not None:
        return True
    await conn.execute(_RENAME, {"which": team, "called": name})
    return (await conn.execute(_CHANGE, {"which": team, "new": "active", "now": now})).rowcount == 1


async def gone(conn: AsyncConnection, team: str, now: datetime) -> bool:
    """Record that a workspace is gone; True where it was active until now."""
    return (await conn.execute(_CHANGE, {"which": team, "new": "gone", "now": now})).rowcount == 1


async def organisations_in(conn: AsyncConnection, team: str) -> list[int]:
    """Return the organisations that somebody with an account in this workspace belongs to."""
    prefix = f"slack:{team}:"
    return list((await conn.scalars(_ORGANISATIONS, {"prefix": prefix, "length": len(prefix)})).all())
