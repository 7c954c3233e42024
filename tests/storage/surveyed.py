"""A programme that has gone on for a while: matches that met, goals that were reached, surveys answered."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import goals, matches, people, surveys
from storage.tables import meeting
from tests.storage.matched import DAY, matched
from tests.storage.rows import NOW

BEFORE = {"options": 2, "find_out": 2, "ask_somebody": 4, "talk_to_adults": 4, "my_skills": 1}
AFTER = {"options": 4, "find_out": 4, "ask_somebody": 4, "talk_to_adults": 3, "my_skills": 5}
"""Both of knowledge change, one of networks gets worse, of skills one is asked, of confidence none."""


async def lived(conn: AsyncConnection, organisation: int, programme: int | None, number: int) -> list[int]:
    """Let ``number`` pairs live: each met twice, missed once and reached one of two goals.

    Every young person answers at the start and at the end, and all but the first match are over. Returns the
    matches.
    """
    made = [await _pair(conn, organisation, programme) for _ in range(number)]
    for place, match in enumerate(made):
        held: dict[str, Any] = {"match_id": match, "minutes": 60, "zone": "Europe/London", "created_at": NOW}
        rows = [(1, "held", 60), (2, "held", 45), (3, "missed", None), (4, "confirmed", None)]
        await conn.execute(
            insert(meeting),
            [
                {**held, "number": n, "status": status, "lasted": lasted, "uid": f"{match}:{n}"}
                for n, status, lasted in rows
            ],
        )
        for title in ("reached", "open"):
            goal = await goals.add(conn, match, title, None, 1, NOW)
            if title == "reached":
                await goals.end(conn, goal, title, NOW)
        if place:
            await matches.close(conn, match, "year_done", None, NOW)
    return made


async def _pair(conn: AsyncConnection, organisation: int, programme: int | None) -> int:
    given: dict[str, Any] = {"organisation_id": organisation, "programme_id": programme, "status": "active"}
    mentor = await people.make_person(conn, roles=["mentor"], first_name="Sam", now=NOW, **given)
    young = await people.make_person(conn, roles=["young_person"], first_name="Ann", now=NOW, **given)
    match = await matched(conn, mentor, young)
    for wave, answers, at in (("start", BEFORE, NOW - 58 * DAY), ("end", AFTER, NOW)):
        whose: dict[str, Any] = {"person_id": young, "match_id": match, "programme_id": programme}
        await surveys.add(conn, **whose, wave=wave, answers=answers, now=at)
    return match
