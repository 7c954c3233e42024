"""When somebody is free, and what moves with their clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from conversations.clock import in_utc
from conversations.effects import AddAway, RemoveAway, SetWeek, SetZone
from conversations.facts import Role
from conversations.week import Days, Free
from storage import dues, matches, people
from storage.tables import away, due, free_time, person, profile
from tests.bot.house import House
from tests.mentoring.changes.test_joining import joined
from tests.mentoring.school import School
from tests.storage.matched import matched

LONDON, NEW_YORK = "Europe/London", "America/New_York"
HALF_TERM = Days(date(2027, 2, 14), date(2027, 2, 21))
FREE = (Free(0, 960, 1080), Free(3, 1020, 1440))


async def test_a_week_is_set_and_the_profile_says_the_same(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    async with school.store.write() as conn:
        await people.set_profile(conn, ann, {"first_name": "Ann", "free_times": ["weekday_day"]})
    who = await school.do(ann, SetWeek(("weekday_evening",), FREE))
    [told] = await school.rows(profile)

    assert [tuple(row)[1:] for row in await school.rows(free_time)] == [tuple(one) for one in FREE]
    assert told.fields == {"first_name": "Ann", "free_times": ["weekday_evening"]}
    assert who.touched


async def test_days_away_are_added_once_and_taken_back(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    await school.do(ann, AddAway(HALF_TERM), AddAway(HALF_TERM))
    assert [(row.first, row.last) for row in await school.rows(away)] == [tuple(HALF_TERM)]

    await school.do(ann, RemoveAway(HALF_TERM), RemoveAway(HALF_TERM))
    assert await school.rows(away) == []


async def promised(
    school: School, whose: int, wall: datetime, zone: str = LONDON, *, kept: bool = True
) -> None:
    """Promise something at a time on somebody's clock, worth sending for two hours; or just then."""
    at = in_utc(wall, zone)
    row: dict[str, Any] = {"purpose": "nudge", "person_id": whose, "occurrence": wall.isoformat(), "at": at}
    row |= {"not_after": at + timedelta(hours=2), "created_at": school.now}
    promise = {"wall": wall.isoformat(), "zone": zone} if kept else {}
    async with school.store.write() as conn:
        await dues.add(conn, [{**row, **promise}])


async def test_what_was_promised_moves_to_the_new_clock(school: School) -> None:
    ann, sam = await school.person("Ann", Role.YOUNG_PERSON), await school.person("Sam", Role.MENTOR)
    tomorrow = datetime(2026, 11, 24, 10)  # noqa: DTZ001 - what a clock on the wall shows
    for whose in (ann, sam):
        await promised(school, whose, tomorrow)
    await school.do(ann, SetZone(NEW_YORK))
    ours, theirs = await school.rows(due)

    assert (ours.at, ours.zone, ours.wall) == (in_utc(tomorrow, NEW_YORK), NEW_YORK, tomorrow.isoformat())
    assert ours.not_after - ours.at == timedelta(hours=2)
    assert (theirs.at, theirs.zone) == (in_utc(tomorrow, LONDON), LONDON)
    assert [row.zone for row in await school.rows(person)] == [NEW_YORK, LONDON]


async def test_what_was_put_off_is_still_said_after_a_move(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    wall = datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001
    await promised(school, ann, wall)
    [row] = await school.rows(due)
    later = school.now + timedelta(minutes=50)
    async with school.store.write() as conn:
        await dues.put_off(conn, [dues.DueDelay(row.id, later)])
    await school.do(ann, SetZone(NEW_YORK))

    [moved] = await school.rows(due)
    assert (moved.at, moved.zone) == (later, NEW_YORK)
    assert moved.not_after == in_utc(wall, NEW_YORK) + timedelta(hours=2)


async def test_a_moment_without_a_promise_and_what_is_due_already_stay(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    overdue = datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001
    await promised(school, ann, overdue)
    await promised(school, ann, datetime(2026, 11, 24, 10), kept=False)  # noqa: DTZ001
    before = await school.rows(due)
    await school.do(ann, SetZone(NEW_YORK))

    assert await school.rows(due) == before


CHANGES = [
    (NEW_YORK, datetime(2027, 3, 14, 2, 30), datetime(2027, 3, 14, 7, 0)),  # noqa: DTZ001 - not there: 3:00
    (NEW_YORK, datetime(2026, 11, 1, 1, 30), datetime(2026, 11, 1, 5, 30)),  # noqa: DTZ001 - twice: the first
    (LONDON, datetime(2027, 3, 28, 1, 30), datetime(2027, 3, 28, 1, 0)),  # noqa: DTZ001 - not there: 2:00
]


@pytest.mark.parametrize(("zone", "wall", "at"), CHANGES)
async def test_a_promise_lands_right_where_the_new_clock_changes(
    school: School, zone: str, wall: datetime, at: datetime
) -> None:
    school.now -= timedelta(days=40)
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    await promised(school, ann, wall, "Asia/Tokyo")
    await school.do(ann, SetZone(zone))
    [row] = await school.rows(due)

    assert row.at == at.replace(tzinfo=school.now.tzinfo)


async def test_a_young_persons_match_goes_by_their_new_clock(school: School) -> None:
    ann, sam = await school.person("Ann", Role.YOUNG_PERSON), await school.person("Sam", Role.MENTOR)
    async with school.store.write() as conn:
        number = await matched(conn, sam, ann, rhythm="1TU 17:00")
    await school.do(sam, SetZone("Europe/Paris"))
    async with school.store.read() as conn:
        assert (await matches.by_ids(conn, [number]))[number].zone == LONDON
    await school.do(ann, SetZone(NEW_YORK))
    async with school.store.read() as conn:
        row = (await matches.by_ids(conn, [number]))[number]

    assert (row.zone, row.rhythm) == (NEW_YORK, "1TU 17:00")


async def test_a_talk_sets_it_and_the_next_one_shows_it(house: House) -> None:
    await joined(house)
    await house.say("1001", "/free", "[week]", "After school", "mon 16-18, not fri", "[away]", "14 to 21 feb")
    await house.say("1001", "[zone]", "New York", "[close]")
    hours = [(row.weekday, row.begins, row.ends) for row in await house.rows(free_time)]
    [days] = await house.rows(away)
    [ann] = await house.rows(person)

    assert hours == [(0, 960, 1080), *((day, 930, 1080) for day in (1, 2, 3))]
    assert (days.first, days.last) == HALF_TERM
    assert ann.zone == NEW_YORK
    assert await house.say("1001", "/free") == ["free"]
    [shown] = [part[1] for part in (await house.queued("1001"))[-1].parts]
    assert (shown["city"], shown["days_away"]) == (
        "New York",
        [{"begins": "2027-02-14", "ends": "2027-02-21"}],
    )
    assert [line["begins"] for line in shown["week"]] == [0, 1]
