"""A wave of a survey is answered once, by whoever it is for, while it is open."""

from __future__ import annotations

from datetime import timedelta

import pytest

from conversations.effects import AnswerSurvey
from conversations.facts import Role
from conversations.programme import Wave
from conversations.surveys import SurveyCard
from conversations.turn import said
from storage.tables import match, survey
from tests.mentoring.school import School
from tests.mentoring.surveying import ANSWERS, QUESTIONS, Surveyed

THANKS, KNOWN, NONE = ((said(name),) for name in ("survey_thanks", "survey_known", "survey_none"))
YEAR = timedelta(days=365)


@pytest.fixture
async def pair(school: School) -> Surveyed:
    """Give a pair that was matched just now."""
    made = Surveyed(school)
    await made.begin()
    return made


async def test_a_wave_is_kept_with_its_programme_and_they_are_thanked(pair: Surveyed) -> None:
    assert (await pair.answer(Wave.START)).answers == THANKS

    [row] = await pair.school.rows(survey)
    home = await pair.school.organisation()
    assert (row.person_id, row.match_id, row.programme_id) == (pair.ann, pair.match, home.programme_id)
    assert (row.wave, row.answers, row.at) == ("start", ANSWERS, pair.school.now)


async def test_a_second_time_changes_nothing_and_says_so(pair: Surveyed) -> None:
    await pair.answer(Wave.START)
    [row] = await pair.school.rows(survey)

    assert (await pair.answer(Wave.START, **dict.fromkeys(ANSWERS, 5))).answers == KNOWN
    assert await pair.school.rows(survey) == [row]


async def test_a_match_without_a_programme_counts_with_the_organisation_s_own(pair: Surveyed) -> None:
    async with pair.school.store.write() as conn:
        await conn.execute(match.update().values(programme_id=None))

    await pair.answer(Wave.START)
    [row] = await pair.school.rows(survey)
    assert row.programme_id == (await pair.school.organisation()).programme_id


@pytest.mark.parametrize("wave", [Wave.MIDDLE, Wave.END])
async def test_a_wave_that_is_not_open_is_not_kept(pair: Surveyed, wave: Wave) -> None:
    assert (await pair.answer(wave)).answers == NONE
    assert await pair.school.rows(survey) == []


async def test_nobody_answers_for_another(pair: Surveyed) -> None:
    mia = await pair.school.person("Mia", Role.YOUNG_PERSON)
    theirs = AnswerSurvey(pair.match, Wave.START, ANSWERS)
    for person, effect in (
        (mia, theirs),
        (pair.sam, theirs),
        (pair.ann, AnswerSurvey(999, Wave.START, ANSWERS)),
    ):
        assert (await pair.school.do(person, effect)).answers == NONE
    assert await pair.school.rows(survey) == []


async def test_only_answers_to_the_programme_s_own_statements_are_kept(pair: Surveyed) -> None:
    first, second, third = (question.key for question in QUESTIONS[:3])
    await pair.answer(Wave.START, **{first: 3, second: 6, third: 0, "other": 4})

    [row] = await pair.school.rows(survey)
    assert row.answers == {first: 3}


async def test_the_survey_that_is_open_is_shown_to_whom_it_is_for(pair: Surveyed) -> None:
    open_ = SurveyCard(pair.match, Wave.START, "Sam", QUESTIONS)
    assert await pair.card() == open_
    assert await pair.card(pair.sam) is None

    await pair.answer(Wave.START)
    assert await pair.card() == SurveyCard(pair.match, Wave.START, "Sam", QUESTIONS, answered=True)
    pair.school.later(days=40)
    assert await pair.card() is None
    pair.school.now += YEAR
    assert await pair.card() == SurveyCard(pair.match, Wave.END, "Sam", QUESTIONS)


async def test_of_two_matches_the_newest_that_has_one_is_meant(pair: Surveyed) -> None:
    pair.school.later(days=200)
    await pair.close()
    assert await pair.card() == SurveyCard(pair.match, Wave.END, "Sam", QUESTIONS)

    again = Surveyed(pair.school)
    await again.begin()
    async with pair.school.store.write() as conn:
        await conn.execute(match.update().where(match.c.id == again.match).values(young_person_id=pair.ann))
    assert (await pair.card()) == SurveyCard(again.match, Wave.START, "Sam", QUESTIONS)
    pair.school.later(days=35)
    assert (await pair.card()) == SurveyCard(pair.match, Wave.END, "Sam", QUESTIONS)
