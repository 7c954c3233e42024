"""A word a week and an hour before a meeting, as each wishes it, and never of a meeting that was moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from conversations.clock import on_wall
from conversations.effects import SetReminders
from conversations.nudging import Reminder
from conversations.reply import Order
from mentoring.nudges.kinds.reminders import REMINDERS
from mentoring.nudges.nudge import Answer, Event
from storage.store import Store
from tests.mentoring.following import DAY, HOUR, Pair, statements
from tests.mentoring.school import School
from tests.storage.matched import met

THURSDAY = datetime(2026, 12, 10, 17, tzinfo=UTC)
WEEK = timedelta(days=7)
LONDON, NEW_YORK = "Europe/London", "America/New_York"


async def confirmed(school: School, starts: datetime = THURSDAY, **more: Any) -> Pair:
    """Return a pair whose meeting was just confirmed."""
    pair = await Pair.made(school, starts, **more)
    await pair.happens(Event.MEETING_CONFIRMED, pair.meeting)
    return pair


def prompts(answers: list[Answer]) -> list[str]:
    """Return what is said, or why it is not."""
    return [one.reply.parts[0].prompt if one.reply else one.reason for one in answers]


async def test_both_hear_a_week_and_an_hour_before(school: School) -> None:
    pair = await confirmed(school, place="Library", adult="Ms Khan", room="https://meet.example.org/7")

    rows = await pair.due(REMINDERS, THURSDAY)
    assert {(row.person_id, row.occurrence, row.at, row.wall) for row in rows} == {
        (person, f"{pair.meeting}:0:{which}", at, wall)
        for person in (pair.max, pair.sam)
        for which, at, wall in (
            ("week", THURSDAY - WEEK, "2026-12-03T17:00:00"),
            ("hour", THURSDAY - HOUR, None),
        )
    }
    for answer, other in zip(await pair.tick(REMINDERS, THURSDAY - WEEK), ("Max", "Sam"), strict=True):
        assert answer.reply is not None
        assert (answer.until, answer.then, answer.reply.order) == (THURSDAY, (), Order.REMINDER)
        assert answer.reply.parts[0].prompt == "week_ahead"
        assert answer.reply.parts[0].values == {
            "other": other,
            "at": THURSDAY.isoformat(),
            "zone": LONDON,
            "where": "Library",
            "room": "https://meet.example.org/7",
            "adult": "Ms Khan",
        }
        assert [choice.value for choice in answer.reply.choices] == [
            f"/meet {pair.match} move",
            f"/meet {pair.match} cancel",
        ]
    [first, second] = await pair.tick(REMINDERS, THURSDAY - HOUR)
    assert prompts([first, second]) == ["hour_ahead", "hour_ahead"]
    assert first.reply is not None
    assert [choice.value for choice in first.reply.choices] == [f"/meet {pair.match} cancel"]


@pytest.mark.parametrize(
    ("starts", "said"),
    [
        ("2026-12-10T17:00", "2026-12-03T17:00"),
        ("2026-12-10T08:00", "2026-12-03T09:00"),
        ("2026-12-10T20:30", "2026-12-03T20:00"),
        ("2027-03-29T17:00", "2027-03-22T17:00"),
        ("2027-11-01T17:00", "2027-10-25T17:00"),
        ("2028-03-07T17:00", "2028-02-29T17:00"),
    ],
    ids=["a usual time", "early", "late", "over the change in spring", "in autumn", "on 29 February"],
)
@pytest.mark.parametrize("zone", [LONDON, NEW_YORK])
async def test_a_week_before_means_the_same_time_of_the_day(
    school: School, starts: str, said: str, zone: str
) -> None:
    at = datetime.fromisoformat(starts).replace(tzinfo=UTC)
    at -= on_wall(at, zone) - at.replace(tzinfo=None)  # an hour off over a change, and never near one here
    pair = await confirmed(school, at, zones=(zone, LONDON))

    [week] = [
        row
        for row in await pair.due(REMINDERS, at)
        if row.person_id == pair.max and row.occurrence.endswith("week")
    ]
    assert on_wall(week.at, zone) == datetime.fromisoformat(said)
    assert week.zone == zone


@pytest.mark.parametrize(
    ("ahead", "planned"),
    [(8 * DAY, ["week", "hour"]), (7 * DAY + HOUR, ["hour"]), (2 * HOUR, ["hour"]), (HOUR, [])],
)
async def test_what_is_arranged_so_late_is_not_repeated_at_once(
    school: School, ahead: timedelta, planned: list[str]
) -> None:
    pair = await confirmed(school, school.now + ahead)

    rows = await pair.due(REMINDERS, school.now + ahead)
    assert [row.occurrence.rpartition(":")[2] for row in rows if row.person_id == pair.max] == planned


async def test_who_chose_hears_what_they_chose(school: School) -> None:
    pair = await confirmed(school)
    await pair.do(pair.max, SetReminders((Reminder.HOUR,)))
    await pair.do(pair.sam, SetReminders(()))

    assert prompts(await pair.tick(REMINDERS, THURSDAY - WEEK)) == ["not chosen"] * 2
    await pair.do(pair.sam, SetReminders((Reminder.WEEK, Reminder.HOUR)))
    assert prompts(await pair.tick(REMINDERS, THURSDAY - HOUR)) == ["hour_ahead"] * 2


async def test_a_meeting_that_was_moved_has_reminders_of_its_own(school: School) -> None:
    pair = await confirmed(school)
    later = THURSDAY + DAY
    await pair.change(starts_at=later, sequence=1)
    await pair.happens(Event.MEETING_CONFIRMED, pair.meeting)

    assert prompts(await pair.tick(REMINDERS, THURSDAY - WEEK)) == ["the meeting was moved or cancelled"] * 2
    assert prompts(await pair.tick(REMINDERS, later - WEEK)) == ["week_ahead"] * 2


@pytest.mark.parametrize(
    ("status", "reason"),
    [("cancelled", "the meeting was moved or cancelled"), ("held", "the meeting was moved or cancelled")],
)
async def test_a_meeting_that_is_off_is_not_mentioned(school: School, status: str, reason: str) -> None:
    pair = await confirmed(school)
    await pair.change(status=status)

    assert prompts(await pair.tick(REMINDERS, THURSDAY - WEEK)) == [reason] * 2


async def test_nothing_is_said_once_it_has_begun_or_the_match_is_over(school: School) -> None:
    pair = await confirmed(school)
    assert prompts(await pair.tick(REMINDERS, THURSDAY)) == ["the meeting has begun"] * 4

    other = await confirmed(school)
    await other.close()
    assert prompts(await other.tick(REMINDERS, THURSDAY - WEEK)) == ["the match is over"] * 2


async def test_nothing_is_planned_without_a_time_or_a_meeting(school: School) -> None:
    pair = await Pair.made(school, THURSDAY)
    await pair.change(starts_at=None, status="proposed")
    await pair.happens(Event.MEETING_CONFIRMED, pair.meeting)
    await pair.happens(Event.MEETING_CONFIRMED, 999)

    assert await pair.due(REMINDERS, THURSDAY) == []


async def test_many_are_read_in_one_go(store: Store, school: School) -> None:
    pairs = [await confirmed(school) for _ in range(4)]
    async with store.write() as conn:
        await met(conn, pairs[0].match, 2, "held", THURSDAY - WEEK)
    one = await pairs[0].due(REMINDERS, THURSDAY)
    async with store.read() as conn:
        assert await statements(conn, REMINDERS, one[:1], THURSDAY - HOUR) == await statements(
            conn, REMINDERS, one, THURSDAY - HOUR
        )
