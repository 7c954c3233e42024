"""What tells how matches go: meetings, words of each side, check-ins, proposals and concerns."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import concerns, goals, health, matches, organisations, people
from storage.health import CheckInsRow, HeardRow, MeetingsRow
from storage.store import Store
from storage.tables import goal_step, match, meeting, person, survey
from tests.storage.matched import DAY, checked, matched, met, proposed
from tests.storage.rows import HOUR, NOW, member

OAK = 1
MONTH = NOW - 22 * DAY
"""When this month began: the tests are on the 23rd."""


async def pair(conn: AsyncConnection, number: int = 1, **more: Any) -> tuple[int, int, int]:
    """Match two new people, and return the ids of the match, the mentor and the young person."""
    max_ = await member(conn, f"slack:T1:U{number}", roles=["mentor"], first_name="Max")
    ann = await member(conn, f"telegram::{number}", first_name="Ann")
    return await matched(conn, max_, ann, **more), max_, ann


async def test_active_matches_come_with_both_people(store: Store) -> None:
    async with store.write() as conn:
        first, max_, ann = await pair(conn, since=NOW - DAY)
        ended, *_ = await pair(conn, 2)
        await matches.close(conn, ended, "moved", None, NOW)
        await conn.execute(update(person).where(person.c.id == ann).values(paused_until=NOW + DAY))
        [row] = await health.active(conn, [OAK])
        assert await health.one(conn, OAK, ended) is not None
        assert await health.one(conn, OAK, first) == row

    assert row == (first, OAK, NOW - DAY, max_, "Max", "active", None, ann, "Ann", "active", NOW + DAY)


async def test_of_somebody_who_was_erased_nothing_is_left(store: Store) -> None:
    async with store.write() as conn:
        _, _, ann = await pair(conn)
        await conn.execute(person.delete().where(person.c.id == ann))
        [row] = await health.active(conn, [OAK])

    assert row[-4:] == (None, None, None, None)


async def test_organisations_are_kept_apart_and_read_together(store: Store) -> None:
    async with store.write() as conn:
        mine, *_ = await pair(conn)
        elm, _ = await organisations.add(conn, "Elm College", NOW)
        theirs = await matched(conn, 1, 2, organisation_id=elm, young_person_id=None)
        assert [row.id for row in await health.active(conn, [OAK])] == [mine]
        assert [row.id for row in await health.active(conn, [elm, OAK])] == [mine, theirs]
        assert await health.one(conn, OAK, theirs) is None
        assert await health.one(conn, elm, mine) is None


async def test_no_more_matches_are_looked_at_than_any_partner_has(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_ACTIVE", health._two().where(match.c.id.in_(health._first(2))))
    async with store.write() as conn:
        ids = [(await pair(conn, number))[0] for number in range(1, 4)]
        assert [row.id for row in await health.active(conn, [OAK])] == ids[:2]


async def test_meetings_are_counted(store: Store) -> None:
    async with store.write() as conn:
        match, *_ = await pair(conn)
        empty, *_ = await pair(conn, 2)
        await met(conn, match, 1, "held", NOW - 50 * DAY, lasted=45)
        await met(conn, match, 2, "missed", NOW - 45 * DAY)
        await met(conn, match, 3, "cancelled", NOW - 40 * DAY)
        await met(conn, match, 4, "held", NOW - 20 * DAY)
        await met(conn, match, 5, "missed", NOW - 9 * DAY)
        await met(conn, match, 6, "missed", NOW - 5 * DAY)
        await met(conn, match, 7, "confirmed", NOW + DAY)
        found = await health.meetings(conn, [match, empty], NOW, MONTH)

    assert found == {
        match: MeetingsRow(
            held=2,
            missed=3,
            minutes=105,
            last_held=NOW - 20 * DAY,
            in_a_row=2,
            next=NOW + DAY,
            unlogged=None,
            agreed=None,
            month_held=1,
            month_minutes=60,
        )
    }


@pytest.mark.parametrize(
    ("status", "starts", "field"),
    [
        ("confirmed", NOW + HOUR, "next"),
        ("confirmed", NOW, "unlogged"),
        ("confirmed", NOW - DAY, "unlogged"),
        ("proposed", NOW + DAY, "agreed"),
        ("proposed", NOW - DAY, None),
        ("proposed", None, None),
    ],
)
async def test_what_the_open_meeting_waits_for(
    store: Store, status: str, starts: datetime | None, field: str | None
) -> None:
    async with store.write() as conn:
        match, *_ = await pair(conn)
        await met(conn, match, 1, status, starts)
        row = (await health.meetings(conn, [match], NOW, MONTH))[match]

    told = {name: getattr(row, name) for name in ("next", "unlogged", "agreed")}
    assert told == {"next": None, "unlogged": None, "agreed": None, **({field: starts} if field else {})}


async def accepted(conn: AsyncConnection, match: int, mentor: int, young: int) -> HeardRow:
    number = await met(conn, match, 1, "confirmed", NOW)
    at = {"answered_at": NOW - DAY}
    await proposed(conn, number, mentor, NOW - 2 * DAY, status="accepted", **at)
    return HeardRow(NOW - 2 * DAY, NOW - DAY)


async def replaced(conn: AsyncConnection, match: int, mentor: int, young: int) -> HeardRow:
    number = await met(conn, match, 1, "proposed", None)
    await proposed(conn, number, young, NOW - 2 * DAY, status="replaced", answered_at=NOW - DAY)
    return HeardRow(None, NOW - 2 * DAY)


async def logged(conn: AsyncConnection, match: int, mentor: int, young: int) -> HeardRow:
    await met(conn, match, 1, "held", NOW - 3 * DAY, settled_at=NOW - DAY, settled_by=mentor)
    return HeardRow(NOW - DAY, None)


async def by_the_team(conn: AsyncConnection, match: int, mentor: int, young: int) -> HeardRow:
    priya = await member(conn, "slack:T1:U9", roles=["coordinator"], first_name="Priya")
    await met(conn, match, 1, "cancelled", NOW - 3 * DAY, settled_at=NOW - DAY, settled_by=priya)
    return HeardRow(None, None)


async def set_goals(conn: AsyncConnection, match: int, mentor: int, young: int) -> HeardRow:
    goal = await goals.add(conn, match, "Find a course", None, young, NOW - 9 * DAY)
    step = await goals.add_step(conn, goal, "Ask", None, NOW - 9 * DAY)
    await conn.execute(
        update(goal_step).where(goal_step.c.id == step).values(done_at=NOW - DAY, done_by=mentor)
    )
    return HeardRow(NOW - DAY, NOW - 9 * DAY)


async def surveyed(conn: AsyncConnection, match: int, mentor: int, young: int) -> HeardRow:
    row = {"person_id": young, "match_id": match, "wave": "start", "answers": {}, "at": NOW - DAY}
    await conn.execute(insert(survey), row)
    return HeardRow(None, NOW - DAY)


@pytest.mark.parametrize(
    "way",
    [accepted, replaced, logged, by_the_team, set_goals, surveyed],
    ids=lambda way: way.__name__,
)
async def test_what_is_heard_of_each_side(store: Store, way: Any) -> None:
    async with store.write() as conn:
        match, max_, ann = await pair(conn)
        other, *_ = await pair(conn, 2)
        expected = await way(conn, match, max_, ann)
        found = await health.heard(conn, [match, other])

    assert found.get(match, HeardRow(None, None)) == expected
    assert other not in found


async def test_the_newest_answers_of_each_kind_and_person(store: Store) -> None:
    async with store.write() as conn:
        match, max_, ann = await pair(conn)
        for days, occasion in ((20, "1"), (9, "2")):
            given = {"answered_at": NOW - days * DAY, "answers": {"safe": "yes", "impact": days}}
            await checked(conn, match, ann, occasion, NOW - 30 * DAY, **given)
        await checked(conn, match, ann, "7", NOW, kind="meeting", answered_at=NOW, answers={"rating": 2})
        await checked(conn, match, max_, "1", NOW - DAY)
        found = await health.check_ins(conn, [match])

    assert sorted(found, key=lambda row: row[1:3]) == [
        CheckInsRow(match, max_, "catch_up", None, None, {}),
        CheckInsRow(match, ann, "catch_up", None, NOW - 9 * DAY, {"safe": "yes", "impact": 9}),
        CheckInsRow(match, ann, "meeting", None, NOW, {"rating": 2}),
    ]


async def test_check_ins_that_were_passed_on(store: Store) -> None:
    async with store.write() as conn:
        match, max_, ann = await pair(conn)
        await checked(conn, match, ann, "1", NOW - 20 * DAY, passed_on_at=NOW - 14 * DAY)
        await checked(conn, match, ann, "2", NOW - 9 * DAY, answered_at=NOW - 8 * DAY)
        await checked(conn, match, max_, "1", NOW - 20 * DAY)
        found = {row.person_id: row[3:5] for row in await health.check_ins(conn, [match])}

    assert found == {ann: (NOW - 14 * DAY, NOW - 8 * DAY), max_: (None, None)}


async def test_times_that_nobody_answered(store: Store) -> None:
    async with store.write() as conn:
        waits, max_, _ = await pair(conn)
        settled, *_ = await pair(conn, 2)
        cancelled, *_ = await pair(conn, 3)
        await proposed(conn, await met(conn, waits, 1, "proposed", None), max_, NOW - 8 * DAY)
        number = await met(conn, settled, 1, "confirmed", NOW)
        await proposed(conn, number, max_, NOW - 8 * DAY, status="accepted")
        await proposed(conn, await met(conn, cancelled, 1, "cancelled", None), max_, NOW - 8 * DAY)
        # Another time was proposed for a meeting that is over: nobody needs to answer that any more.
        await proposed(conn, await met(conn, cancelled, 2, "confirmed", NOW - DAY), max_, NOW - 8 * DAY)
        found = await health.unanswered(conn, [waits, settled, cancelled], NOW)

    assert found == {waits: NOW - 8 * DAY}


async def test_concerns_are_counted_until_they_are_closed(store: Store) -> None:
    given: dict[str, Any] = {"source": "words", "category": "other", "severity": "high", "words": "words"}
    async with store.write() as conn:
        _, max_, ann = await pair(conn)
        both = [
            await concerns.raise_(conn, organisation_id=OAK, person_id=ann, address="", at=NOW, **given)
            for _ in range(2)
        ]
        await concerns.note(conn, both[0], "note", NOW)
        assert await health.concerned(conn, [max_, ann]) == {ann: 2}
        for number in both:
            await concerns.note(conn, number, "closed", NOW)
        assert await health.concerned(conn, [max_, ann]) == {}
    assert await people_left(store) == 2


async def people_left(store: Store) -> int:
    async with store.read() as conn:
        return len(await people.listing(conn))


async def test_what_belongs_to_no_match_that_is_asked_for_is_not_read(store: Store) -> None:
    async with store.write() as conn:
        match, max_, ann = await pair(conn)
        number = await met(conn, match, 1, "held", NOW - DAY, settled_at=NOW, settled_by=max_)
        await proposed(conn, number, max_, NOW)
        await conn.execute(update(meeting).where(meeting.c.id == number).values(status="proposed"))
        await checked(conn, match, ann, "1", NOW, answered_at=NOW, passed_on_at=NOW)
        assert await health.meetings(conn, [], NOW, MONTH) == {}
        assert await health.heard(conn, []) == {}
        assert await health.check_ins(conn, []) == []
        assert await health.unanswered(conn, [], NOW) == {}
        assert await health.concerned(conn, []) == {}
