"""What is said of a meeting is kept by the two themselves; where they do not say the same, the team hears."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from conversations.concern import Category, Severity
from conversations.effects import AnswerCheckIn, Effect, LogMeeting, NoteMeeting, RaiseConcern, Urgent
from conversations.facts import Role
from conversations.flows.asking import SOURCE, UNSAFE
from conversations.reply import Json, Order
from conversations.turn import said
from mentoring.changes import Who
from storage import matches
from storage.tables import concern, meeting
from tests.mentoring.following import DAY, Pair
from tests.mentoring.school import School

GONE = (said("log_gone"),)


@pytest.fixture
async def pair(school: School) -> Pair:
    """Give a pair whose meeting was to be an hour ago."""
    return await Pair.made(school)


def held(pair: Pair, lasted: int = 60, *topics: str) -> LogMeeting:
    return LogMeeting(pair.meeting, held=True, lasted=lasted, topics=topics)


def missed(pair: Pair, why: str = "no_show") -> LogMeeting:
    return LogMeeting(pair.meeting, held=False, why=why)


def told(who: Who) -> list[tuple[str, Any, int | None]]:
    """Return the prompt, the values and the organisation of each news."""
    return [(n.reply.parts[0].prompt, n.reply.parts[0].values, n.organisation) for n in who.news]


async def test_a_mentor_logs_a_meeting(school: School) -> None:
    pair = await Pair.made(school, mentors_at=["slack:T1:U1"])
    await school.shown()
    school.later(minutes=1)

    who = await pair.do(pair.sam, held(pair, 50, "cv", "interview"))

    row = await pair.row()
    assert (row.status, row.lasted, row.topics) == ("held", 50, ["cv", "interview"])
    assert (row.settled_at, row.settled_by) == (pair.school.now, pair.sam)
    assert (who.answers, who.news) == ((), ())
    assert len(who.touched) == 1
    assert await pair.school.stale() == ["slack:T1:U1"]


async def test_a_meeting_that_was_missed_keeps_why(pair: Pair) -> None:
    await pair.do(pair.sam, missed(pair, "young_person"))

    row = await pair.row()
    assert (row.status, row.lasted, row.topics, row.reason) == ("missed", None, None, "young_person")


async def test_it_settles_what_the_mentor_was_asked(pair: Pair) -> None:
    mine, theirs = await pair.asked(pair.sam), await pair.asked(pair.max)

    await pair.do(pair.sam, held(pair))

    assert (await pair.check_in(mine)).answered_at == pair.school.now
    assert (await pair.check_in(theirs)).answered_at is None


async def test_a_log_can_be_corrected_for_a_week(pair: Pair) -> None:
    await pair.do(pair.sam, held(pair))
    pair.school.now += 7 * DAY
    await pair.do(pair.sam, held(pair, 45))
    assert (await pair.row()).lasted == 45

    pair.school.later(seconds=1)
    who = await pair.do(pair.sam, held(pair, 30))
    assert who.answers == GONE
    assert (await pair.row()).lasted == 45


async def test_notes_and_next_steps_are_added(pair: Pair) -> None:
    who = await pair.do(pair.sam, held(pair), NoteMeeting(pair.meeting, "A good hour", ("Write a CV",)))

    row = await pair.row()
    assert (row.notes, row.actions, who.answers) == ("A good hour", ["Write a CV"], ())


async def test_a_meeting_that_was_not_held_takes_no_notes(pair: Pair) -> None:
    who = await pair.do(pair.sam, missed(pair), NoteMeeting(pair.meeting, "Nothing"))

    assert who.answers == GONE
    assert (await pair.row()).notes == ""


@pytest.mark.parametrize("change", ["log", "note"])
@pytest.mark.parametrize("whose", ["young person", "another mentor", "coordinator"])
async def test_nobody_else_logs_it(pair: Pair, change: str, whose: str) -> None:
    role = Role.MENTOR if whose == "another mentor" else Role.COORDINATOR
    person = pair.max if whose == "young person" else await pair.school.person("Kim", role)
    effect: Effect = held(pair) if change == "log" else NoteMeeting(pair.meeting, "Mine now")

    who = await pair.do(person, effect)

    row = await pair.row()
    assert who.answers == GONE
    assert (row.status, row.notes) == ("confirmed", "")


@pytest.mark.parametrize("number", [0, 999])
async def test_a_meeting_that_is_not_there_is_gone(pair: Pair, number: int) -> None:
    who = await pair.do(pair.sam, LogMeeting(number, held=True, lasted=60), NoteMeeting(number, "x"))

    assert who.answers == GONE * 2


async def test_one_that_has_not_begun_is_not_logged(school: School) -> None:
    pair = await Pair.made(school, school.now + DAY)

    assert (await pair.do(pair.sam, held(pair))).answers == GONE
    assert (await pair.row()).status == "confirmed"


async def test_answers_are_kept_one_after_another(pair: Pair) -> None:
    number = await pair.asked(pair.max)

    await pair.do(pair.max, AnswerCheckIn(number, {"how": "great", "rating": 5}))
    pair.school.later(minutes=1)
    who = await pair.do(pair.max, AnswerCheckIn(number, {"how": "great", "rating": 5, "talked": "yes"}))

    row = await pair.check_in(number)
    assert row.answers == {"how": "great", "rating": 5, "talked": "yes"}
    assert row.answered_at == pair.school.now
    assert (who.answers, who.news, len(who.touched)) == ((), (), 1)


@pytest.mark.parametrize("whose", ["mentor", "another"])
async def test_somebody_elses_check_in_is_gone(pair: Pair, whose: str) -> None:
    number = await pair.asked(pair.max)
    person = pair.sam if whose == "mentor" else await pair.school.person("Kim", Role.YOUNG_PERSON)

    who = await pair.do(person, AnswerCheckIn(number, {"how": "great"}))

    assert who.answers == (said("check_in_gone"),)
    assert (await pair.check_in(number)).answered_at is None
    assert (await pair.do(person, AnswerCheckIn(999, {}))).answers == (said("check_in_gone"),)


NO_MEETING: dict[str, Json] = {"how": "no_meeting"}
GREAT: dict[str, Json] = {"how": "great", "rating": 5}


@pytest.mark.parametrize("first", ["mentor", "young person"])
@pytest.mark.parametrize(("answers", "was_held"), [(NO_MEETING, True), (GREAT, False)])
async def test_the_team_hears_once_where_the_two_do_not_say_the_same(
    pair: Pair, first: str, answers: dict[str, Any], was_held: bool
) -> None:
    number = await pair.asked(pair.max)
    log: Effect = held(pair) if was_held else missed(pair)
    acts: list[tuple[int, Effect]] = [(pair.sam, log), (pair.max, AnswerCheckIn(number, answers))]
    if first == "young person":
        acts.reverse()

    quiet = await pair.do(*acts[0])
    who = await pair.do(*acts[1])
    again = await pair.do(*acts[1])

    date = pair.school.now.date().isoformat()
    values = {"first_name": "Max", "other": "Sam", "date": date, "held": was_held}
    home = await pair.school.organisation()
    assert (quiet.news, again.news) == ((), ())
    assert told(who) == [("meeting_differs", values, home.id)]
    [news] = who.news
    assert [choice.value for choice in news.reply.choices] == [f"/pair {pair.match}"]
    assert news.reply.order is Order.REMINDER


@pytest.mark.parametrize(("answers", "was_held"), [(NO_MEETING, False), (GREAT, True)])
async def test_nobody_hears_where_they_do(pair: Pair, answers: dict[str, Any], was_held: bool) -> None:
    number = await pair.asked(pair.max)

    answered = await pair.do(pair.max, AnswerCheckIn(number, answers))
    logged = await pair.do(pair.sam, held(pair) if was_held else missed(pair))

    assert (answered.news, logged.news) == ((), ())


async def test_a_log_that_is_changed_to_differ_is_told_too(pair: Pair) -> None:
    number = await pair.asked(pair.max)
    await pair.do(pair.sam, held(pair))
    await pair.do(pair.max, AnswerCheckIn(number, GREAT))

    assert [prompt for prompt, _, _ in told(await pair.do(pair.sam, missed(pair)))] == ["meeting_differs"]


async def test_a_fear_is_recorded_and_danger_hurries_that_very_concern(pair: Pair) -> None:
    number = await pair.asked(pair.max, "catch_up", "1")
    await pair.school.coordinator("Priya")

    await pair.do(pair.max, RaiseConcern(None, "An older report", "report"))
    await pair.do(pair.max, AnswerCheckIn(number, {"safe": "no"}), RaiseConcern(UNSAFE, "Asked …", SOURCE))
    await pair.do(pair.max, Urgent(SOURCE))

    rows = await pair.school.rows(concern, source=SOURCE)
    assert [(row.category, row.severity, row.words) for row in rows] == [
        (Category.OTHER.value, Severity.HIGH.value, "Asked …")
    ]
    assert [kind for kind, _ in await pair.school.timeline(rows[0].id)] == ["urgent"]


async def test_danger_after_nothing_that_was_raised_raises_it_as_said_in_a_check_in(pair: Pair) -> None:
    await pair.do(pair.max, RaiseConcern(None, "An older report", "report"), Urgent(SOURCE))

    [row] = await pair.school.rows(concern, source=SOURCE)
    assert row.severity == Severity.IMMEDIATE.value


async def test_a_pair_that_meets_each_month_has_its_next_meeting_fixed_once(pair: Pair) -> None:
    async with pair.school.store.write() as conn:
        await matches.set_rhythm(conn, pair.match, "1TU 17:00")
        await matches.name_adult(conn, pair.match, "Ms Khan")

    who = await pair.do(pair.sam, held(pair))
    again = await pair.do(pair.sam, missed(pair))

    _, later = await pair.school.rows(meeting)
    assert (later.status, later.starts_at) == ("confirmed", datetime(2027, 1, 5, 17, tzinfo=UTC))
    assert {news.people for news in who.news} == {(pair.sam,), (pair.max,)}
    assert again.news == ()
