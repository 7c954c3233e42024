"""What people are asked is kept once an occasion, with what they answer."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import check_ins, erasure
from storage.check_ins import CheckInRow
from storage.store import Store
from tests.storage.matched import DAY, matched, met
from tests.storage.rows import ANN, HOUR, NOW, SAM, count, member


async def pair(conn: AsyncConnection) -> tuple[int, int, int, int]:
    """Make a young person, a mentor, their match and a meeting, and return their ids."""
    ann, sam = await member(conn, ANN), await member(conn, SAM, first_name="Sam", roles=["mentor"])
    match = await matched(conn, sam, ann)
    return ann, sam, match, await met(conn, match, 1, "confirmed", NOW - HOUR)


def asked(match: int, person: int, meeting: int | None = None, name: str = "1") -> dict[str, Any]:
    """Return a check-in to keep: about a meeting where there is one, else a catch-up."""
    about = (
        {"kind": "meeting", "occasion": str(meeting)} if meeting else {"kind": "catch_up", "occasion": name}
    )
    return {"match_id": match, "meeting_id": meeting, "person_id": person, "asked_at": NOW, **about}


async def test_an_occasion_is_asked_once(store: Store) -> None:
    async with store.write() as conn:
        ann, sam, match, meeting = await pair(conn)
        rows = [asked(match, ann, meeting), asked(match, sam, meeting), asked(match, ann)]
        for _ in range(2):
            await check_ins.ask(conn, rows)
        await check_ins.ask(conn, [])
        found = await check_ins.asked(conn, "meeting", [match], [str(meeting)])
    assert await count(store, "check_in") == 3
    assert set(found) == {(match, ann, str(meeting)), (match, sam, str(meeting))}
    of_ann = found[match, ann, str(meeting)]
    assert of_ann == CheckInRow(
        of_ann.id, match, meeting, ann, "meeting", str(meeting), NOW, None, None, None
    )


async def test_what_is_asked_is_found_by_match_person_and_occasion(store: Store) -> None:
    async with store.write() as conn:
        ann, _, match, meeting = await pair(conn)
        await check_ins.ask(conn, [asked(match, ann, name=name) for name in ("1", "2", "3")])
        await check_ins.ask(conn, [asked(match, ann, meeting)])
        assert set(await check_ins.asked(conn, "catch_up", [match], ["1", "3"])) == {
            (match, ann, "1"),
            (match, ann, "3"),
        }
        assert await check_ins.asked(conn, "catch_up", [match + 1], ["1"]) == {}
        assert await check_ins.asked(conn, "catch_up", [], []) == {}
        assert await check_ins.by_ids(conn, []) == {}


async def test_answers_are_kept_and_the_newest_that_waits_is_found(store: Store) -> None:
    async with store.write() as conn:
        ann, sam, match, _ = await pair(conn)
        await check_ins.ask(conn, [{**asked(match, ann, name="1"), "asked_at": NOW - DAY}])
        await check_ins.ask(conn, [asked(match, ann, name="2")])
        newest = await check_ins.waiting(conn, ann, "catch_up")
        assert newest is not None
        assert newest.occasion == "2"
        await check_ins.answer(conn, newest.id, {"safe": "yes", "relationship": 4}, NOW + HOUR)
        older = await check_ins.waiting(conn, ann, "catch_up")
        assert older is not None
        assert older.occasion == "1"
        row = (await check_ins.by_ids(conn, [newest.id]))[newest.id]
        assert (row.answers, row.answered_at) == ({"safe": "yes", "relationship": 4}, NOW + HOUR)
        assert await check_ins.waiting(conn, ann, "meeting") is None
        assert await check_ins.waiting(conn, sam, "catch_up") is None


async def test_a_log_settles_what_the_mentor_was_asked_and_nothing_else(store: Store) -> None:
    async with store.write() as conn:
        ann, sam, match, meeting = await pair(conn)
        await check_ins.ask(conn, [asked(match, ann, meeting), asked(match, sam, meeting), asked(match, sam)])
        await check_ins.settle(conn, meeting, sam, NOW)
        await check_ins.settle(conn, meeting, sam, NOW + HOUR)
        rows = {(row.person_id, row.answered_at) for row in await check_ins.of_meeting(conn, meeting)}
        catch_up = await check_ins.waiting(conn, sam, "catch_up")
    assert rows == {(ann, None), (sam, NOW)}
    assert catch_up is not None


@pytest.mark.parametrize("answered", [False, True])
async def test_only_what_nobody_answered_is_passed_on(store: Store, answered: bool) -> None:
    async with store.write() as conn:
        ann, _, match, _ = await pair(conn)
        await check_ins.ask(conn, [asked(match, ann)])
        row = await check_ins.waiting(conn, ann, "catch_up")
        assert row is not None
        if answered:
            await check_ins.answer(conn, row.id, {}, NOW)
        await check_ins.pass_on(conn, [row.id], NOW + HOUR)
        await check_ins.pass_on(conn, [], NOW)
        found = (await check_ins.by_ids(conn, [row.id]))[row.id]
    assert found.passed_on_at == (None if answered else NOW + HOUR)


async def test_nothing_is_left_of_what_somebody_answered_who_is_erased(store: Store) -> None:
    async with store.write() as conn:
        ann, sam, match, meeting = await pair(conn)
        await check_ins.ask(conn, [asked(match, ann, meeting), asked(match, sam, meeting)])
        await erasure.forget_person(conn, ann)
        assert [row.person_id for row in await check_ins.of_meeting(conn, meeting)] == [sam]
