"""What slack_sdk's installation store holds, all at once: the newest installation of each workspace."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.slack.app import Workspace
from storage.tables import slack_bots


class Installed(NamedTuple):
    """An installation in a workspace; ``enterprise`` is None where it belongs to none."""

    team: str
    name: str
    enterprise: str | None
    workspace: Workspace


_COLUMNS = ("team_id", "team_name", "enterprise_id", "bot_token", "bot_user_id", "bot_id")
_BOTS = (
    select(*(slack_bots.c[name] for name in _COLUMNS))
    .where(
        slack_bots.c.client_id == bindparam("client"),
        slack_bots.c.team_id.is_not(None),
        slack_bots.c.bot_token.is_not(None),
    )
    .order_by(slack_bots.c.installed_at, slack_bots.c.id)
)


async def installed_in(conn: AsyncConnection, client_id: str) -> dict[str, Installed]:
    """Return the installations of the app with this client id, by the team's id."""
    rows = await conn.execute(_BOTS, {"client": client_id})
    # A later one takes the place of those before.
    return {
        row.team_id: Installed(
            row.team_id,
            row.team_name or row.team_id,
            row.enterprise_id,
            Workspace(row.bot_token, row.bot_user_id or "", row.bot_id or ""),
        )
        for row in rows
    }
