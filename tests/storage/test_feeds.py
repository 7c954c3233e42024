"""A feed is read by a secret of its own until that is revoked, and shows what its person has agreed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import erasure, feeds, matches, people
from storage.feeds import FeedRow, ReaderRow
from storage.store import Store
from tests.storage.matched import DAY, matched, met, proposed
from tests.storage.rows import ANN, HOUR, NOW, SAM, SECOND, count, member

SINCE = NOW - 183 * DAY


async def pair(conn: AsyncConnection) -> tuple[int, int]:
    """Make Ann, and Sam who mentors her."""
    ann = await member(conn, ANN)
    return ann, await member(conn, SAM, roles=["mentor"], first_name="Sam")


async def test_a_feed_is_found_by_its_token_alone(store: Store) -> None:
    async with store.write() as conn:
        ann = await member(conn, zone="Europe/Dublin", language="cy")
        assert await feeds.newest(conn, ann) is None
        await feeds.add(conn, "secret", ann, NOW)
        assert await feeds.find(conn, "secret") == ReaderRow(ann, "cy", "Europe/Dublin")
        assert await feeds.newest(conn, ann) == "secret"
        for other in ("Secret", "secre", "", "secret%"):
            assert await feeds.find(conn, other) is None


async def test_a_token_is_never_given_twice(store: Store) -> None:
    async with store.write() as conn:
        await feeds.add(conn, "secret", await member(conn), NOW)
    with pytest.raises(IntegrityError):
        async with store.write() as conn:
            await feeds.add(conn, "secret", await member(conn, SAM), NOW)


async def test_what_was_revoked_reads_nothing_and_stays_so(store: Store) -> None:
    async with store.write() as conn:
        ann, sam = await pair(conn)
        for token, whose in (("first", ann), ("second", ann), ("sams", sam)):
            await feeds.add(conn, token, whose, NOW)
        assert await feeds.revoke(conn, ann, NOW) == 2
        assert [await feeds.find(conn, token) for token in ("first", "second")] == [None, None]
        assert await feeds.newest(conn, ann) is None
        assert await feeds.newest(conn, sam) == "sams"
        assert await feeds.revoke(conn, ann, NOW) == 0
        await feeds.add(conn, "third", ann, NOW + SECOND)
        assert await feeds.newest(conn, ann) == "third"
        assert await feeds.find(conn, "first") is None


@pytest.mark.parametrize(
    ("status", "found"),
    [("active", True), ("paused", True), *((other, False) for other in ("left", "declined", "waiting"))],
)
async def test_only_who_takes_part_has_a_feed(store: Store, status: str, found: bool) -> None:
    async with store.write() as conn:
        ann = await member(conn)
        await feeds.add(conn, "secret", ann, NOW)
        await people.set_status(conn, ann, status, NOW)
        assert (await feeds.find(conn, "secret") is not None) == found


async def test_of_who_is_erased_no_token_is_kept(store: Store) -> None:
    async with store.write() as conn:
        ann = await member(conn)
        await feeds.add(conn, "secret", ann, NOW)
        await erasure.forget_person(conn, ann)
        assert await feeds.find(conn, "secret") is None
    assert await count(store, "feed") == 0


async def test_both_see_their_meeting_with_the_others_name(store: Store) -> None:
    async with store.write() as conn:
        ann, sam = await pair(conn)
        match = await matched(conn, sam, ann)
        more = {"uid": "m-1", "sequence": 2, "minutes": 45, "place": "Library", "room": "https://r.example"}
        meeting = await met(conn, match, 1, "confirmed", NOW + DAY, **more)
        await proposed(conn, meeting, sam, NOW - HOUR, status="accepted", answered_at=NOW - 2 * SECOND)
        await proposed(conn, meeting, ann, NOW - HOUR, status="withdrawn", answered_at=NOW)

        row = FeedRow(
            "m-1", 2, "confirmed", NOW + DAY, 45, "Europe/London", "Library", "https://r.example",
            NOW - 2 * SECOND, "Sam",
        )  # fmt: skip
        assert await feeds.meetings(conn, ann, SINCE) == [row]
        assert await feeds.meetings(conn, sam, SINCE) == [row._replace(first_name="Ann")]


async def test_what_was_agreed_is_in_it_soonest_first_and_nothing_else(store: Store) -> None:
    async with store.write() as conn:
        ann, sam = await pair(conn)
        before = await matched(conn, sam, ann, status="closed")
        await met(conn, before, 1, "proposed", None)
        await met(conn, before, 2, "cancelled", None)
        match = await matched(conn, sam, ann)
        rows = [
            ("held", -40),
            ("missed", -9),
            ("cancelled", -2),
            ("confirmed", 5),
        ]
        for number, (status, days) in enumerate(reversed(rows)):
            await met(conn, match, number, status, NOW + days * DAY, settled_at=NOW - HOUR)
        await met(conn, match, 8, "held", SINCE - SECOND)
        await met(conn, match, 9, "held", SINCE)
        found = await feeds.meetings(conn, ann, SINCE)
    assert [(row.status, row.starts_at) for row in found] == [
        ("held", SINCE),
        *((status, NOW + days * DAY) for status, days in rows),
    ]
    assert {row.changed_at for row in found[1:]} == {NOW - HOUR}


async def test_meetings_of_a_match_that_is_over_stay_and_those_of_others_never_show(store: Store) -> None:
    async with store.write() as conn:
        ann, sam = await pair(conn)
        bea = await member(conn, "telegram::3", first_name="Bea")
        first = await matched(conn, sam, ann)
        await met(conn, first, 1, "held", NOW - 9 * DAY, uid="anns")
        await matches.close(conn, first, "finished", None, NOW)
        second = await matched(conn, sam, bea)
        await met(conn, second, 1, "confirmed", NOW + DAY, uid="beas")

        seen = {who: await feeds.meetings(conn, who, SINCE) for who in (ann, bea, sam)}
    assert [(row.uid, row.first_name) for row in seen[ann]] == [("anns", "Sam")]
    assert [(row.uid, row.first_name) for row in seen[bea]] == [("beas", "Sam")]
    assert [(row.uid, row.first_name) for row in seen[sam]] == [("anns", "Ann"), ("beas", "Bea")]


async def test_of_somebody_who_was_erased_there_is_no_name(store: Store) -> None:
    async with store.write() as conn:
        ann, sam = await pair(conn)
        await met(conn, await matched(conn, sam, ann), 1, "held", NOW - DAY)
        await erasure.forget_person(conn, ann)
        [row] = await feeds.meetings(conn, sam, SINCE)
    assert row.first_name is None
    assert row.changed_at == NOW - timedelta(days=60)
