"""What people wish of nudges is kept, each of it by itself."""

from __future__ import annotations

from storage import people
from storage.people import WishesRow
from storage.store import Store
from tests.storage.rows import HOUR, NOW, SAM, member


async def test_whoever_chose_nothing_has_no_wishes(store: Store) -> None:
    async with store.write() as conn:
        ann = await member(conn)
        assert await people.wishes(conn, [ann, 99]) == {ann: WishesRow(ann, "", None, None)}
        assert await people.wishes(conn, []) == {}


async def test_each_wish_is_kept_and_taken_back(store: Store) -> None:
    async with store.write() as conn:
        ann, sam = await member(conn), await member(conn, SAM)
        await people.set_nudges_off(conn, ann, ["goals", "other"])
        await people.set_reminders(conn, ann, ["week", "hour"])
        await people.pause(conn, ann, NOW + HOUR)
        assert await people.wishes(conn, [ann, sam]) == {
            ann: WishesRow(ann, "goals,other", "week,hour", NOW + HOUR),
            sam: WishesRow(sam, "", None, None),
        }
        await people.set_nudges_off(conn, ann, [])
        await people.set_reminders(conn, ann, [])
        await people.pause(conn, ann, None)
        assert await people.wishes(conn, [ann]) == {ann: WishesRow(ann, "", "", None)}
