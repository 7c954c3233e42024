"""What a coordinator's flows about matches have looked up: who is matched, how it goes, the places."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.facts import Seek
from conversations.pairs import PlaceCard
from mentoring import overview
from mentoring.matching import who_waits
from storage import places


async def on_desk(conn: AsyncConnection, seek: Seek, organisation: int, now: datetime) -> Mapping[str, Any]:
    """Return what ``seek`` asks for, as fields of Facts; always within one organisation."""
    if seek.matching is not None:
        return {"matching": await who_waits(conn, organisation, seek.matching, now)}
    if seek.matches is not None:
        return {"matches": await overview.found(conn, organisation, seek.matches, now)}
    if seek.places:
        listed = await places.listing(conn, organisation)
        return {"places": tuple(PlaceCard(row.id, row.name, bool(row.template)) for row in listed)}
    return {}
