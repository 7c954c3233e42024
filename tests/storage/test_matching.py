"""Who waits for a mentor, which mentors have room, and who is free when two are matched."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import matches, matching, organisations, people
from storage.store import Store
from tests.storage.matched import DAY, matched
from tests.storage.rows import NOW, member

OAK = 1


async def young(conn: AsyncConnection, number: int, first_name: str = "Ann", **more: Any) -> int:
    """Make a young person who joined ``number`` days ago."""
    base: dict[str, Any] = {"roles": ["young_person"], "first_name": first_name}
    made = await member(conn, f"telegram::{number}", **{**base, **more})
    if more.get("status", "active") == "active":
        await people.set_status(conn, made, "active", NOW - number * DAY)
    return made


async def mentor(conn: AsyncConnection, number: int, first_name: str = "Max", **fields: Any) -> int:
    """Make an active mentor with this profile."""
    made = await member(conn, f"slack:T1:U{number}", roles=["mentor"], first_name=first_name)
    await people.set_status(conn, made, "active", NOW - number * DAY)
    await people.set_profile(conn, made, fields)
    return made


async def test_the_longest_wait_comes_first_and_whoever_has_a_mentor_waits_no_more(store: Store) -> None:
    async with store.write() as conn:
        ann, ben, cat = [await young(conn, days) for days in (3, 9, 5)]
        max_ = await mentor(conn, 1)
        await matched(conn, max_, cat)
        rows = await matching.waiting(conn, OAK, 20)
        assert await matching.count_waiting(conn, OAK) == 2

    assert [(row.id, row.since) for row in rows] == [(ben, NOW - 9 * DAY), (ann, NOW - 3 * DAY)]
    assert (rows[0].framework, rows[0].zone, rows[0].fields) == ("one-hour-a-month", "Europe/London", {})


async def test_whoever_lost_their_mentor_waits_from_then_on(store: Store) -> None:
    async with store.write() as conn:
        ann, ben = await young(conn, 90), await young(conn, 9)
        match = await matched(conn, await mentor(conn, 1), ann)
        await matches.close(conn, match, "moved", None, NOW - DAY)
        rows = await matching.waiting(conn, OAK, 20)

    assert [(row.id, row.since) for row in rows] == [(ben, NOW - 9 * DAY), (ann, NOW - DAY)]


@pytest.mark.parametrize("status", ["joining", "waiting", "paused", "left", "declined", "invited"])
async def test_only_those_who_take_part_wait(store: Store, status: str) -> None:
    async with store.write() as conn:
        await young(conn, 1, status=status)
        assert await matching.waiting(conn, OAK, 20) == []
        assert await matching.count_waiting(conn, OAK) == 0


async def test_nobody_of_another_organisation_is_found(store: Store) -> None:
    async with store.write() as conn:
        ann, max_ = await young(conn, 1), await mentor(conn, 2, capacity=2)
        elm, _ = await organisations.add(conn, "Elm College", NOW)

        assert await matching.waiting(conn, elm, 20) == []
        assert await matching.mentors(conn, elm, 20) == []
        assert await matching.waiting_named(conn, elm, ann, "", 20) == []
        assert await matching.mentors_named(conn, elm, max_, "", 20) == []
        assert await matching.standing(conn, elm, [ann, max_]) == {}


@pytest.mark.parametrize(
    ("number", "name", "found"),
    [
        (0, "si", ["Siân", "Sibyl"]),
        (0, "SIÂN", ["Siân"]),
        (0, "%", []),
        (0, "", []),
        (0, "zoe", []),
    ],
)
async def test_a_part_of_a_name_finds_those_who_wait(
    store: Store, number: int, name: str, found: list[str]
) -> None:
    async with store.write() as conn:
        for days, first_name in ((9, "Siân"), (5, "Sibyl"), (3, "Ann")):
            await young(conn, days, first_name)
            await mentor(conn, days, first_name)
        rows = await matching.waiting_named(conn, OAK, number, name, 20)
        mentors = await matching.mentors_named(conn, OAK, number, name, 20)

    assert [row.first_name for row in rows] == found
    assert [row.first_name for row in mentors] == found


async def test_a_number_finds_one(store: Store) -> None:
    async with store.write() as conn:
        ann, ben = await young(conn, 1), await young(conn, 2)
        max_ = await mentor(conn, 1)
        assert [row.id for row in await matching.waiting_named(conn, OAK, ann, "", 20)] == [ann]
        assert [row.id for row in await matching.mentors_named(conn, OAK, max_, "", 20)] == [max_]
        assert await matching.waiting_named(conn, OAK, max_, "", 20) == []
        assert await matching.mentors_named(conn, OAK, ben, "", 20) == []


async def test_a_mentor_has_room_until_their_young_people_are_as_many_as_they_take(store: Store) -> None:
    async with store.write() as conn:
        two, one, untold = [await mentor(conn, 9, capacity=2), await mentor(conn, 5), await mentor(conn, 3)]
        ended = await matched(conn, one, await young(conn, 1))
        await matched(conn, untold, await young(conn, 2))
        await matched(conn, two, await young(conn, 3))
        await matches.close(conn, ended, "moved", None, NOW)
        rows = await matching.mentors(conn, OAK, 20)

    assert [(row.id, row.matches, row.capacity) for row in rows] == [(one, 0, 1), (two, 1, 2)]


async def test_what_is_so_of_two_who_are_to_be_matched(store: Store) -> None:
    async with store.write() as conn:
        ann = await young(conn, 1, roles=["young_person"], zone="Europe/Paris")
        await people.set_profile(conn, ann, {"interests": ["art"]})
        max_ = await mentor(conn, 2, capacity=3)
        await matched(conn, max_, await young(conn, 3))
        found = await matching.standing(conn, OAK, [ann, max_, 999])

    assert set(found) == {ann, max_}
    assert (found[ann].roles, found[ann].zone, found[ann].fields, found[ann].matches) == (
        *("young_person", "Europe/Paris"),
        *({"interests": ["art"]}, 0),
    )
    assert (found[max_].status, found[max_].matches, found[max_].capacity) == ("active", 1, 3)


async def test_two_who_match_the_same_person_at_once_see_one_another(postgres_url: str) -> None:
    """The second waits for the first, and then sees the match that the first has made."""
    here, there = Store.open(postgres_url), Store.open(postgres_url)
    async with here.write() as conn:
        ann, max_, zoe = await young(conn, 1), await mentor(conn, 2), await mentor(conn, 3)
    looked = asyncio.Event()

    async def first() -> None:
        async with here.write() as conn:
            await matching.standing(conn, OAK, [max_, ann])
            looked.set()
            await matched(conn, max_, ann)

    async def second() -> int:
        await looked.wait()
        async with there.write() as conn:
            return (await matching.standing(conn, OAK, [zoe, ann]))[ann].matches

    _, seen = await asyncio.gather(first(), second())
    await here.close()
    await there.close()

    assert seen == 1
