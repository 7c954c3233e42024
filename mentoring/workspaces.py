"""A workspace that takes the bot away, or back: coordinators who can be reached elsewhere hear of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.reply import Order, Reply
from mentoring.letters import letter
from storage import people, workspaces
from storage.people import TeamMember


async def lost(conn: AsyncConnection, team: str, now: datetime) -> list[tuple[TeamMember, Reply]]:
    """Record that a workspace is gone; return whom to tell what, nobody where it was gone already."""
    if not await workspaces.gone(conn, team, now):
        return []
    return await _told(conn, team, "workspace_gone")


async def there(conn: AsyncConnection, team: str, name: str, now: datetime) -> list[tuple[TeamMember, Reply]]:
    """Record that a workspace is there; return whom to tell what, nobody where it never was away."""
    before = {row.team for row in await workspaces.known(conn)}
    if not await workspaces.appeared(conn, team, name, now) or team not in before:
        return []
    return await _told(conn, team, "workspace_back")


async def _told(conn: AsyncConnection, team: str, prompt: str) -> list[tuple[TeamMember, Reply]]:
    """Return the coordinators of the organisations in this workspace, where they are reached outside it."""
    name = next(row.name for row in await workspaces.known(conn) if row.team == team)
    organisations = await workspaces.organisations_in(conn, team)
    told = letter(prompt, Order.REMINDER, name=name)
    elsewhere = await people.team_elsewhere(conn, organisations, team) if organisations else []
    # Each once, at the account that they made last.
    return [(member, told) for member in {one.person_id: one for one in elsewhere}.values()]
