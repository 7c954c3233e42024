"""A meeting is logged once it has begun, and changed for some days; what it came to is counted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import erasure, meeting_logs, meetings
from storage.meetings import MeetingRow, TotalsRow
from storage.store import Store
from tests.storage.matched import DAY, matched, met
from tests.storage.rows import ANN, HOUR, NOW, SAM, member

WEEK_AGO = NOW - 7 * DAY


async def pair(conn: AsyncConnection) -> tuple[int, int]:
    """Make a mentor and their match, and return their ids."""
    ann, sam = await member(conn, ANN), await member(conn, SAM, first_name="Sam", roles=["mentor"])
    return sam, await matched(conn, sam, ann)


async def logged(conn: AsyncConnection, meeting: int, by: int, now: datetime = NOW, **more: Any) -> bool:
    """Log a meeting as held, an hour, about a CV."""
    given = {"held": True, "lasted": 60, "topics": ("cv",), "why": "", **more}
    return await meeting_logs.log(conn, meeting, by=by, now=now, since=now - 7 * DAY, **given)


async def row_of(conn: AsyncConnection, meeting: int) -> MeetingRow:
    return (await meetings.by_ids(conn, [meeting]))[meeting]


async def test_a_meeting_that_has_begun_is_logged(store: Store) -> None:
    async with store.write() as conn:
        sam, match = await pair(conn)
        meeting = await met(conn, match, 1, "confirmed", NOW)
        assert await logged(conn, meeting, sam, topics=("cv", "interview"))
        row = await row_of(conn, meeting)
        totals = (await meetings.totals(conn, [match]))[match]
    assert (row.status, row.lasted, row.topics, row.reason) == ("held", 60, ["cv", "interview"], "")
    assert (row.settled_at, row.settled_by, row.sequence) == (NOW, sam, 0)
    assert totals == TotalsRow(1, 0, 60)


async def test_one_that_was_missed_counts_no_minutes(store: Store) -> None:
    async with store.write() as conn:
        sam, match = await pair(conn)
        meeting = await met(conn, match, 1, "confirmed", NOW - HOUR)
        assert await logged(conn, meeting, sam, held=False, lasted=None, topics=None, why="no_show")
        row = await row_of(conn, meeting)
        totals = (await meetings.totals(conn, [match]))[match]
    assert (row.status, row.lasted, row.topics, row.reason) == ("missed", None, None, "no_show")
    assert totals == TotalsRow(0, 1, 0)


@pytest.mark.parametrize("status", ["confirmed", "proposed", "cancelled"])
async def test_one_that_has_not_begun_or_was_not_to_be_cannot_be_logged(store: Store, status: str) -> None:
    starts = NOW + HOUR if status == "confirmed" else NOW - HOUR
    async with store.write() as conn:
        sam, match = await pair(conn)
        meeting = await met(conn, match, 1, status, starts, settled_at=NOW)
        assert not await logged(conn, meeting, sam)
        assert not await logged(conn, meeting + 1, sam)
        assert (await row_of(conn, meeting)).status == status


async def test_a_log_is_changed_for_a_week_from_when_it_was_first_made(store: Store) -> None:
    async with store.write() as conn:
        sam, match = await pair(conn)
        meeting = await met(conn, match, 1, "confirmed", NOW - HOUR)
        assert await logged(conn, meeting, sam)
        assert await logged(conn, meeting, sam, NOW + 6 * DAY, lasted=45)
        assert await logged(
            conn, meeting, sam, NOW + 7 * DAY, held=False, lasted=None, topics=None, why="other"
        )
        assert not await logged(conn, meeting, sam, NOW + 7 * DAY + HOUR)
        row = await row_of(conn, meeting)
    assert (row.status, row.lasted, row.settled_at) == ("missed", None, NOW)


async def test_notes_and_next_steps_are_added_to_what_was_held(store: Store) -> None:
    async with store.write() as conn:
        sam, match = await pair(conn)
        meeting = await met(conn, match, 1, "confirmed", NOW - HOUR)
        assert not await meeting_logs.note(conn, meeting, "Too early", None, WEEK_AGO)
        assert await logged(conn, meeting, sam)
        assert await meeting_logs.note(conn, meeting, "A good hour", ("Write a CV",), WEEK_AGO)
        assert await meeting_logs.note(conn, meeting, None, None, WEEK_AGO)
        assert await meeting_logs.note(conn, meeting, "A very good hour", None, WEEK_AGO)
        assert not await meeting_logs.note(conn, meeting, "Too late", ("x",), NOW + HOUR)
        row = await row_of(conn, meeting)
    assert (row.notes, row.actions) == ("A very good hour", ["Write a CV"])


async def test_what_was_agreed_is_that_of_the_newest_that_was_held(store: Store) -> None:
    async with store.write() as conn:
        _, match = await pair(conn)
        await met(conn, match, 1, "held", NOW - 60 * DAY, actions=["old"])
        await met(conn, match, 2, "held", NOW - 30 * DAY, actions=["new", "newer"])
        await met(conn, match, 3, "missed", NOW - DAY)
        await met(conn, match, 4, "confirmed", NOW + DAY)
        assert await meeting_logs.agreed(conn, [match]) == {match: ["new", "newer"]}
        assert await meeting_logs.agreed(conn, [match + 1]) == {}
        assert await meeting_logs.agreed(conn, []) == {}


@pytest.mark.parametrize("actions", [None, []])
async def test_nothing_agreed_is_nothing(store: Store, actions: list[str] | None) -> None:
    async with store.write() as conn:
        _, match = await pair(conn)
        await met(conn, match, 1, "held", NOW - 60 * DAY, actions=["old"])
        await met(conn, match, 2, "held", NOW - 30 * DAY, actions=actions)
        assert await meeting_logs.agreed(conn, [match]) == {}


async def test_a_mentor_sees_what_can_be_logged_newest_first(store: Store) -> None:
    async with store.write() as conn:
        sam, match = await pair(conn)
        kim = await member(conn, "telegram::3", first_name="Kim")
        other = await matched(conn, sam, kim)
        await met(conn, match, 1, "held", NOW - 30 * DAY, settled_at=NOW - 30 * DAY)
        week_old = await met(conn, match, 2, "held", NOW - 8 * DAY, settled_at=WEEK_AGO, topics=["cv"])
        begun = await met(conn, match, 3, "confirmed", NOW - HOUR, topic="cv")
        missed = await met(conn, other, 1, "missed", NOW - 2 * HOUR, settled_at=NOW)
        await met(conn, other, 2, "confirmed", NOW + HOUR)
        rows = await meeting_logs.of_mentor(conn, sam, NOW, WEEK_AGO)
        assert await meeting_logs.of_mentor(conn, kim, NOW, WEEK_AGO) == []
    assert [row.id for row in rows] == [begun, missed, week_old]
    first = rows[0]
    assert (first.young_person, first.framework, first.topic) == ("Ann", "one-hour-a-month", "cv")
    assert (first.status, first.settled_at, first.lasted, first.topics) == ("confirmed", None, None, None)
    assert (rows[2].topics, rows[2].settled_at) == (["cv"], WEEK_AGO)


@pytest.mark.parametrize("who", ["mentor", "young person"])
async def test_what_was_written_down_goes_with_either_of_the_two(store: Store, who: str) -> None:
    async with store.write() as conn:
        sam, match = await pair(conn)
        ann = sam - 1
        meeting = await met(conn, match, 1, "held", NOW, notes="She is shy", actions=["Ring her"])
        kim, leo = await member(conn, "telegram::3"), await member(conn, "telegram::4")
        other = await met(conn, await matched(conn, kim, leo), 1, "held", NOW, notes="Fine", actions=["Read"])
        await erasure.forget_person(conn, sam if who == "mentor" else ann)
        row, kept = await row_of(conn, meeting), await row_of(conn, other)
    assert (row.notes, row.actions, row.status, row.lasted) == ("", None, "held", 60)
    assert (kept.notes, kept.actions) == ("Fine", ["Read"])
