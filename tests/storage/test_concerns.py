"""A concern is recorded, added to, and never changed or deleted."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage import concerns
from storage.concerns import ConcernRow
from storage.store import Store
from tests.storage.rows import ANN, HOUR, NOW, count, member


async def raised(store: Store) -> tuple[int, int]:
    async with store.write() as conn:
        person_id = await member(conn)
        concern_id = await concerns.raise_(
            conn,
            organisation_id=1,
            person_id=person_id,
            address=ANN,
            source="words",
            category="self_harm",
            severity="high",
            words="what was said",
            at=NOW,
            inbox_id=7,
        )
    return concern_id, person_id


async def test_a_concern_is_listed_with_its_newest_event(store: Store) -> None:
    concern_id, person_id = await raised(store)
    row = ConcernRow(
        concern_id, 1, person_id, person_id, ANN, "words", "self_harm", "high", "what was said", NOW, ""
    )
    async with store.write() as conn:
        assert await concerns.listing(conn, 1) == [row]
        await concerns.note(conn, concern_id, "seen", NOW, by=person_id)
        await concerns.note(conn, concern_id, "passed_on", NOW + HOUR, note="to the lead")
        assert await concerns.listing(conn) == [row._replace(newest="passed_on")]
        assert await concerns.listing(conn, 2) == []
    assert await count(store, "concern_event") == 2


REFUSED = {
    "a concern deleted": "DELETE FROM concern",
    "its words changed": "UPDATE concern SET words = ''",
    "its category changed": "UPDATE concern SET category = 'none'",
    "an event deleted": "DELETE FROM concern_event",
    "an event changed": "UPDATE concern_event SET note = 'other'",
}


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED.keys())
async def test_the_database_refuses(store: Store, statement: str) -> None:
    concern_id, _ = await raised(store)
    async with store.write() as conn:
        await concerns.note(conn, concern_id, "seen", NOW, note="first")
    with pytest.raises(DBAPIError, match=r"only ever added to|RaiseError"):
        async with store.write() as conn:
            await conn.execute(text(statement))
    assert await count(store, "concern", "words = 'what was said' AND category = 'self_harm'") == 1
    assert await count(store, "concern_event", "note = 'first'") == 1
