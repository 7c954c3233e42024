"""Matches, meetings and check-ins as rows, for tests that begin with them."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import matches
from storage.tables import check_in, meeting, person, proposal
from tests.storage.rows import NOW

DAY = timedelta(days=1)

_uids = count(1)


async def matched(
    conn: AsyncConnection, mentor: int, young_person: int, *, since: datetime = NOW - 60 * DAY, **more: Any
) -> int:
    """Match two people of one organisation, and return the match's id."""
    home = select(person.c.organisation_id, person.c.programme_id).where(person.c.id == young_person)
    organisation, programme = (await conn.execute(home)).one()
    row = {
        "organisation_id": organisation,
        "programme_id": programme,
        "mentor_id": mentor,
        "young_person_id": young_person,
        "zone": "Europe/London",
        "started_at": since,
    }
    return await matches.start(conn, {**row, **more})


async def met(
    conn: AsyncConnection, match: int, number: int, status: str, starts: datetime | None, **more: Any
) -> int:
    """Add a meeting of a match, and return its id; one that was held took an hour."""
    row: dict[str, Any] = {
        "match_id": match,
        "number": number,
        "status": status,
        "starts_at": starts,
        "minutes": 60,
        "zone": "Europe/London",
        "uid": f"meeting-{next(_uids)}",
        "created_at": NOW - 60 * DAY,
        "lasted": 60 if status == "held" else None,
    }
    return int((await conn.execute(insert(meeting).returning(meeting.c.id), {**row, **more})).scalar_one())


async def proposed(
    conn: AsyncConnection, meeting_id: int, by: int, at: datetime, *, status: str = "open", **more: Any
) -> None:
    """Add a proposal for a meeting."""
    row = {"meeting_id": meeting_id, "by": by, "starts": [], "minutes": 60, "status": status, "at": at}
    await conn.execute(insert(proposal), {**row, **more})


async def checked(
    conn: AsyncConnection, match: int, person_id: int, occasion: str, asked: datetime, **more: Any
) -> None:
    """Add a check-in that was asked of somebody, a catch-up unless it is told."""
    row = {"match_id": match, "person_id": person_id, "kind": "catch_up", "occasion": occasion}
    await conn.execute(insert(check_in), {**row, "asked_at": asked, **more})
