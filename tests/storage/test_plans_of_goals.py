"""What is read of goals, surveys and impact uses the indexes that were made for it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import goals, impact, organisations, surveys
from storage.store import Store
from tests.storage.rows import NOW
from tests.storage.test_plans import Query, plans, vacuumed
from tests.storage.test_plans_of_matches import faults, lived_in

IDS = [1, 2, 3]
DAY = date(2026, 12, 4)

ORGANISATIONS = 40

QUERIES: dict[str, tuple[Query, list[str]]] = {
    "goals.by_ids": (lambda conn: goals.by_ids(conn, IDS), []),
    "goals.of_matches": (lambda conn: goals.of_matches(conn, IDS), ["ix_goal_match_id"]),
    "goals.reached": (lambda conn: goals.reached(conn, IDS), ["ix_goal_match_id"]),
    "goals.steps_by_ids": (lambda conn: goals.steps_by_ids(conn, IDS), []),
    "goals.steps_of": (lambda conn: goals.steps_of(conn, IDS), ["ix_goal_step_goal_id"]),
    "goals.open_goals": (lambda conn: goals.open_goals(conn, 1), ["ix_goal_match_id"]),
    "goals.step_count": (lambda conn: goals.step_count(conn, 1), ["ix_goal_step_goal_id"]),
    "goals.end": (lambda conn: goals.end(conn, 1, "reached", NOW), []),
    "goals.reopen": (lambda conn: goals.reopen(conn, 1, "reached"), []),
    "goals.set_by": (lambda conn: goals.set_by(conn, 1, DAY), []),
    "goals.do_step": (lambda conn: goals.do_step(conn, 1, 1, NOW), []),
    "goals.undo_step": (lambda conn: goals.undo_step(conn, 1), []),
    "goals.set_step_by": (lambda conn: goals.set_step_by(conn, 1, DAY), []),
    "surveys.answered": (lambda conn: surveys.answered(conn, IDS), ["ix_survey_match_id"]),
    "surveys.waves": (lambda conn: surveys.waves(conn, 2), ["ix_survey_programme_id"]),
    "surveys.change": (lambda conn: surveys.change(conn, 2, ["options"]), ["ix_survey_programme_id"]),
    "impact.done": (
        lambda conn: impact.done(conn, 2),
        ["ix_match_organisation_id", "ix_goal_match_id"],
    ),
}


async def spread(conn: AsyncConnection) -> None:
    """Give every organisation its part of the matches and surveys: of a sole one, all is read anyway."""
    for number in range(ORGANISATIONS):
        made, _ = await organisations.add(conn, f"School {number}", NOW)
        home = await organisations.get(conn, made)
        part = {"part": number, "many": ORGANISATIONS}
        to = {"organisation": home.id, "programme": home.programme_id, **part}
        await conn.execute(
            text("UPDATE match SET organisation_id = :organisation WHERE id % :many = :part"), to
        )
        await conn.execute(text("UPDATE survey SET programme_id = :programme WHERE id % :many = :part"), to)


@pytest.mark.parametrize("counted", [False, True], ids=["never analysed", "analysed"])
async def test_every_query_uses_its_index(store: Store, store_url: str, counted: bool) -> None:
    async with store.write() as conn:
        await lived_in(conn)
        await spread(conn)
    if counted or store.dialect == "postgresql":
        await vacuumed(store_url)
    found: dict[str, str] = {}
    async with store.write() as conn:
        for name, (query, indexes) in QUERIES.items():
            plan = await plans(conn, query)
            if wrong := faults(plan, indexes):
                found[name] = f"{wrong}\n{plan}"
    assert found == {}, "\n".join(f"{name}: {plan}" for name, plan in found.items())
