"""The column types mean the same on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from storage import people
from storage.store import Store
from storage.tables import organisation, profile
from storage.types import among, storable, storable_json
from storage.writing import InsertNew
from tests.storage.rows import NOW, member

MOMENTS = {
    "whole second": NOW,
    "microseconds": NOW.replace(microsecond=123_457),
    "before 1970": datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    "another zone": datetime(2026, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=1))),
    "far away": datetime(9000, 1, 1, tzinfo=UTC),
}


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS.keys())
async def test_a_moment_comes_back_in_utc(store: Store, moment: datetime) -> None:
    async with store.write() as conn:
        await people.make_accounts(conn, ["telegram::1"], NOW)
        await people.hold(conn, 1, moment)
        [loaded] = await people.load(conn, ["telegram::1"], NOW)
    assert loaded.held_until == moment
    assert loaded.held_until is not None
    assert loaded.held_until.utcoffset() == timedelta(0)


async def test_a_naive_moment_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="naive"):
        async with store.write() as conn:
            await people.make_accounts(conn, ["telegram::1"], datetime(2026, 11, 23, 10))  # noqa: DTZ001


async def test_json_comes_back_as_it_went(store: Store) -> None:
    told = {"name": "Zoë 🎉", "topics": ["maths", 1, 2.5, None, True], "deep": {"a": {}}}
    async with store.write() as conn:
        person_id = await member(conn)
        await conn.execute(insert(profile), {"person_id": person_id, "fields": told})
        assert (await conn.execute(select(profile.c.fields))).scalar_one() == told


@pytest.mark.parametrize("wanted", [[], ["a"], ["b", "c", "a"], ['"; DROP', "x"]], ids=len)
async def test_among_finds_each_of_many(store: Store, wanted: list[str]) -> None:
    keep = InsertNew(organisation, ["folded"])
    async with store.write() as conn:
        names = ("a", "b", "c", '"; DROP')
        rows = [{"name": name, "folded": name, "created_at": NOW} for name in names]
        await conn.execute(keep.on(conn), rows)
        found = await conn.scalars(
            select(organisation.c.name).where(among(organisation.c.name, "names")), {"names": wanted}
        )
        assert set(found) == set(wanted) & {"a", "b", "c", '"; DROP'}


TEXTS = {
    "plain": ("hello", "hello"),
    "emoji": ("hi 👋", "hi 👋"),
    "zero byte": ("a\0b", "ab"),
    "half a pair": ("a\ud83db", "a?b"),
    "Welsh": ("tŷ bach", "tŷ bach"),
}


@pytest.mark.parametrize(("text", "kept"), TEXTS.values(), ids=TEXTS.keys())
def test_storable(text: str, kept: str) -> None:
    assert storable(text) == kept


def test_storable_json_reaches_every_text() -> None:
    told = {"na\0me": "a\0b", "topics": ["c\0", ("d\0",), 1, None, True], "deep": {"age": "1\0"}}
    assert storable_json(told) == {"name": "ab", "topics": ["c", ["d"], 1, None, True], "deep": {"age": "1"}}
