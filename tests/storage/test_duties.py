"""Each organisation has an ordered list of those who are told of a concern."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from storage import duties, people
from storage.duties import DutyRow
from storage.store import Store
from tests.storage.rows import ANN, HOUR, NOW, SAM, member

LEA = "slack:T1:U3"


async def test_the_list_goes_by_place_and_then_by_time(store: Store) -> None:
    async with store.write() as conn:
        ann, sam, lea = [
            await member(conn, address, first_name=name)
            for address, name in ((ANN, "Ann"), (SAM, "Sam"), (LEA, "Lea"))
        ]
        await duties.take(conn, ann, 1, 2, NOW + HOUR)
        await duties.take(conn, sam, 1, 2, NOW)
        await duties.take(conn, lea, 1, 3, NOW)
        rows = [DutyRow(sam, 2, "Sam"), DutyRow(ann, 2, "Ann"), DutyRow(lea, 3, "Lea")]
        assert await duties.listing(conn, 1) == rows
        assert await duties.listing(conn, 2) == []
        await duties.take(conn, lea, 1, 1, NOW + HOUR)
        await duties.take(conn, sam, 1, 2, NOW + 2 * HOUR)
        assert [row.first_name for row in await duties.listing(conn, 1)] == ["Lea", "Sam", "Ann"]
        await duties.lay_down(conn, sam)
        await people.set_status(conn, ann, "left", NOW)
        assert await duties.listing(conn, 1) == [DutyRow(lea, 1, "Lea")]


async def test_whoever_takes_a_place_anew_is_the_last_of_it(store: Store) -> None:
    async with store.write() as conn:
        ann, sam = await member(conn, ANN), await member(conn, SAM)
        for hours, person_id in enumerate((ann, sam)):
            await duties.take(conn, person_id, 1, 1, NOW + hours * HOUR)
        await duties.take(conn, ann, 1, 2, NOW + 2 * HOUR)
        await duties.take(conn, ann, 1, 1, NOW + 3 * HOUR)
        assert [row.person_id for row in await duties.listing(conn, 1)] == [sam, ann]


async def test_there_is_no_fourth_place(store: Store) -> None:
    with pytest.raises(IntegrityError):
        async with store.write() as conn:
            await duties.take(conn, await member(conn), 1, 4, NOW)
