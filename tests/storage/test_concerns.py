"""A concern is recorded, added to, and never changed or deleted."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage import alerts, concerns, erasure, organisations
from storage.concerns import ConcernRow, EventRow
from storage.store import Store
from tests.storage.rows import ANN, HOUR, NOW, SAM, SECOND, count, member


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


async def test_a_card_is_shown_to_its_own_organisation(store: Store) -> None:
    concern_id, _ = await raised(store)
    async with store.write() as conn:
        elm, _ = await organisations.add(conn, "Elm College", NOW)
        await alerts.raise_(conn, concern_id, elm, NOW)
        found = await concerns.card(conn, 1, concern_id)
        assert found is not None
        assert (found.id, found.words) == (concern_id, "what was said")
        assert await concerns.card(conn, elm, concern_id) is None
        assert await concerns.card(conn, 1, concern_id + 1) is None


async def test_a_strangers_concern_belongs_to_whom_its_alert_says(store: Store) -> None:
    async with store.write() as conn:
        oak, _ = await organisations.add(conn, "Oak School", NOW)
        elm, _ = await organisations.add(conn, "Elm College", NOW)
        number = await concerns.raise_(
            conn,
            organisation_id=None,
            person_id=None,
            address=ANN,
            source="words",
            category="other",
            severity="high",
            words="what was said",
            at=NOW,
        )
        assert await concerns.card(conn, oak, number) is None
        await alerts.raise_(conn, number, oak, NOW)
        found = await concerns.card(conn, oak, number)
        assert found is not None
        assert found.organisation_id is None
        assert await concerns.card(conn, elm, number) is None


async def test_what_was_done_keeps_its_order_and_loses_the_name_of_whoever_is_erased(store: Store) -> None:
    concern_id, _ = await raised(store)
    async with store.write() as conn:
        sam = await member(conn, SAM, first_name="Sam")
        await concerns.note(conn, concern_id, "told", NOW, by=sam)
        await concerns.note(conn, concern_id, "note", NOW + SECOND, note="by the operator")
        told = EventRow(NOW, "told", sam, "Sam", "")
        noted = EventRow(NOW + SECOND, "note", None, "", "by the operator")
        assert await concerns.events(conn, concern_id) == [told, noted]
        await erasure.forget_person(conn, sam)
        assert await concerns.events(conn, concern_id) == [told._replace(first_name=""), noted]
        assert await concerns.events(conn, concern_id + 1) == []


async def test_the_newest_of_a_person_from_a_source_is_found(store: Store) -> None:
    first, person_id = await raised(store)
    second, other = await raised(store)
    async with store.write() as conn:
        assert await concerns.newest_by(conn, person_id, "words", NOW) == first
        assert await concerns.newest_by(conn, other, "words", NOW - HOUR) == second
        assert await concerns.newest_by(conn, person_id, "words", NOW + SECOND) is None
        assert await concerns.newest_by(conn, person_id, "report", NOW) is None
