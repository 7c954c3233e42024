"""Changes to the link by which somebody's own calendar reads their meetings."""

from __future__ import annotations

import secrets

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations import effects
from conversations.turn import said
from mentoring.changes.who import Who
from storage import feeds

TOKEN_BYTES = 32
"""Random bytes of a link; written in hexadecimal, which no platform takes for markup."""


async def make_feed(conn: AsyncConnection, effect: effects.MakeFeed, who: Who) -> Who:
    """Send somebody their calendar link: the one that they have, or a new one."""
    token = None if effect.fresh else await feeds.newest(conn, who.known)
    if token is None:
        token = secrets.token_hex(TOKEN_BYTES)
        await feeds.revoke(conn, who.known, who.now)
        await feeds.add(conn, token, who.known, who.now)
    return who.answered(said("calendar_link", token=token))


async def revoke_feed(conn: AsyncConnection, _: effects.RevokeFeed, who: Who) -> Who:
    """Let somebody's calendar link work no more."""
    await feeds.revoke(conn, who.known, who.now)
    return who
