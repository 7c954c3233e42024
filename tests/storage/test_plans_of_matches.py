"""What is read to match people and to tell how matches go uses the indexes that were made for it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import (
    arranging,
    check_ins,
    concerns,
    coordinators,
    health,
    matches,
    matching,
    meeting_logs,
    meetings,
    organisations,
    places,
    proposals,
)
from storage.bulk import NewPerson, add_people
from storage.store import Store
from storage.tables import check_in, goal, goal_step, match, meeting, person_role, proposal, survey
from tests.storage.rows import HOUR, NOW, member
from tests.storage.test_plans import Query, plans, vacuumed

MANY = 2_000
"""Matches of another organisation: enough that PostgreSQL would rather read an index than a table."""

BIG = ("match", "meeting", "proposal", "check_in", "goal", "goal_step", "survey", "concern", "person")

IDS = [1, 2, 3]

QUERIES: dict[str, tuple[Query, list[str]]] = {
    "matching.waiting": (lambda conn: matching.waiting(conn, 2, 20), ["ix_person_organisation_id_status"]),
    "matching.count": (lambda conn: matching.count_waiting(conn, 2), ["ix_person_organisation_id_status"]),
    "matching.mentors": (
        lambda conn: matching.mentors(conn, 2, 20),
        ["ix_person_organisation_id_status", "ix_match_mentor_id"],
    ),
    "matching.standing": (lambda conn: matching.standing(conn, 2, IDS), []),
    "coordinators.by_ids": (lambda conn: coordinators.by_ids(conn, IDS), []),
    "coordinators.of_organisations": (
        lambda conn: coordinators.of_organisations(conn, [1]),
        ["ix_person_role_team"],
    ),
    "health.active": (lambda conn: health.active(conn, [2]), ["ix_match_active"]),
    "health.one": (lambda conn: health.one(conn, 2, 1), []),
    "health.meetings": (lambda conn: health.meetings(conn, IDS, NOW, NOW), ["match_id_number"]),
    "health.heard": (
        lambda conn: health.heard(conn, IDS),
        [
            "match_id_number",
            "ix_proposal_meeting_id",
            "ix_goal_match_id",
            "ix_survey_match_id",
            "ix_goal_step_goal_id",
        ],
    ),
    "health.check_ins": (lambda conn: health.check_ins(conn, IDS), ["check_in_match_id"]),
    "health.unanswered": (
        lambda conn: health.unanswered(conn, IDS, NOW),
        ["uq_proposal_open"],
    ),
    "health.concerned": (lambda conn: health.concerned(conn, IDS), ["ix_concern_person_id"]),
    "check_ins.by_ids": (lambda conn: check_ins.by_ids(conn, IDS), []),
    "check_ins.asked": (lambda conn: check_ins.asked(conn, "catch_up", IDS, ["1"]), ["check_in_match_id"]),
    "check_ins.answered": (lambda conn: check_ins.answered(conn, 1, 20), ["check_in_match_id"]),
    "check_ins.of_meeting": (lambda conn: check_ins.of_meeting(conn, 1), ["ix_check_in_meeting_id"]),
    "check_ins.waiting": (lambda conn: check_ins.waiting(conn, 1, "catch_up"), ["ix_check_in_person_id"]),
    "check_ins.settle": (lambda conn: check_ins.settle(conn, 1, 1, NOW), ["ix_check_in_"]),
    "check_ins.pass_on": (lambda conn: check_ins.pass_on(conn, IDS, NOW), []),
    "matches.of_person": (
        lambda conn: matches.of_person(conn, 1),
        ["ix_match_mentor_id", "ix_match_young_person_id"],
    ),
    "meetings.by_ids": (lambda conn: meetings.by_ids(conn, IDS), []),
    "meetings.open_of": (lambda conn: meetings.open_of(conn, IDS, NOW), []),
    "meetings.last_of": (lambda conn: meetings.last_of(conn, IDS, NOW), ["match_id_number"]),
    "meetings.totals": (lambda conn: meetings.totals(conn, IDS), ["match_id_number"]),
    "meetings.around": (lambda conn: meetings.around(conn, [1, 2], NOW), []),
    "meetings.lock": (lambda conn: meetings.lock(conn, 1), []),
    "proposals.by_id": (lambda conn: proposals.by_id(conn, 1), []),
    "proposals.open_of": (lambda conn: proposals.open_of(conn, IDS), ["uq_proposal_open"]),
    "proposals.end_of": (lambda conn: proposals.end_of(conn, 1, "withdrawn", NOW), []),
    "places.listing": (lambda conn: places.listing(conn, 1), []),
    "arranging.proposed": (lambda conn: arranging.proposed(conn, IDS), []),
    "arranging.newest": (
        lambda conn: arranging.newest(conn, IDS),
        ["match_id_number", "ix_proposal_meeting_id"],
    ),
    "arranging.latest": (lambda conn: arranging.latest(conn, IDS, NOW), ["match_id_number"]),
    "meeting_logs.notes": (lambda conn: meeting_logs.notes(conn, 1, 5), ["match_id_number"]),
    "meeting_logs.of_mentor": (
        lambda conn: meeting_logs.of_mentor(conn, 1, NOW, NOW - HOUR),
        ["ix_match_mentor_id", "match_id_number"],
    ),
    "meeting_logs.agreed": (lambda conn: meeting_logs.agreed(conn, IDS), ["match_id_number"]),
    "meeting_logs.forget": (
        lambda conn: meeting_logs.forget(conn, 1),
        ["ix_match_mentor_id", "ix_match_young_person_id", "match_id_number"],
    ),
}

UNIQUE = {"match_id_number": "sqlite_autoindex_meeting_", "check_in_match_id": "sqlite_autoindex_check_in_"}
"""What SQLite calls the indexes of a table's own constraints; their number follows."""


async def lived_in(conn: AsyncConnection) -> None:
    """Fill one organisation with matches that have met, and make another, with one young person."""
    await member(conn)
    await organisations.add(conn, "Elm College", NOW)
    new = [NewPerson(str(n), 1, 1, "mentor", f"CODE{n}", "Sam", NOW) for n in range(2 * MANY)]
    await add_people(conn, new)
    await conn.execute(text("UPDATE person SET status = 'active'"))
    numbers = range(1, MANY + 1)
    base: dict[str, Any] = {"organisation_id": 1, "zone": "Europe/London", "started_at": NOW}
    await conn.execute(
        insert(match), [{**base, "mentor_id": n, "young_person_id": n + MANY} for n in numbers]
    )
    met = {"number": 1, "status": "held", "starts_at": NOW, "minutes": 60, "zone": "UTC", "created_at": NOW}
    await conn.execute(insert(meeting), [{**met, "match_id": n, "uid": str(n)} for n in numbers])
    coming = {**met, "number": 2, "status": "confirmed", "starts_at": NOW + HOUR}
    await conn.execute(insert(meeting), [{**coming, "match_id": n, "uid": f"coming {n}"} for n in numbers])
    made: dict[str, Any] = {"by": 1, "starts": [], "minutes": 60, "status": "accepted", "at": NOW}
    await conn.execute(insert(proposal), [{**made, "meeting_id": n} for n in numbers])
    asked = {
        "kind": "catch_up",
        "occasion": "1",
        "asked_at": NOW,
        "answered_at": NOW,
        "answers": {"safe": "yes"},
    }
    of_each = [{**asked, "match_id": n, "person_id": n, "meeting_id": n} for n in numbers]
    await conn.execute(insert(check_in), of_each)
    made = {"title": "A", "made_at": NOW}
    await conn.execute(insert(goal), [{**made, "match_id": n} for n in numbers])
    await conn.execute(insert(goal_step), [{**made, "goal_id": n, "done_at": NOW} for n in numbers])
    answered = {"wave": "start", "answers": {}, "at": NOW}
    await conn.execute(insert(survey), [{**answered, "match_id": n, "person_id": n} for n in numbers])
    given: dict[str, Any] = {"source": "words", "category": "other", "severity": "high", "words": "words"}
    for n in numbers:
        await concerns.raise_(conn, organisation_id=1, person_id=n, address="", at=NOW, **given)
    young = await member(conn, "telegram::2")
    await conn.execute(text(f"UPDATE person SET organisation_id = 2 WHERE id = {young}"))  # noqa: S608
    await conn.execute(insert(person_role), {"person_id": young, "role": "mentor"})


def faults(plan: str, indexes: list[str]) -> list[str]:
    """Return the indexes that a plan passes over, and the big tables that it reads whole."""
    passed_over = [name for name in indexes if name not in plan and UNIQUE.get(name, name) not in plan]
    whole = [name for name in BIG if f"Seq Scan on {name} " in plan or f"'SCAN {name}'" in plan]
    return passed_over + whole


@pytest.mark.parametrize("counted", [False, True], ids=["never analysed", "analysed"])
async def test_every_query_uses_its_index(store: Store, store_url: str, counted: bool) -> None:
    async with store.write() as conn:
        await lived_in(conn)
    if counted or store.dialect == "postgresql":
        await vacuumed(store_url)
    found: dict[str, str] = {}
    async with store.write() as conn:
        for name, (query, indexes) in QUERIES.items():
            plan = await plans(conn, query)
            if wrong := faults(plan, indexes):
                found[name] = f"{wrong}\n{plan}"
    assert found == {}, "\n".join(f"{name}: {plan}" for name, plan in found.items())


async def test_a_plan_that_reads_a_table_is_seen() -> None:
    assert faults("(2, 0, 0, 'SCAN meeting')", []) == ["meeting"]
    assert faults("('  ->  Seq Scan on match  (cost=0.00',)", []) == ["match"]
    assert (
        faults("SEARCH meeting USING INDEX sqlite_autoindex_meeting_2 (match_id=?)", ["match_id_number"])
        == []
    )


async def test_many_matches_take_no_more_statements_than_one(store: Store) -> None:
    async with store.write() as conn:
        await lived_in(conn)
        counts = [await statements(conn, ids) for ids in ([1], list(range(1, MANY + 1)))]

    assert counts[0] == counts[1] == 5


async def statements(conn: AsyncConnection, ids: list[int]) -> int:
    """Return how many statements tell how these matches go."""
    seen: list[str] = []

    def see(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(conn.sync_connection, "before_cursor_execute", see)
    await health.meetings(conn, ids, NOW, NOW - HOUR)
    await health.heard(conn, ids)
    await health.check_ins(conn, ids)
    await health.unanswered(conn, ids, NOW)
    await health.concerned(conn, ids)
    event.remove(conn.sync_connection, "before_cursor_execute", see)
    return len(seen)
