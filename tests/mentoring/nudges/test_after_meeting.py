"""After a meeting both are asked, once more where nobody answers; then the coordinator hears, never they."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from conversations.effects import AnswerCheckIn, LogMeeting
from conversations.nudging import NudgeGroup
from conversations.reply import Order
from mentoring.nudges.kinds.after_meeting import CHECK_IN_AFTER, LOG_MEETING
from mentoring.nudges.nudge import Answer, Event, Nudge
from storage.store import Store
from storage.tables import check_in, programme
from tests.mentoring.following import DAY, HOUR, Pair, statements
from tests.mentoring.school import School

STARTS = datetime(2026, 12, 3, 17, tzinfo=UTC)
ENDS = STARTS + HOUR
AFTER_ITS_END = {"log_meeting": timedelta(minutes=15), "check_in": timedelta(minutes=30)}
KINDS = pytest.mark.parametrize("kind", [LOG_MEETING, CHECK_IN_AFTER], ids=lambda kind: kind.purpose)


@pytest.fixture
async def pair(school: School) -> Pair:
    """Give a pair whose meeting was just confirmed."""
    return await confirmed(school)


async def confirmed(school: School, **more: Any) -> Pair:
    made = await Pair.made(school, STARTS, **more)
    await made.happens(Event.MEETING_CONFIRMED, made.meeting)
    return made


def asked_at(kind: Nudge) -> datetime:
    """Return when a kind asks for the first time."""
    return ENDS + AFTER_ITS_END[kind.purpose]


async def settle(pair: Pair, kind: Nudge) -> None:
    """Let whoever is asked by a kind answer."""
    if kind is LOG_MEETING:
        await pair.do(pair.sam, LogMeeting(pair.meeting, held=True, lasted=60))
    else:
        [row] = await pair.school.rows(check_in, person_id=pair.max)
        await pair.do(pair.max, AnswerCheckIn(row.id, {"how": "great"}))


def said(answer: Answer) -> tuple[str, bool]:
    assert answer.reply is not None
    return answer.reply.parts[0].prompt, bool(answer.reply.parts[0].values["again"])


async def test_the_mentor_is_asked_a_quarter_of_an_hour_after_its_end(pair: Pair) -> None:
    assert await pair.due(LOG_MEETING, asked_at(LOG_MEETING) - timedelta(seconds=1)) == []
    answer = await pair.only(LOG_MEETING, asked_at(LOG_MEETING))

    assert answer.reply is not None
    assert [choice.value for choice in answer.reply.choices] == [
        f"/log {pair.meeting} held",
        f"/log {pair.meeting} missed",
    ]
    values = {"other": "Max", "at": STARTS.isoformat(), "zone": "Europe/London", "again": False}
    assert (answer.reply.parts[0].values, answer.reply.order) == (values, Order.REMINDER)
    [row] = await pair.school.rows(check_in)
    assert (row.person_id, row.kind, row.meeting_id) == (pair.sam, "meeting", pair.meeting)
    assert (row.asked_at, row.answered_at) == (asked_at(LOG_MEETING), None)


async def test_the_young_person_is_asked_half_an_hour_after_its_end(pair: Pair) -> None:
    assert await pair.due(CHECK_IN_AFTER, asked_at(CHECK_IN_AFTER) - timedelta(seconds=1)) == []
    answer = await pair.only(CHECK_IN_AFTER, asked_at(CHECK_IN_AFTER))

    [row] = await pair.school.rows(check_in)
    assert answer.reply is not None
    assert [choice.value for choice in answer.reply.choices] == [
        f"/checkin {row.id} {how}" for how in ("great", "fine", "not_good", "no_meeting")
    ]
    assert answer.reply.parts[0].values["other"] == "Sam"


@KINDS
async def test_no_answer_is_repeated_once_and_then_passed_on_and_never_more(pair: Pair, kind: Nudge) -> None:
    first = asked_at(kind)
    assert said(await pair.only(kind, first))[1] is False
    again = first + 3 * DAY
    assert await pair.due(kind, again - timedelta(seconds=1)) == []
    assert said(await pair.only(kind, again))[1] is True
    last = again + 3 * DAY
    answer = await pair.only(kind, last)

    assert (answer.reply, answer.reason, answer.then) == (None, "passed on", ())
    [news] = answer.news
    home = await pair.school.organisation()
    name, other = ("Sam", "Max") if kind is LOG_MEETING else ("Max", "Sam")
    assert (news.organisation, news.people) == (home.id, ())
    assert news.reply.parts[0].prompt == "no_answer_for_team"
    assert news.reply.parts[0].values == {"first_name": name, "other": other, "what": kind.purpose}
    assert [choice.value for choice in news.reply.choices] == [f"/pair {pair.match}"]
    [row] = await pair.school.rows(check_in)
    assert (row.passed_on_at, row.answered_at) == (last, None)
    assert await pair.due(kind, last + 400 * DAY) == []


@KINDS
@pytest.mark.parametrize("asked", [1, 2])
async def test_an_answer_ends_it(pair: Pair, kind: Nudge, asked: int) -> None:
    now = asked_at(kind)
    for _ in range(asked):
        await pair.only(kind, now)
        now += 3 * DAY
    pair.school.now = now - DAY
    await settle(pair, kind)

    answer = await pair.only(kind, now)
    assert (answer.reply, answer.news, answer.then) == (None, (), ())
    assert answer.reason == ("it is logged" if kind is LOG_MEETING else "answered")
    assert await pair.due(kind, now + 400 * DAY) == []


async def test_a_mentor_who_logged_it_by_himself_is_not_asked(pair: Pair) -> None:
    pair.school.now = ENDS
    await settle(pair, LOG_MEETING)

    assert (await pair.only(LOG_MEETING, asked_at(LOG_MEETING))).reason == "it is logged"
    assert await pair.school.rows(check_in) == []


@pytest.mark.parametrize("held", [True, False])
async def test_the_young_person_is_asked_whatever_was_logged(pair: Pair, held: bool) -> None:
    pair.school.now = ENDS
    await pair.do(pair.sam, LogMeeting(pair.meeting, held=held))

    assert (await pair.only(CHECK_IN_AFTER, asked_at(CHECK_IN_AFTER))).reply is not None


@KINDS
@pytest.mark.parametrize("change", [{"sequence": 1}, {"status": "cancelled"}], ids=["moved", "cancelled"])
async def test_one_that_was_moved_or_cancelled_is_not_asked_about(
    pair: Pair, kind: Nudge, change: dict[str, Any]
) -> None:
    await pair.change(**change)

    answer = await pair.only(kind, asked_at(kind))
    assert (answer.reply, answer.reason) == (None, "the meeting was moved or cancelled")
    assert await pair.school.rows(check_in) == []


@KINDS
async def test_one_of_a_match_that_is_over_is_not_asked_about(pair: Pair, kind: Nudge) -> None:
    await pair.close()

    answer = await pair.only(kind, asked_at(kind))
    assert (answer.reply, answer.reason, answer.then) == (None, "the match is over", ())


@KINDS
async def test_what_is_too_old_is_not_asked_and_nobody_is_passed_on(pair: Pair, kind: Nudge) -> None:
    late = asked_at(kind) + kind.keeps + timedelta(seconds=1)

    answer = await pair.only(kind, late)
    assert (answer.reply, answer.reason, answer.then) == (None, "it was not asked in time", ())
    assert await pair.school.rows(check_in) == []


@KINDS
async def test_after_an_outage_the_repeat_counts_from_when_it_was_asked(pair: Pair, kind: Nudge) -> None:
    late = asked_at(kind) + 5 * DAY
    await pair.only(kind, late)

    assert await pair.due(kind, late + 3 * DAY - timedelta(seconds=1)) == []
    assert said(await pair.only(kind, late + 3 * DAY))[1] is True


async def test_the_repeat_keeps_its_time_of_day_through_a_change_of_the_clocks(school: School) -> None:
    friday = datetime(2027, 3, 26, 17, tzinfo=UTC)
    pair = await Pair.made(school, friday)
    await pair.happens(Event.MEETING_CONFIRMED, pair.meeting)
    asked = friday + HOUR + timedelta(minutes=15)
    await pair.only(LOG_MEETING, asked)

    [again] = await pair.due(LOG_MEETING, asked + 4 * DAY)
    assert (again.at, again.wall) == (asked + 3 * DAY - HOUR, "2027-03-29T18:15:00")


async def test_a_school_programme_has_days_of_its_own(school: School) -> None:
    pair = await confirmed(school)
    await school_hour(pair)
    await pair.only(CHECK_IN_AFTER, asked_at(CHECK_IN_AFTER))
    await pair.only(CHECK_IN_AFTER, asked_at(CHECK_IN_AFTER) + 3 * DAY)

    assert await pair.due(CHECK_IN_AFTER, asked_at(CHECK_IN_AFTER) + 6 * DAY) == []
    assert (await pair.only(CHECK_IN_AFTER, asked_at(CHECK_IN_AFTER) + 7 * DAY)).news


async def school_hour(pair: Pair) -> None:
    """Let the pair's organisation offer the school programme."""
    async with pair.school.store.write() as conn:
        await conn.execute(update(programme).values(framework="school-hour"))


@KINDS
async def test_many_take_no_more_statements_than_one(store: Store, school: School, kind: Nudge) -> None:
    pairs = [await confirmed(school) for _ in range(6)]
    rows = await pairs[0].due(kind, asked_at(kind))
    assert len(rows) == 6

    async with store.write() as conn:
        one = await statements(conn, kind, rows[:1], asked_at(kind))
        assert await statements(conn, kind, rows[1:], asked_at(kind)) == one == 4


@KINDS
async def test_many_that_are_passed_on_take_one_statement_more(
    store: Store, school: School, kind: Nudge
) -> None:
    pairs = [await confirmed(school) for _ in range(6)]
    for days in (0, 3):
        await pairs[0].tick(kind, asked_at(kind) + days * DAY)
    now = asked_at(kind) + 6 * DAY
    rows = await pairs[0].due(kind, now)
    assert len(rows) == 6

    async with store.write() as conn:
        assert await statements(conn, kind, rows, now) == 4
    assert {row.passed_on_at for row in await school.rows(check_in)} == {now}


@KINDS
async def test_whoever_is_asked_twice_because_the_message_had_to_wait_hears_the_same(
    pair: Pair, kind: Nudge
) -> None:
    rows = await pair.due(kind, asked_at(kind))
    async with pair.school.store.write() as conn:
        first = await kind.answers(conn, rows, asked_at(kind))
        later = await kind.answers(conn, rows, asked_at(kind) + DAY)
    assert [answer.reply for answer in first.values()] == [answer.reply for answer in later.values()]
    [row] = await pair.school.rows(check_in)
    assert row.asked_at == asked_at(kind)
    pair.school.now = asked_at(kind)
    await settle(pair, kind)
    async with pair.school.store.write() as conn:
        [gone] = (await kind.answers(conn, rows, asked_at(kind) + DAY)).values()
    assert gone.reply is None


@KINDS
def test_both_are_switched_off_together_and_wait_for_who_is_away(kind: Nudge) -> None:
    assert (kind.optional, kind.group, kind.asks) == (True, NudgeGroup.AFTER, True)
