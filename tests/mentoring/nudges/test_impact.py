"""A survey is offered at the start, in the middle and at the end, and once more, and never again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from conversations.programme import Wave
from conversations.reply import Choice, Order
from mentoring.nudges.kinds.impact import SURVEY, Occasion
from mentoring.nudges.nudge import Event
from mentoring.nudges.planning import happened
from mentoring.surveys import ask_end_survey
from storage import dues, erasure
from storage.tables import match
from tests.mentoring.school import School
from tests.mentoring.surveying import Surveyed
from tests.storage.statements import statements


def at(month: int, day: int, hour: int = 17, year: int = 2026) -> datetime:
    """Return a moment in UTC."""
    return datetime(year, month, day, hour, tzinfo=UTC)


@pytest.fixture
async def pair(school: School) -> Surveyed:
    """Give a pair that was matched on 23 November 2026."""
    made = Surveyed(school)
    await made.begin()
    return made


async def test_three_waves_are_planned_on_the_young_person_s_own_clock(pair: Surveyed) -> None:
    assert await pair.waiting() == [
        (f"{pair.match}:start:1", at(11, 25)),
        (f"{pair.match}:middle:1", at(5, 23, 16, 2027)),
        (f"{pair.match}:end:1", at(10, 23, 16, 2027)),
    ]


async def test_it_is_offered_with_the_button_to_answer(pair: Surveyed) -> None:
    pair.school.now = at(11, 25)

    [answer] = await pair.tick()
    assert answer.reply is not None
    assert answer.reply.choices == (Choice("/survey start", label="survey.begin"),)
    assert answer.reply.parts[0].values == {"wave": "start", "other": "Sam", "again": False, "over": False}
    assert answer.reply.order is Order.REMINDER


async def test_who_does_not_answer_is_asked_once_more_and_never_again(pair: Surveyed) -> None:
    assert await pair.at(at(11, 25)) == ["start"]
    assert await pair.at(at(11, 30, 16)) == []
    assert await pair.at(at(11, 30)) == ["start again"]
    assert await pair.at(at(5, 22, year=2027)) == []
    assert await pair.at(at(5, 23, year=2027)) == ["middle"]
    assert await pair.at(at(5, 28, year=2027)) == ["middle again"]
    assert await pair.at(at(10, 23, year=2027)) == ["end"]
    assert await pair.at(at(10, 28, year=2027)) == ["end again"]
    assert await pair.waiting() == []


async def test_who_has_answered_is_not_asked_again(pair: Surveyed) -> None:
    await pair.answer(Wave.START)

    assert await pair.at(at(11, 25)) == ["answered"]
    assert [occurrence for occurrence, _ in await pair.waiting()] == [
        f"{pair.match}:middle:1",
        f"{pair.match}:end:1",
    ]


async def test_who_answers_before_the_repeat_hears_no_more_of_it(pair: Surveyed) -> None:
    await pair.at(at(11, 25))
    await pair.answer(Wave.START)

    assert await pair.at(at(11, 30)) == ["answered"]


async def test_a_wave_whose_time_is_over_is_not_offered(pair: Surveyed) -> None:
    assert await pair.at(at(12, 24)) == ["its time is over"]
    assert await pair.at(at(7, 10, year=2027)) == ["its time is over"]


async def test_a_match_that_closes_early_is_asked_on_the_next_day(pair: Surveyed) -> None:
    await pair.at(at(11, 25))
    pair.school.now = at(3, 1, 10, 2027)
    await pair.close()

    assert await pair.at(at(3, 1, 20, 2027)) == ["its time is over"]
    assert await pair.at(at(3, 2, 17, 2027)) == ["end, over"]
    assert await pair.at(at(3, 7, 17, 2027)) == ["end again, over"]
    assert await pair.at(at(11, 1, year=2027)) == ["its time is over"] * 2


async def test_a_match_that_closes_shortly_before_its_end_is_asked_once(pair: Surveyed) -> None:
    await pair.at(at(9, 1, year=2027))
    pair.school.now = at(10, 20, 10, 2027)
    await pair.close()

    assert await pair.at(at(10, 21, year=2027)) == ["end, over"]
    assert await pair.at(at(10, 26, year=2027)) == ["it was asked when the match closed", "end again, over"]


async def test_a_match_that_closes_in_its_last_month_was_asked_already(pair: Surveyed) -> None:
    await pair.at(at(10, 1, year=2027))
    await pair.at(at(10, 23, year=2027))
    await pair.close()

    assert await pair.waiting() == [(f"{pair.match}:end:2", at(10, 28, 16, 2027))]
    assert await pair.at(at(10, 28, year=2027)) == ["end again, over"]


@pytest.mark.parametrize("days", [3, 28])
async def test_a_match_that_hardly_was_is_not_asked(pair: Surveyed, days: int) -> None:
    pair.school.later(days=days)
    before = await pair.waiting()
    await pair.close()

    assert await pair.waiting() == before


async def test_closing_is_asked_about_once_however_often_it_is_told(pair: Surveyed) -> None:
    pair.school.now = at(3, 1, 10, 2027)
    await pair.close()
    await pair.close()

    assert [name for name, _ in await pair.waiting()].count(f"{pair.match}:end:early:1") == 1


async def test_a_match_that_runs_is_not_asked_as_if_it_were_over(pair: Surveyed) -> None:
    before = await pair.waiting()
    async with pair.school.store.write() as conn:
        await ask_end_survey(conn, pair.match, at(3, 1, 10, 2027))
        await ask_end_survey(conn, 999, at(3, 1, 10, 2027))

    assert await pair.waiting() == before


async def test_where_nobody_is_there_to_be_asked_nothing_is_planned(school: School) -> None:
    pair = Surveyed(school)
    await pair.begin()
    async with school.store.write() as conn:
        await erasure.forget_person(conn, pair.ann)
        await happened(conn, Event.MATCH_STARTED, pair.match, school.now)
        await happened(conn, Event.MATCH_STARTED, 999, school.now)

    assert await pair.waiting() == []


async def test_the_due_of_somebody_who_is_no_longer_of_the_match_is_not_sent(pair: Surveyed) -> None:
    async with pair.school.store.write() as conn:
        await conn.execute(update(match).values(young_person_id=pair.sam))

    assert await pair.at(at(11, 25)) == ["the match is over"]


async def test_what_many_dues_are_about_is_read_in_one_go(school: School) -> None:
    for _ in range(4):
        await Surveyed(school).begin()
    async with school.store.write() as conn:
        rows = await dues.claim(conn, at(11, 25), 50)
        rows = [row for row in rows if row.purpose == SURVEY.purpose]
        with statements(conn) as one:
            await SURVEY.answers(conn, rows[:1], at(11, 25))
        with statements(conn) as many:
            answers = await SURVEY.answers(conn, rows, at(11, 25))
    assert len(many) == len(one) == 2
    assert [answers[row.id].reply is not None for row in rows] == [True] * 4


@pytest.mark.parametrize(
    "occasion",
    [Occasion(17, Wave.START), Occasion(17, Wave.MIDDLE, 2), Occasion(3, Wave.END, 1, early=True)],
    ids=str,
)
def test_an_occurrence_names_its_occasion(occasion: Occasion) -> None:
    assert Occasion.of(str(occasion)) == occasion
    assert str(occasion).split(":")[0] == str(occasion.match)
