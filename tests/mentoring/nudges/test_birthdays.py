"""After three, six and nine months both of a pair hear what they have done together, and then no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mentoring.nudges.kinds.birthdays import BIRTHDAYS
from mentoring.nudges.nudge import Event
from storage import goals
from storage.store import Store
from tests.mentoring.following import DAY, Pair, statements
from tests.mentoring.school import School
from tests.storage.matched import met

BEGAN = datetime(2026, 11, 23, 10, tzinfo=UTC)
THREE = datetime(2027, 2, 23, 16, 30, tzinfo=UTC)


async def begun(school: School, since: datetime = BEGAN) -> Pair:
    """Return a pair that was matched then."""
    pair = await Pair.made(school, since=since)
    await pair.happens(Event.MATCH_STARTED, pair.match)
    return pair


async def test_three_birthdays_come_to_both_on_their_own_clocks(school: School) -> None:
    pair = await begun(school)

    rows = await pair.due(BIRTHDAYS, BEGAN + 500 * DAY)
    assert [(row.occurrence, row.at) for row in rows if row.person_id == pair.max] == [
        (f"{pair.match}:3", THREE),
        (f"{pair.match}:6", datetime(2027, 5, 23, 15, 30, tzinfo=UTC)),
        (f"{pair.match}:9", datetime(2027, 8, 23, 15, 30, tzinfo=UTC)),
    ]
    assert len(rows) == 6


async def test_what_came_of_it_is_told(school: School) -> None:
    pair = await begun(school)
    async with school.store.write() as conn:
        for number in (2, 3):
            await met(conn, pair.match, number, "held", BEGAN + number * DAY, lasted=75)
        await met(conn, pair.match, 4, "missed", BEGAN + 9 * DAY)
        for title in ("A CV", "A job"):
            goal = await goals.add(conn, pair.match, title, None, pair.max, BEGAN)
        await goals.end(conn, goal, "reached", BEGAN)

    for answer, other in zip(await pair.tick(BIRTHDAYS, THREE), ("Max", "Sam"), strict=True):
        assert answer.reply is not None
        [part] = answer.reply.parts
        assert part.prompt == "pair_birthday"
        assert part.values == {
            "other": other,
            "months": 3,
            "met": 2,
            "met_hours": 2,
            "met_goals": 1,
        }


async def test_a_pair_that_never_met_is_told_no_numbers(school: School) -> None:
    pair = await begun(school)

    for answer in await pair.tick(BIRTHDAYS, THREE):
        assert answer.reply is not None
        values = answer.reply.parts[0].values
        assert (values["met"], values["met_hours"], values["met_goals"]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("since", "day"),
    [
        (datetime(2026, 11, 30, 10, tzinfo=UTC), datetime(2027, 2, 28, 16, 30, tzinfo=UTC)),
        (datetime(2027, 11, 29, 10, tzinfo=UTC), datetime(2028, 2, 29, 16, 30, tzinfo=UTC)),
    ],
    ids=["no 30 February", "29 February"],
)
async def test_a_day_that_a_month_does_not_have_is_its_last(
    school: School, since: datetime, day: datetime
) -> None:
    pair = await begun(school, since)

    rows = await pair.due(BIRTHDAYS, since + 95 * DAY)
    assert {row.at for row in rows} == {day}


async def test_what_is_past_already_is_not_planned(school: School) -> None:
    pair = await begun(school, school.now - 120 * DAY)
    await pair.happens(Event.MATCH_STARTED, 999)

    rows = await pair.due(BIRTHDAYS, school.now + 500 * DAY)
    assert {row.occurrence for row in rows} == {f"{pair.match}:6", f"{pair.match}:9"}


async def test_when_the_match_is_over_nobody_is_congratulated(school: School) -> None:
    pair = await begun(school)
    await pair.close()

    answers = await pair.tick(BIRTHDAYS, THREE)
    assert [(answer.reply, answer.reason) for answer in answers] == [(None, "the match is over")] * 2


async def test_many_are_read_in_one_go(store: Store, school: School) -> None:
    pairs = [await begun(school, school.now) for _ in range(3)]
    rows = await pairs[0].due(BIRTHDAYS, THREE + timedelta(hours=1))
    assert len(rows) == 6
    async with store.read() as conn:
        assert await statements(conn, BIRTHDAYS, rows, THREE) == 3
