"""The card comes on the day before a meeting, on the person's own clock, and never for one that was moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from conversations.effects import LogMeeting, NoteMeeting
from conversations.reply import Json, Order
from mentoring.nudges.kinds.meeting_card import MEETING_CARD
from mentoring.nudges.nudge import Event
from mentoring.programmes import framework, frameworks
from storage import people
from storage.store import Store
from tests.mentoring.following import DAY, HOUR, Pair, statements
from tests.mentoring.school import School
from tests.prompts.reading import grade
from tests.prompts.test_prompts import PLAIN, RENDERER
from tests.storage.matched import met

THURSDAY = datetime(2026, 12, 3, 17, tzinfo=UTC)
THE_EVENING_BEFORE = datetime(2026, 12, 2, 17, tzinfo=UTC)


async def confirmed(school: School, starts: datetime = THURSDAY, **more: Any) -> Pair:
    """Return a pair whose meeting was just confirmed."""
    pair = await Pair.made(school, starts, **more)
    await pair.happens(Event.MEETING_CONFIRMED, pair.meeting)
    return pair


async def test_both_get_it_the_day_before_at_five(school: School) -> None:
    pair = await confirmed(school, place="Library", adult="Ms Khan", room="https://meet.example.org/7")

    assert await pair.due(MEETING_CARD, THE_EVENING_BEFORE - timedelta(seconds=1)) == []
    rows = await pair.due(MEETING_CARD, THE_EVENING_BEFORE)
    assert {row.person_id for row in rows} == {pair.sam, pair.max}
    assert {(row.at, row.wall, row.zone) for row in rows} == {
        (THE_EVENING_BEFORE, "2026-12-02T17:00:00", "Europe/London")
    }
    answers = await pair.tick(MEETING_CARD, THE_EVENING_BEFORE)
    topic = next(one for one in framework("one-hour-a-month").topics if one.key == "cv")
    for answer, other, questions in zip(
        answers, ("Max", "Sam"), (topic.mentor, topic.young_person), strict=True
    ):
        assert answer.reply is not None
        assert (answer.reply.order, answer.until) == (Order.REMINDER, THURSDAY)
        assert [choice.value for choice in answer.reply.choices] == [f"/meet {pair.match}"]
        assert answer.reply.parts[0].values == {
            "other": other,
            "at": THURSDAY.isoformat(),
            "zone": "Europe/London",
            "where": "Library",
            "adult": "Ms Khan",
            "room": "https://meet.example.org/7",
            "topic": "Your CV",
            "actions": [],
            "questions": [*questions],
        }


async def test_each_gets_it_on_their_own_clock(school: School) -> None:
    pair = await confirmed(school, zones=("Europe/London", "America/New_York"))

    rows = await pair.due(MEETING_CARD, THURSDAY)
    assert {row.person_id: row.at for row in rows} == {
        pair.max: THE_EVENING_BEFORE,
        pair.sam: THE_EVENING_BEFORE + 5 * HOUR,
    }


@pytest.mark.parametrize(
    ("before", "at"),
    [
        (20 * HOUR, THURSDAY - 2 * HOUR),
        (3 * HOUR, THURSDAY - 2 * HOUR),
        (timedelta(minutes=50), THURSDAY - timedelta(minutes=50)),
    ],
    ids=["the same day", "hours before", "minutes before"],
)
async def test_one_that_is_confirmed_late_has_its_card_shortly_before(
    school: School, before: timedelta, at: datetime
) -> None:
    school.now = THURSDAY - before
    pair = await confirmed(school)

    rows = await pair.due(MEETING_CARD, THURSDAY)
    assert [(row.at, row.wall) for row in rows] == [(at, None)] * 2


async def test_a_meeting_that_has_begun_gets_none(school: School) -> None:
    pair = await confirmed(school, school.now)

    assert await pair.due(MEETING_CARD, school.now + 30 * DAY) == []


async def test_what_was_agreed_last_time_is_on_it(school: School) -> None:
    pair = await Pair.made(school)
    await pair.do(
        pair.sam,
        LogMeeting(pair.meeting, held=True, lasted=60),
        NoteMeeting(pair.meeting, None, ("Write a CV",)),
    )
    async with school.store.write() as conn:
        later = await met(conn, pair.match, 2, "confirmed", THURSDAY, topic="interview")
    await pair.happens(Event.MEETING_CONFIRMED, later)

    answers = await pair.tick(MEETING_CARD, THE_EVENING_BEFORE)
    for answer in answers:
        assert answer.reply is not None
        assert answer.reply.parts[0].values["actions"] == ["Write a CV"]
        assert answer.reply.parts[0].values["topic"] == "Interviews"


@pytest.mark.parametrize("topic", ["", "no_more_in_the_file"])
async def test_without_a_topic_it_says_when_and_where(school: School, topic: str) -> None:
    pair = await confirmed(school, topic=topic)

    for answer in await pair.tick(MEETING_CARD, THE_EVENING_BEFORE):
        assert answer.reply is not None
        values = answer.reply.parts[0].values
        assert (values["topic"], values["questions"]) == ("", [])


@pytest.mark.parametrize(
    "change", [{"sequence": 1}, {"status": "cancelled"}, {"status": "proposed"}], ids=str
)
async def test_one_that_was_moved_or_cancelled_says_nothing(school: School, change: dict[str, Any]) -> None:
    pair = await confirmed(school)
    await pair.change(**change)

    answers = await pair.tick(MEETING_CARD, THE_EVENING_BEFORE)
    assert [(answer.reply, answer.reason) for answer in answers] == [
        (None, "the meeting was moved or cancelled")
    ] * 2


async def test_one_that_was_moved_has_another_card(school: School) -> None:
    pair = await confirmed(school)
    await pair.change(sequence=1, starts_at=THURSDAY + DAY)
    await pair.happens(Event.MEETING_CONFIRMED, pair.meeting)

    assert {answer.reason for answer in await pair.tick(MEETING_CARD, THE_EVENING_BEFORE)} == {
        "the meeting was moved or cancelled"
    }
    assert all(answer.reply for answer in await pair.tick(MEETING_CARD, THE_EVENING_BEFORE + DAY))


async def test_nothing_is_said_once_it_has_begun_or_the_match_is_over(school: School) -> None:
    pair = await confirmed(school)
    rows = await pair.due(MEETING_CARD, THURSDAY)
    async with school.store.read() as conn:
        late = await MEETING_CARD.answers(conn, rows, THURSDAY)
    assert {answer.reason for answer in late.values()} == {"the meeting has begun"}

    await pair.close()
    assert {answer.reason for answer in await pair.tick(MEETING_CARD, THE_EVENING_BEFORE)} == {
        "the match is over"
    }


@pytest.mark.parametrize("chosen", [["week", "hour"], []], ids=["others", "none"])
async def test_whoever_wants_nothing_the_day_before_gets_none(school: School, chosen: list[str]) -> None:
    pair = await confirmed(school)
    async with school.store.write() as conn:
        await people.set_reminders(conn, pair.sam, chosen)
        await people.set_reminders(conn, pair.max, ["day"])

    rows = await pair.due(MEETING_CARD, THE_EVENING_BEFORE)
    async with school.store.read() as conn:
        answers = await MEETING_CARD.answers(conn, rows, THE_EVENING_BEFORE)
    said = {row.person_id: answers[row.id] for row in rows}
    assert (said[pair.sam].reply, said[pair.sam].reason) == (None, "not chosen")
    assert said[pair.max].reply is not None


async def test_many_take_no_more_statements_than_one(store: Store, school: School) -> None:
    pairs = [await confirmed(school) for _ in range(6)]
    rows = await pairs[0].due(MEETING_CARD, THE_EVENING_BEFORE)

    async with store.read() as conn:
        one = await statements(conn, MEETING_CARD, rows[:1], THE_EVENING_BEFORE)
        assert await statements(conn, MEETING_CARD, rows, THE_EVENING_BEFORE) == one == 4
    assert len(rows) == 12


@pytest.mark.parametrize("name", frameworks())
async def test_the_card_of_every_topic_is_read_at_a_glance(school: School, name: str) -> None:
    """The whole card, with its title, is rendered as each side reads it."""
    pair = await confirmed(school, place="Oak School library", adult="Ms Khan")
    [of_mentor, of_young_person] = await pair.tick(MEETING_CARD, THE_EVENING_BEFORE)
    for topic in frameworks()[name].topics:
        for answer, questions, limit in (
            (of_mentor, topic.mentor, 8.0),
            (of_young_person, topic.young_person, 6.0),
        ):
            assert answer.reply is not None
            part = answer.reply.parts[0]
            values: dict[str, Json] = {**part.values, "topic": topic.title, "questions": [*questions]}
            text = RENDERER.render(replace(part, values=values), "en", PLAIN)
            assert grade(text) <= limit, (topic.key, grade(text))
            assert all(question in text for question in questions)
