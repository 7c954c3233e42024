"""The days on which many people are away are read in one go."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from storage import availability, away
from storage.availability import AwayRow
from storage.store import Store
from tests.storage.rows import NOW, SAM, member

TODAY = NOW.date()


async def test_each_has_their_own_days_soonest_first(store: Store) -> None:
    first, last = date(2026, 12, 1), date(2026, 12, 24)
    async with store.write() as conn:
        ann, sam, lee = await member(conn), await member(conn, SAM), await member(conn, "telegram::3")
        for day in (last, first):
            await availability.add_away(conn, ann, day, day, NOW)
        await availability.add_away(conn, sam, first, last, NOW)
        await availability.add_away(conn, lee, first, last, NOW)
        found = await away.of_people(conn, [ann, sam, 99], NOW)
        assert await away.of_people(conn, [], NOW) == {}
    assert found == {ann: [AwayRow(first, first), AwayRow(last, last)], sam: [AwayRow(first, last)]}


@pytest.mark.parametrize(("ended", "counts"), [(date(2026, 11, 22), True), (date(2026, 11, 21), False)])
@pytest.mark.parametrize("hour", [0, 23])
async def test_a_day_counts_until_it_is_over_everywhere(
    store: Store, ended: date, counts: bool, hour: int
) -> None:
    now: datetime = NOW.replace(hour=hour)
    async with store.write() as conn:
        ann = await member(conn)
        await availability.add_away(conn, ann, ended, ended, NOW)
        assert bool(await away.of_people(conn, [ann], now)) is counts
