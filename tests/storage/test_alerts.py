"""A concern is told again and again until somebody has it."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from storage import alerts, concerns, organisations
from storage.alerts import AlertRow
from storage.store import Store
from tests.storage.rows import ANN, HOUR, NOW, SECOND, count


async def alerted(conn: AsyncConnection, organisation_id: int | None = 1, after: int = 0) -> int:
    """Raise a concern that is to be told so many seconds from now."""
    await organisations.add(conn, "Oak School", NOW)
    number = await concerns.raise_(
        conn,
        organisation_id=organisation_id,
        person_id=None,
        address=ANN,
        source="words",
        category="other",
        severity="high",
        words="what was said",
        at=NOW,
    )
    await alerts.raise_(conn, number, organisation_id, NOW + after * SECOND)
    return number


async def test_what_is_due_comes_oldest_first_and_stepped_comes_again(store: Store) -> None:
    async with store.write() as conn:
        late, early, later = [await alerted(conn, after=seconds) for seconds in (2, 1, 60)]
        rows = [
            AlertRow(early, 1, 0, "high", "words", NOW + SECOND),
            AlertRow(late, 1, 0, "high", "words", NOW + 2 * SECOND),
        ]
        assert await alerts.due(conn, NOW, 10) == []
        assert await alerts.due(conn, NOW + 2 * SECOND, 10) == rows
        assert await alerts.due(conn, NOW + HOUR, 1) == rows[:1]
        await alerts.step(conn, early, 1, NOW + HOUR)
        assert await alerts.due(conn, NOW + 2 * SECOND, 10) == rows[1:]
        again = await alerts.due(conn, NOW + HOUR, 10)
    assert [(row.concern_id, row.step) for row in again] == [(late, 0), (later, 0), (early, 1)]


async def test_one_person_has_it_and_it_is_told_no_more(store: Store) -> None:
    async with store.write() as conn:
        number, other = await alerted(conn), await alerted(conn)
        assert await alerts.settle(conn, number, 7, NOW + SECOND)
        assert not await alerts.settle(conn, number, 8, NOW + HOUR)
        assert not await alerts.settle(conn, other + 1, 8, NOW)
        await alerts.step(conn, number, 5, NOW)
        assert [row.concern_id for row in await alerts.due(conn, NOW, 10)] == [other]
    assert await count(store, "alert", "settled_by = 7 AND step = 0") == 1


async def test_an_alert_is_hurried_also_where_somebody_had_it(store: Store) -> None:
    async with store.write() as conn:
        number = await alerted(conn, after=60)
        await alerts.hurry(conn, number, NOW + SECOND)
        assert [row.next_at for row in await alerts.open_(conn, 1)] == [NOW + SECOND]
        await alerts.settle(conn, number, 7, NOW + SECOND)
        await alerts.hurry(conn, number, NOW + HOUR)
        assert [row.next_at for row in await alerts.open_(conn, 1)] == [NOW + HOUR]
    assert await count(store, "alert", "settled_at IS NULL AND settled_by IS NULL") == 1


async def test_open_alerts_stay_within_an_organisation(store: Store) -> None:
    async with store.write() as conn:
        number = await alerted(conn)
        elm, _ = await organisations.add(conn, "Elm College", NOW)
        strangers = await alerted(conn, None)
        assert [row.concern_id for row in await alerts.open_(conn, 1)] == [number]
        assert await alerts.open_(conn, elm) == []
        assert [row.organisation_id for row in await alerts.due(conn, NOW, 10)] == [1, None]
        await alerts.settle(conn, number, None, NOW)
        assert await alerts.open_(conn, 1) == []
        assert [row.concern_id for row in await alerts.due(conn, NOW, 10)] == [strangers]


async def test_two_processes_share_what_is_due(postgres_url: str) -> None:
    here, there = Store.open(postgres_url), Store.open(postgres_url)
    async with here.write() as conn:
        first, second = await alerted(conn, after=-1), await alerted(conn)
    async with here.write() as one, there.write() as other:
        assert [row.concern_id for row in await alerts.due(one, NOW, 1)] == [first]
        assert [row.concern_id for row in await alerts.due(other, NOW, 10)] == [second]
    await here.close()
    await there.close()
