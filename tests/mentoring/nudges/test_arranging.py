"""In each month of a match whoever's turn it is hears that nothing is arranged, where nothing is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from conversations.clock import on_wall
from conversations.effects import AddAway, CancelMeeting, LogMeeting
from conversations.reply import Order
from conversations.week import Days
from mentoring.nudges.kinds.arranging import ARRANGE
from mentoring.nudges.nudge import Answer, Event
from mentoring.programmes import framework
from storage import matches
from storage.matches import USUAL_FRAMEWORK
from storage.store import Store
from storage.tables import match, meeting, person, proposal
from tests.mentoring.arranging import CHILD_BORN, FIRST, Two
from tests.mentoring.following import DAY, Pair, statements
from tests.mentoring.school import School
from tests.storage.matched import met, proposed

BEGAN = datetime(2026, 11, 23, 10, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 2, 17, tzinfo=UTC)
"""The tenth day of the first month of a match that began on 23 November."""

JANUARY = datetime(2027, 1, 1, 17, tzinfo=UTC)


async def begun(school: School) -> Pair:
    """Return a pair that was matched just now, and has no meeting."""
    two = await Two.matched(school)
    pair = Pair(school, two.maya, two.sam, two.match, 0)
    await pair.happens(Event.MATCH_STARTED, two.match)
    return pair


async def asked(pair: Pair, now: datetime) -> dict[int, str]:
    """Return, by person, what is said at a moment, or why nothing is."""
    pair.school.now = now
    rows = await pair.due(ARRANGE, now)
    answers = await pair.tick(ARRANGE, now)
    return {row.person_id: _told(answer) for row, answer in zip(rows, answers, strict=True)}


def _told(answer: Answer) -> str:
    return answer.reply.parts[0].prompt if answer.reply else answer.reason


async def test_both_are_asked_where_nobody_ever_proposed(school: School) -> None:
    pair = await begun(school)

    assert await pair.due(ARRANGE, DECEMBER - timedelta(seconds=1)) == []
    rows = await pair.due(ARRANGE, DECEMBER)
    assert {(row.person_id, row.occurrence, row.at, row.wall) for row in rows} == {
        (who, f"{pair.match}:0", DECEMBER, "2026-12-02T17:00:00") for who in (pair.max, pair.sam)
    }
    young, mentor = sorted(
        await pair.tick(ARRANGE, DECEMBER),
        key=lambda one: bool(one.reply and one.reply.parts[0].values["of_mentor"]),
    )
    for answer, other in ((young, "Sam"), (mentor, "Maya")):
        assert answer.reply is not None
        assert answer.reply.order is Order.REMINDER
        assert answer.reply.parts[0].values["other"] == other
        assert [choice.value for choice in answer.reply.choices] == [f"/meet {pair.match}"]
        [then] = answer.then
        assert (then.occurrence, then.at) == (f"{pair.match}:1", JANUARY)


async def test_it_comes_once_in_each_month_until_the_last(school: School) -> None:
    pair = await begun(school)
    months = framework(USUAL_FRAMEWORK).months
    said = []
    for month in range(months + 2):
        now = BEGAN + timedelta(days=31 * month + 12)
        said.append(len(await asked(pair, now)))

    assert said == [2] * months + [0, 0]


async def test_whoever_did_not_propose_last_is_asked(school: School) -> None:
    pair = await begun(school)
    two = Two(school, pair.max, pair.sam, pair.match)
    await two.proposes(two.sam, FIRST)
    card = await two.card(two.sam)
    await school.do(two.sam, CancelMeeting(card.id, card.sequence, "ill"))

    assert await asked(pair, DECEMBER) == {pair.max: "arrange_month", pair.sam: "it is the other's turn"}


async def test_a_time_that_waits_for_an_answer_is_enough(school: School) -> None:
    pair = await begun(school)
    await Two(school, pair.max, pair.sam, pair.match).proposes(pair.sam, FIRST)

    assert set((await asked(pair, DECEMBER)).values()) == {"a time is proposed"}


async def test_times_that_nobody_answered_are_no_longer_enough_once_they_are_over(school: School) -> None:
    pair = await begun(school)
    await Two(school, pair.max, pair.sam, pair.match).proposes(pair.sam, DECEMBER - DAY)

    assert await asked(pair, DECEMBER) == {pair.max: "arrange_month", pair.sam: "it is the other's turn"}


async def test_a_move_that_nobody_answered_does_not_silence_the_months_after_the_meeting(
    school: School,
) -> None:
    pair = await begun(school)
    two = Two(school, pair.max, pair.sam, pair.match)
    await two.agree(DECEMBER - DAY)
    await two.proposes(two.sam, JANUARY + 5 * DAY)
    school.now = DECEMBER - DAY / 2
    [met_] = await school.rows(meeting)
    await school.do(two.sam, LogMeeting(met_.id, held=True, lasted=60, topics=("cv",)))

    assert [row.status for row in await school.rows(proposal)] == ["accepted", "withdrawn"]
    assert set((await asked(pair, DECEMBER)).values()) == {"a meeting is arranged"}
    assert await asked(pair, JANUARY) == {pair.max: "arrange_month", pair.sam: "it is the other's turn"}


async def test_a_move_of_a_meeting_that_is_over_and_not_logged_is_no_time_that_is_proposed(
    school: School,
) -> None:
    pair = await begun(school)
    two = Two(school, pair.max, pair.sam, pair.match)
    await two.agree(DECEMBER - DAY)
    await two.proposes(two.sam, JANUARY + 5 * DAY)
    await asked(pair, DECEMBER)

    assert await asked(pair, JANUARY) == {pair.max: "arrange_month", pair.sam: "it is the other's turn"}


@pytest.mark.parametrize(
    ("status", "starts", "reason"),
    [
        ("confirmed", DECEMBER + 10 * DAY, "a meeting is arranged"),
        ("confirmed", DECEMBER + 60 * DAY, "a meeting is arranged"),
        ("confirmed", DECEMBER - 2 * DAY, "a meeting is arranged"),
        ("held", BEGAN + DAY, "a meeting is arranged"),
        ("proposed", DECEMBER + DAY, "a meeting is arranged"),
        ("proposed", DECEMBER - DAY, "arrange_month"),
        ("held", BEGAN - DAY, "arrange_month"),
        ("missed", DECEMBER - DAY, "arrange_month"),
        ("cancelled", DECEMBER + DAY, "arrange_month"),
    ],
)
async def test_what_counts_as_arranged(school: School, status: str, starts: datetime, reason: str) -> None:
    pair = await begun(school)
    async with school.store.write() as conn:
        await met(conn, pair.match, 1, status, starts)

    assert set((await asked(pair, DECEMBER)).values()) == {reason}


async def test_the_next_month_looks_at_its_own_meetings(school: School) -> None:
    pair = await begun(school)
    async with school.store.write() as conn:
        await met(conn, pair.match, 1, "held", DECEMBER - DAY)

    assert set((await asked(pair, DECEMBER)).values()) == {"a meeting is arranged"}
    assert set((await asked(pair, JANUARY)).values()) == {"arrange_month"}


async def test_a_pair_with_a_rhythm_gets_its_next_meeting_and_both_hear_once(school: School) -> None:
    pair = await begun(school)
    async with school.store.write() as conn:
        await conn.execute(update(match).values(rhythm="1TU 17:00", adult="Ms Khan"))

    pair.school.now = DECEMBER
    answers = await pair.tick(ARRANGE, DECEMBER)

    assert {answer.reason for answer in answers} == {"they meet at the same time each month"}
    news = [one for answer in answers for one in answer.news]
    assert sorted(person for one in news for person in one.people) == sorted([pair.max, pair.sam])
    card = await Two(school, pair.max, pair.sam, pair.match).card(pair.max)
    assert card.starts == datetime(2027, 1, 5, 17, tzinfo=UTC)
    assert [len(answer.then) for answer in answers] == [1, 1]
    assert set((await asked(pair, JANUARY)).values()) == {"a meeting is arranged"}


async def test_both_hear_once_that_their_usual_time_is_not_free(school: School) -> None:
    pair = await begun(school)
    async with school.store.write() as conn:
        await conn.execute(update(match).values(rhythm="1TU 17:00", adult="Ms Khan"))
    await school.do(pair.sam, AddAway(Days(date(2027, 1, 5), date(2027, 1, 5))))

    pair.school.now = DECEMBER
    answers = await pair.tick(ARRANGE, DECEMBER)

    news = [one for answer in answers for one in answer.news]
    assert {one.reply.parts[0].prompt for one in news} == {"meeting_not_usual"}
    assert sorted(person for one in news for person in one.people) == sorted([pair.max, pair.sam])


async def test_a_rhythm_that_has_its_meeting_is_left_alone(school: School) -> None:
    pair = await begun(school)
    async with school.store.write() as conn:
        await conn.execute(update(match).values(rhythm="1TU 17:00"))
        await met(conn, pair.match, 1, "confirmed", DECEMBER + DAY)

    assert set((await asked(pair, DECEMBER)).values()) == {"a meeting is arranged"}


async def child_with_a_rhythm(school: School) -> Pair:
    """Return a pair that is to meet at a time of each month; no adult is named, so nothing was ever fixed."""
    two = await Two.matched(school, CHILD_BORN)
    await two.agree(DECEMBER - DAY, rhythm="1TU 17:00")
    pair = Pair(school, two.maya, two.sam, two.match, 0)
    await pair.happens(Event.MATCH_STARTED, two.match)
    return pair


async def test_a_rhythm_that_waited_in_vain_for_an_adult_is_arranged_anew(school: School) -> None:
    pair = await child_with_a_rhythm(school)

    school.now = DECEMBER
    answers = await pair.tick(ARRANGE, DECEMBER)

    told = [(one.people or "team", one.reply.parts[0].prompt) for answer in answers for one in answer.news]
    assert sorted(map(str, told)) == sorted(
        map(
            str,
            [*(((who,), "meeting_waits") for who in (pair.max, pair.sam)), ("team", "meeting_wants_adult")],
        )
    )
    assert [(row.status, row.starts_at) for row in await school.rows(meeting)] == [
        ("cancelled", DECEMBER - DAY),
        ("proposed", datetime(2027, 1, 5, 17, tzinfo=UTC)),
    ]


async def test_a_rhythm_without_an_adult_waits_while_other_times_are_to_be_answered(school: School) -> None:
    pair = await child_with_a_rhythm(school)
    await Two(school, pair.max, pair.sam, pair.match).proposes(pair.sam, DECEMBER - DAY / 2, DECEMBER + DAY)

    # It is the young person's turn to answer, and there is no second meeting beside the one that is asked.
    assert set((await asked(pair, DECEMBER)).values()) == {"a time is proposed"}
    assert [row.status for row in await school.rows(meeting)] == ["proposed"]


async def test_when_the_match_is_over_the_chain_ends(school: School) -> None:
    pair = await begun(school)
    async with school.store.write() as conn:
        await matches.close(conn, pair.match, "moved", None, school.now)

    assert set((await asked(pair, DECEMBER)).values()) == {"the match is over"}
    assert await pair.due(ARRANGE, JANUARY) == []


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Pacific/Auckland"])
async def test_it_is_said_at_five_through_both_changes_of_the_clock(school: School, zone: str) -> None:
    two = await Two.matched(school)
    async with school.store.write() as conn:
        await conn.execute(update(person).where(person.c.id == two.maya).values(zone=zone))
    pair = Pair(school, two.maya, two.sam, two.match, 0)
    await pair.happens(Event.MATCH_STARTED, two.match)

    seen = set()
    for month in range(12):
        now = BEGAN + timedelta(days=31 * month + 12)
        [due] = [row for row in await pair.due(ARRANGE, now) if row.person_id == two.maya]
        seen.add(on_wall(due.at, zone).time().isoformat())
        await asked(pair, now)
    assert seen == {"17:00:00"}


async def test_a_match_that_began_long_ago_begins_with_the_month_that_it_is_in(school: School) -> None:
    two = await Two.matched(school)
    pair = Pair(school, two.maya, two.sam, two.match, 0)
    school.now = BEGAN + 100 * DAY
    await pair.happens(Event.MATCH_STARTED, two.match)
    await pair.happens(Event.MATCH_STARTED, 999)

    rows = await pair.due(ARRANGE, BEGAN + 130 * DAY)
    assert {row.occurrence for row in rows} == {f"{pair.match}:3"}


async def test_many_are_read_in_one_go(store: Store, school: School) -> None:
    pairs = [await Pair.made(school, since=school.now) for _ in range(4)]
    for pair in pairs:
        await pair.happens(Event.MATCH_STARTED, pair.match)
        async with store.write() as conn:
            await proposed(conn, pair.meeting, pair.sam, school.now, status="withdrawn")
    rows = await pairs[0].due(ARRANGE, DECEMBER)
    assert len(rows) == 8
    async with store.read() as conn:
        assert await statements(conn, ARRANGE, rows, DECEMBER) == 3
