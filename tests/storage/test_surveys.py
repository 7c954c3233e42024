"""Surveys are kept once a wave, and what they come to is what a plain count over them says."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import erasure, matches, organisations, surveys
from storage.store import Store
from storage.surveys import AGREES, Answered, ChangeRow
from tests.storage.matched import DAY, matched
from tests.storage.rows import NOW, member

QUESTIONS = ("options", "find_out", "ask_somebody")
NOBODY = ChangeRow(0, None, None, 0, 0)


@dataclass(frozen=True)
class Said:
    """One wave that somebody answered."""

    person: int
    match: int
    programme: int
    wave: str
    answers: Mapping[str, int]
    at: datetime


async def keep(conn: AsyncConnection, said: Said) -> bool:
    return await surveys.add(
        conn,
        person_id=said.person,
        match_id=said.match,
        programme_id=said.programme,
        wave=said.wave,
        answers=said.answers,
        now=said.at,
    )


async def pairs(conn: AsyncConnection, number: int) -> list[tuple[int, int]]:
    """Make so many young people, each with one match that is over, and return (person, match)."""
    mentor = await member(conn, "telegram::0", roles=["mentor"])
    made = []
    for each in range(1, number + 1):
        young = await member(conn, f"telegram::{each}")
        match = await matched(conn, mentor, young)
        await matches.close(conn, match, "year_done", None, NOW)
        made.append((young, match))
    return made


async def test_a_wave_is_kept_once(store: Store) -> None:
    async with store.write() as conn:
        [(ann, match)] = await pairs(conn, 1)
        first = Said(ann, match, 1, "start", {"options": 1}, NOW)
        assert await keep(conn, first)
        assert not await keep(conn, Said(ann, match, 1, "start", {"options": 5}, NOW + DAY))
        assert await keep(conn, Said(ann, match, 1, "end", {"options": 5}, NOW + DAY))
        assert await surveys.answered(conn, [match, 99]) == {
            Answered(ann, match, "start"),
            Answered(ann, match, "end"),
        }
        assert await surveys.answered(conn, []) == set()
        assert await surveys.change(conn, 1, ["options"]) == ChangeRow(1, 1.0, 5.0, 0, 1)
        assert await surveys.waves(conn, 1) == {"start": 1, "end": 1}


async def test_who_answered_only_once_is_in_no_comparison(store: Store) -> None:
    async with store.write() as conn:
        (ann, one), (ben, two) = await pairs(conn, 2)
        await keep(conn, Said(ann, one, 1, "start", {"options": 1}, NOW))
        await keep(conn, Said(ben, two, 1, "end", {"options": 5}, NOW))
        assert await surveys.change(conn, 1, QUESTIONS) == NOBODY


async def test_the_newest_later_wave_counts_and_only_what_was_asked_both_times(store: Store) -> None:
    async with store.write() as conn:
        [(ann, match)] = await pairs(conn, 1)
        await keep(conn, Said(ann, match, 1, "start", {"options": 2, "find_out": 1}, NOW))
        await keep(conn, Said(ann, match, 1, "middle", {"options": 3}, NOW + DAY))
        assert await surveys.change(conn, 1, QUESTIONS) == ChangeRow(1, 2.0, 3.0, 0, 0)
        await keep(conn, Said(ann, match, 1, "end", {"options": 4, "ask_somebody": 1}, NOW + 2 * DAY))
        assert await surveys.change(conn, 1, QUESTIONS) == ChangeRow(1, 2.0, 4.0, 0, 1)
        assert await surveys.change(conn, 1, ["ask_somebody"]) == NOBODY
        assert await surveys.change(conn, 1, []) == NOBODY


async def test_a_later_wave_of_an_earlier_match_is_no_later_one(store: Store) -> None:
    async with store.write() as conn:
        [(ann, first)] = await pairs(conn, 1)
        second = await matched(conn, await member(conn, "telegram::9"), ann)
        await keep(conn, Said(ann, first, 1, "end", {"options": 5}, NOW))
        await keep(conn, Said(ann, second, 1, "start", {"options": 1}, NOW + DAY))
        assert await surveys.change(conn, 1, QUESTIONS) == NOBODY


async def test_each_programme_is_by_itself(store: Store) -> None:
    async with store.write() as conn:
        [(ann, match)] = await pairs(conn, 1)
        await keep(conn, Said(ann, match, 1, "start", {"options": 1}, NOW))
        await keep(conn, Said(ann, match, 1, "end", {"options": 5}, NOW + DAY))
        assert await surveys.change(conn, 2, QUESTIONS) == NOBODY
        assert await surveys.waves(conn, 2) == {}


async def test_who_is_forgotten_is_counted_no_more(store: Store) -> None:
    async with store.write() as conn:
        [(ann, match)] = await pairs(conn, 1)
        await keep(conn, Said(ann, match, 1, "start", {"options": 1}, NOW))
        await keep(conn, Said(ann, match, 1, "end", {"options": 5}, NOW + DAY))
        await erasure.forget_person(conn, ann)
        assert await surveys.change(conn, 1, QUESTIONS) == NOBODY
        assert await surveys.waves(conn, 1) == {}


def guessed(dice: random.Random, people: Sequence[tuple[int, int]]) -> list[Said]:
    """Return what people may have answered: some waves, some questions, in any order of time."""
    said = []
    for person, match in people:
        for wave in ("start", "middle", "end"):
            if dice.random() < 0.75:
                asked = [question for question in QUESTIONS if dice.random() < 0.8]
                answers = {question: dice.randint(1, 5) for question in asked}
                at = NOW + dice.randrange(300) * DAY
                said.append(Said(person, match, dice.choice((1, 1, 1, 2)), wave, answers, at))
    return said


def counted(said: Sequence[Said], programme: int, questions: Sequence[str]) -> ChangeRow:
    """Count in plain Python."""
    before, after = [], []
    for person in {one.person for one in said}:
        theirs = [one for one in said if (one.person, one.programme) == (person, programme)]
        starts = sorted((one for one in theirs if one.wave == "start"), key=lambda one: one.at)
        later = sorted((one for one in theirs if one.wave != "start"), key=lambda one: one.at)
        if not starts or not later or later[-1].at <= starts[0].at:
            continue
        first, last = starts[0].answers, later[-1].answers
        both = [question for question in questions if question in first and question in last]
        if both:
            before.append(fmean(first[question] for question in both))
            after.append(fmean(last[question] for question in both))
    if not before:
        return NOBODY
    agreed = [sum(mean >= AGREES for mean in means) for means in (before, after)]
    return ChangeRow(len(before), fmean(before), fmean(after), *agreed)


@pytest.mark.parametrize("seed", range(3))
async def test_the_store_counts_as_plain_python_does(store: Store, seed: int) -> None:
    dice = random.Random(seed)
    async with store.write() as conn:
        await organisations.add(conn, "Elm College", NOW)
        said = guessed(dice, await pairs(conn, 40))
        for one in said:
            await keep(conn, one)
        for programme in (1, 2):
            for questions in (QUESTIONS, QUESTIONS[:1], QUESTIONS[1:]):
                found = await surveys.change(conn, programme, questions)
                expected = counted(said, programme, questions)
                assert found == pytest.approx(expected)
            waves = await surveys.waves(conn, programme)
            assert waves == {
                wave: sum((one.wave, one.programme) == (wave, programme) for one in said) for wave in waves
            }
