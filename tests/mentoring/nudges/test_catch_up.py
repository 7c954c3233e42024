"""Both are asked how it goes: twice in the first month, then monthly on the match's day, until it ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from conversations.effects import AnswerCheckIn
from conversations.nudging import NudgeGroup
from conversations.programme import Nudging
from conversations.reply import Order
from mentoring.nudges.kinds.catch_up import CATCH_UP, day_of
from mentoring.nudges.nudge import Event
from storage.store import Store
from storage.tables import check_in
from tests.mentoring.following import DAY, Pair, statements
from tests.mentoring.school import School

START = datetime(2026, 9, 15, 9, tzinfo=UTC)
FIRST = datetime(2026, 9, 25, 16, 30, tzinfo=UTC)
SECOND = datetime(2026, 10, 9, 16, 30, tzinfo=UTC)
THIRD = datetime(2026, 11, 15, 17, 30, tzinfo=UTC)


@pytest.fixture
async def pair(school: School) -> Pair:
    """Give a pair whose match began just now."""
    return await started(school)


async def started(school: School, zones: tuple[str, str] = ("Europe/London", "Europe/London")) -> Pair:
    school.now = START
    made = await Pair.made(school, START + 300 * DAY, since=START, zones=zones)
    await made.happens(Event.MATCH_STARTED, made.match)
    return made


def test_the_days_are_two_of_the_first_month_and_then_the_matchs_own() -> None:
    since, nudging = date(2026, 8, 31), Nudging()

    assert [day_of(number, since, nudging).isoformat() for number in range(1, 9)] == [
        *("2026-09-10", "2026-09-24", "2026-10-31", "2026-11-30", "2026-12-31"),
        *("2027-01-31", "2027-02-28", "2027-03-31"),
    ]


def test_a_programme_may_ask_otherwise() -> None:
    nudging = Nudging(first_month=(), then_months=3)

    assert [day_of(number, date(2026, 8, 31), nudging).isoformat() for number in (1, 2)] == [
        "2026-10-31",
        "2027-01-31",
    ]


async def test_both_are_asked_at_half_past_five_on_their_own_clock(school: School) -> None:
    pair = await started(school, ("Europe/London", "America/New_York"))

    rows = await pair.due(CATCH_UP, FIRST + DAY)
    assert {row.person_id: (row.at, row.wall) for row in rows} == {
        pair.max: (FIRST, "2026-09-25T17:30:00"),
        pair.sam: (FIRST + timedelta(hours=5), "2026-09-25T17:30:00"),
    }


async def test_each_is_asked_their_own_question(pair: Pair) -> None:
    answers = await pair.tick(CATCH_UP, FIRST)

    of = {row.person_id: row for row in await pair.school.rows(check_in)}
    assert {(row.kind, row.occasion, row.meeting_id) for row in of.values()} == {("catch_up", "1", None)}
    replies = {answer.reply.parts[0].prompt: answer.reply for answer in answers if answer.reply}
    mine = of[pair.max].id
    assert [choice.value for choice in replies["catch_up_ask"].choices] == [
        f"/catchup {mine} {did}" for did in ("talked", "goals", "practised", "cv", "not_met", "other")
    ]
    assert [choice.value for choice in replies["catch_up_ask_mentor"].choices] == [
        f"/catchup {of[pair.sam].id}"
    ]
    assert replies["catch_up_ask"].parts[0].values == {"other": "Sam", "again": False}
    assert replies["catch_up_ask_mentor"].parts[0].values == {"other": "Max", "again": False}
    assert {reply.order for reply in replies.values()} == {Order.REMINDER}


async def test_each_brings_the_next_through_both_changes_of_the_clocks(pair: Pair) -> None:
    asked: list[datetime] = []
    now = START
    while len(asked) < 8:
        now += DAY
        rows = await pair.due(CATCH_UP, now)
        asked += [row.at for row in rows if row.person_id == pair.max and row.occurrence.count(":") == 1]
        await pair.tick(CATCH_UP, now)
    assert asked[:3] == [FIRST, SECOND, THIRD]
    assert [at.hour for at in asked] == [16, 16, 17, 17, 17, 17, 17, 16]
    assert {at.day for at in asked[2:]} == {15}


async def test_no_answer_is_repeated_once_then_passed_on_and_the_next_comes_all_the_same(pair: Pair) -> None:
    await pair.tick(CATCH_UP, FIRST)
    again = await pair.tick(CATCH_UP, FIRST + 3 * DAY)
    assert [answer.reply.parts[0].values["again"] for answer in again if answer.reply] == [True, True]
    passed = await pair.tick(CATCH_UP, FIRST + 6 * DAY)
    assert [answer.reason for answer in passed] == ["passed on"] * 2
    assert {news.reply.parts[0].values["what"] for answer in passed for news in answer.news} == {"catch_up"}
    assert {news.reply.parts[0].values["first_name"] for a in passed for news in a.news} == {"Max", "Sam"}
    assert await pair.due(CATCH_UP, SECOND - timedelta(seconds=1)) == []
    assert all(answer.reply for answer in await pair.tick(CATCH_UP, SECOND))


async def test_an_answer_ends_it_until_the_next(pair: Pair) -> None:
    await pair.tick(CATCH_UP, FIRST)
    for row in await pair.school.rows(check_in):
        await pair.do(row.person_id, AnswerCheckIn(row.id, {"safe": "yes"}))

    assert [answer.reason for answer in await pair.tick(CATCH_UP, FIRST + 3 * DAY)] == ["answered"] * 2
    assert await pair.due(CATCH_UP, SECOND - timedelta(seconds=1)) == []
    assert len(await pair.due(CATCH_UP, SECOND)) == 2


async def test_what_is_too_old_is_not_asked_but_brings_the_next_that_is_to_come(pair: Pair) -> None:
    late = SECOND + 10 * DAY

    answers = await pair.tick(CATCH_UP, late)
    assert [(answer.reply, answer.reason) for answer in answers] == [(None, "it was not asked in time")] * 2
    assert await pair.school.rows(check_in) == []
    rows = await pair.due(CATCH_UP, THIRD)
    assert [(row.at, row.occurrence) for row in rows] == [(THIRD, f"{pair.match}:3")] * 2


async def test_a_match_that_began_long_ago_is_asked_from_now_on(school: School) -> None:
    school.now = THIRD + DAY
    pair = await Pair.made(school, since=START)
    await pair.happens(Event.MATCH_STARTED, pair.match)

    assert {row.at.date() for row in await pair.due(CATCH_UP, school.now + 31 * DAY)} == {date(2026, 12, 15)}


async def test_it_ends_with_the_match(pair: Pair) -> None:
    await pair.close()

    answers = await pair.tick(CATCH_UP, FIRST)
    assert [(answer.reply, answer.reason, answer.then) for answer in answers] == [
        (None, "the match is over", ())
    ] * 2
    assert await pair.due(CATCH_UP, FIRST + 400 * DAY) == []


async def test_a_match_that_is_over_is_not_planned_for(school: School) -> None:
    pair = await Pair.made(school)
    await pair.close()
    await pair.happens(Event.MATCH_STARTED, pair.match)

    assert await pair.due(CATCH_UP, school.now + 400 * DAY) == []


async def test_many_take_no_more_statements_than_one(store: Store, school: School) -> None:
    pairs = [await started(school) for _ in range(5)]
    rows = await pairs[0].due(CATCH_UP, FIRST)
    assert len(rows) == 10

    async with store.write() as conn:
        one = await statements(conn, CATCH_UP, rows[:1], FIRST)
        assert await statements(conn, CATCH_UP, rows[1:], FIRST) == one == 3


def test_nobody_switches_it_off() -> None:
    assert (CATCH_UP.optional, CATCH_UP.group, CATCH_UP.asks) == (False, NudgeGroup.GOING, True)
