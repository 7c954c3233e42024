"""Somebody is shown their own check-ins and meetings to log, and nobody else's."""

from __future__ import annotations

import pytest

from conversations.effects import AnswerCheckIn, LogMeeting, NoteMeeting
from conversations.facts import Role, Seek
from conversations.following import MeetingLog
from conversations.pairs import CheckIn, CheckInKind, MeetingStatus
from conversations.programme import Side
from mentoring.programmes import framework
from storage import erasure
from tests.mentoring.following import DAY, HOUR, Pair
from tests.mentoring.school import School


@pytest.fixture
async def pair(school: School) -> Pair:
    """Give a pair whose meeting was to be an hour ago."""
    return await Pair.made(school)


async def shown(pair: Pair, person: int, seek: Seek) -> CheckIn | None:
    found = (await pair.school.sees(person, seek))["check_in"]
    assert found is None or isinstance(found, CheckIn)
    return found


async def logs(pair: Pair, person: int) -> tuple[MeetingLog, ...]:
    found = (await pair.school.sees(person, Seek(logs=True)))["logs"]
    assert isinstance(found, tuple)
    return found


async def test_a_check_in_names_the_other_and_the_meeting(pair: Pair) -> None:
    number = await pair.asked(pair.max)

    found = await shown(pair, pair.max, Seek(check_in=number))

    assert found is not None
    assert (found.id, found.match, found.kind) == (number, pair.match, CheckInKind.MEETING)
    assert (found.side, found.other, found.answered) == (Side.YOUNG_PERSON, "Sam", False)
    assert found.meeting is not None
    assert (found.meeting.id, found.meeting.starts) == (pair.meeting, pair.school.now - HOUR)


async def test_a_catch_up_of_the_mentor_names_the_young_person(pair: Pair) -> None:
    number = await pair.asked(pair.sam, "catch_up", "1")

    found = await shown(pair, pair.sam, Seek(check_in=number))

    assert found == CheckIn(number, pair.match, CheckInKind.CATCH_UP, Side.MENTOR, "Max")


async def test_one_that_is_not_their_own_is_not_found(pair: Pair) -> None:
    number = await pair.asked(pair.max)
    kim = await pair.school.person("Kim", Role.YOUNG_PERSON)

    for person in (pair.sam, kim):
        assert await shown(pair, person, Seek(check_in=number)) is None
    assert await shown(pair, pair.max, Seek(check_in=number + 1)) is None


async def test_the_newest_that_waits_is_found_by_its_kind(pair: Pair) -> None:
    await pair.asked(pair.max, "catch_up", "1")
    pair.school.now += DAY
    second, meeting = await pair.asked(pair.max, "catch_up", "2"), await pair.asked(pair.max)

    for kind, number in ((CheckInKind.CATCH_UP, second), (CheckInKind.MEETING, meeting)):
        found = await shown(pair, pair.max, Seek(waits=kind))
        assert found is not None
        assert found.id == number
    await pair.do(pair.max, AnswerCheckIn(meeting, {"how": "great"}))
    assert await shown(pair, pair.max, Seek(waits=CheckInKind.MEETING)) is None
    again = await shown(pair, pair.max, Seek(check_in=meeting))
    assert again is not None
    assert again.answered


async def test_a_mentor_who_is_gone_has_no_name(pair: Pair) -> None:
    number = await pair.asked(pair.max)
    async with pair.school.store.write() as conn:
        await erasure.forget_person(conn, pair.sam)

    found = await shown(pair, pair.max, Seek(check_in=number))

    assert found is not None
    assert found.other == ""


async def test_a_mentor_is_shown_what_can_be_logged(pair: Pair) -> None:
    [waiting] = await logs(pair, pair.sam)

    assert (waiting.meeting, waiting.other, waiting.starts) == (
        pair.meeting,
        "Max",
        pair.school.now - HOUR,
    )
    assert (waiting.status, waiting.logged, waiting.topic) == (MeetingStatus.CONFIRMED, None, "cv")
    assert waiting.framework is framework("one-hour-a-month")
    assert (waiting.held, waiting.hours) == (0, 0)


async def test_what_was_logged_is_shown_with_all_that_was_said(pair: Pair) -> None:
    await pair.do(
        pair.sam,
        LogMeeting(pair.meeting, held=True, lasted=50, topics=("cv",)),
        NoteMeeting(pair.meeting, "A good hour", ("Write a CV",)),
    )

    [found] = await logs(pair, pair.sam)
    assert (found.status, found.logged, found.lasted) == (MeetingStatus.HELD, pair.school.now, 50)
    assert (found.topics, found.notes, found.actions) == (("cv",), "A good hour", ("Write a CV",))
    assert (found.held, found.hours) == (1, 50)
    pair.school.now += 8 * DAY
    assert await logs(pair, pair.sam) == ()


async def test_a_young_person_logs_nothing(pair: Pair) -> None:
    assert await logs(pair, pair.max) == ()
