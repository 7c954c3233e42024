"""Whoever is asked when to meet hears of it once more, and then the team does, and nobody a third time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from conversations.clock import in_utc
from conversations.effects import LogMeeting, NameAdult, WithdrawProposal
from conversations.reply import Order
from mentoring.nudges.kinds.proposals import ANSWER_WAITS
from mentoring.nudges.nudge import Answer, Event
from storage import matches
from storage.dues import DueRow
from storage.store import Store
from storage.tables import match, meeting, person, proposal
from tests.mentoring.arranging import CHILD_BORN, FIRST, SECOND, THIRD, Two
from tests.mentoring.following import DAY, Pair, statements
from tests.mentoring.school import School
from tests.storage.matched import met, proposed

ASKED_AGAIN = datetime(2026, 11, 25, 10, tzinfo=UTC)
PASSED_ON = datetime(2026, 11, 27, 10, tzinfo=UTC)


async def asked(school: School, *starts: datetime) -> Pair:
    """Return a pair of whom the mentor has just proposed a time; nobody has answered."""
    two = await Two.matched(school)
    await two.proposes(two.sam, *(starts or (FIRST,)))
    return Pair(school, two.maya, two.sam, two.match, 0)


async def number_of(pair: Pair) -> int:
    """Return the id of the newest proposal."""
    async with pair.school.store.read() as conn:
        found = await conn.scalars(select(proposal.c.id).order_by(proposal.c.id.desc()))
        return int(found.first() or 0)


def told(answers: list[Answer]) -> list[str]:
    """Return what is said, to whom it is passed on, or why nothing is said."""
    return [one.reply.parts[0].prompt if one.reply else one.reason for one in answers]


async def test_the_other_is_asked_once_more_and_then_the_team_hears(school: School) -> None:
    pair = await asked(school, FIRST, SECOND)
    number = await number_of(pair)

    [row] = await pair.due(ANSWER_WAITS, ASKED_AGAIN)
    assert (row.person_id, row.occurrence, row.at) == (pair.max, f"{number}:1", ASKED_AGAIN)
    assert (row.wall, row.zone) == ("2026-11-25T10:00:00", "Europe/London")
    again = await pair.only(ANSWER_WAITS, ASKED_AGAIN)
    assert again.reply is not None
    assert (again.until, again.reply.order) == (SECOND, Order.REMINDER)
    assert again.reply.parts[0].prompt == "proposal_waits"
    assert again.reply.parts[0].values == {
        "other": "Sam",
        "times": [FIRST.isoformat(), SECOND.isoformat()],
        "zone": "Europe/London",
    }
    assert [choice.value for choice in again.reply.choices] == [
        f"/meet {pair.match}",
        f"/meet {pair.match} other",
    ]
    last = await pair.only(ANSWER_WAITS, PASSED_ON)
    assert (last.reply, last.then) == (None, ())
    [news] = last.news
    assert news.organisation == 1
    assert news.reply.parts[0].prompt == "proposal_waits_for_team"
    assert news.reply.parts[0].values == {"first_name": "Maya", "other": "Sam"}
    assert [choice.value for choice in news.reply.choices] == [f"/pair {pair.match}"]
    assert await pair.due(ANSWER_WAITS, PASSED_ON + 300 * DAY) == []


async def test_a_mentor_is_asked_as_a_young_person_is(school: School) -> None:
    two = await Two.matched(school)
    await two.proposes(two.maya, FIRST)
    pair = Pair(school, two.maya, two.sam, two.match, 0)

    [row] = await pair.due(ANSWER_WAITS, ASKED_AGAIN)
    assert row.person_id == two.sam


@pytest.mark.parametrize(
    ("hour", "at"),
    [(3, "2026-11-25T10:00"), (9, "2026-11-25T10:00"), (15, "2026-11-25T15:00"), (22, "2026-11-25T19:00")],
)
async def test_it_is_asked_at_a_time_at_which_somebody_can_answer(school: School, hour: int, at: str) -> None:
    two = await Two.matched(school)
    school.now = school.now.replace(hour=hour)
    await two.proposes(two.sam, FIRST)
    pair = Pair(school, two.maya, two.sam, two.match, 0)

    [row] = await pair.due(ANSWER_WAITS, ASKED_AGAIN + DAY)
    assert row.at == datetime.fromisoformat(at).replace(tzinfo=UTC)


async def test_it_is_asked_on_the_clock_of_whoever_is_asked(school: School) -> None:
    two = await Two.matched(school)
    async with school.store.write() as conn:
        zone = update(person).where(person.c.id == two.maya).values(zone="America/New_York")
        await conn.execute(zone)
    await two.proposes(two.sam, FIRST)
    pair = Pair(school, two.maya, two.sam, two.match, 0)

    [row] = await pair.due(ANSWER_WAITS, ASKED_AGAIN + DAY)
    assert row.at == in_utc(datetime(2026, 11, 25, 10), "America/New_York")  # noqa: DTZ001


async def test_what_was_answered_is_not_asked_again(school: School) -> None:
    pair = await asked(school)
    await school.do(pair.sam, WithdrawProposal(await number_of(pair)))

    assert told(await pair.tick(ANSWER_WAITS, ASKED_AGAIN)) == ["answered"]
    assert await pair.due(ANSWER_WAITS, PASSED_ON + DAY) == []


async def test_an_answer_to_the_second_asking_keeps_it_from_the_team(school: School) -> None:
    pair = await asked(school)
    await pair.tick(ANSWER_WAITS, ASKED_AGAIN)
    await school.do(pair.sam, WithdrawProposal(await number_of(pair)))

    [answer] = await pair.tick(ANSWER_WAITS, PASSED_ON)
    assert (answer.reason, answer.news) == ("answered", ())


async def test_times_that_are_over_are_not_offered_but_the_team_hears(school: School) -> None:
    pair = await asked(school, FIRST)
    school.now = FIRST - timedelta(hours=1)

    [late] = await pair.tick(ANSWER_WAITS, FIRST)
    assert (late.reply, late.reason) == (None, "its times are over")
    [answer] = await pair.tick(ANSWER_WAITS, FIRST + 3 * DAY)
    assert len(answer.news) == 1


async def test_a_counter_proposal_is_asked_about_and_the_first_one_is_not(school: School) -> None:
    pair = await asked(school)
    two = Two(school, pair.max, pair.sam, pair.match)
    await two.proposes(two.maya, SECOND)

    assert told(await pair.tick(ANSWER_WAITS, ASKED_AGAIN)) == ["answered", "proposal_waits"]


@pytest.mark.parametrize("logged", [True, False])
async def test_a_move_is_not_asked_about_once_the_two_have_met_as_planned(
    school: School, logged: bool
) -> None:
    two = await Two.matched(school)
    pair = Pair(school, two.maya, two.sam, two.match, 0)
    await two.agree()
    school.now = FIRST - timedelta(hours=20)
    await two.proposes(two.sam, FIRST + 7 * DAY)
    school.now = FIRST + timedelta(hours=2)
    [row] = await school.rows(meeting)
    if logged:
        await school.do(two.sam, LogMeeting(row.id, held=True, lasted=60, topics=("cv",)))

    # The first is of the proposal that was accepted.
    assert told(await pair.tick(ANSWER_WAITS, FIRST + 3 * DAY)) == [
        "answered",
        "answered" if logged else "the meeting has begun",
    ]
    assert await pair.due(ANSWER_WAITS, FIRST + 30 * DAY) == []


async def test_what_was_proposed_for_a_meeting_that_is_dropped_is_not_asked_about(school: School) -> None:
    two = await Two.matched(school, CHILD_BORN)
    pair = Pair(school, two.maya, two.sam, two.match, 0)
    await two.agree()
    other = await Two.matched(school)
    async with school.store.write() as conn:
        await conn.execute(update(match).where(match.c.id == other.match).values(mentor_id=two.sam))
        await met(conn, other.match, 1, "confirmed", FIRST)
        await proposed(conn, 1, two.sam, school.now, starts=[THIRD.isoformat()])
    await pair.happens(Event.MEETING_PROPOSED, await number_of(pair))

    who = await school.do(await school.coordinator("Priya"), NameAdult(two.match, "Mr Evans"))

    assert [news.reply.parts[0].prompt for news in who.news] == ["meeting_clash", "meeting_clash"]
    assert told(await pair.tick(ANSWER_WAITS, ASKED_AGAIN)) == ["answered", "answered"]


async def test_when_the_match_is_over_nothing_is_said(school: School) -> None:
    pair = await asked(school)
    async with school.store.write() as conn:
        await matches.close(conn, pair.match, "moved", None, school.now)

    assert told(await pair.tick(ANSWER_WAITS, ASKED_AGAIN)) == ["the match is over"]


async def test_nothing_is_planned_for_what_is_not_there(school: School) -> None:
    pair = await Pair.made(school)
    await pair.happens(Event.MEETING_PROPOSED, 999)

    assert await pair.due(ANSWER_WAITS, PASSED_ON) == []


async def test_many_are_read_in_one_go(store: Store, school: School) -> None:
    rows: list[DueRow] = []
    for _ in range(4):
        pair = await Pair.made(school)
        async with store.write() as conn:
            await proposed(conn, pair.meeting, pair.sam, school.now)
        await pair.happens(Event.MEETING_PROPOSED, await number_of(pair))
        rows = await pair.due(ANSWER_WAITS, ASKED_AGAIN)
    assert len(rows) == 4
    async with store.read() as conn:
        assert await statements(conn, ANSWER_WAITS, rows, ASKED_AGAIN) == 2
