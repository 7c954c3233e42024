"""What must not come of a pair's meetings: an hour given twice, a child alone, terms that one never gave."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from conversations.effects import (
    AcceptProposal,
    CancelMeeting,
    LogMeeting,
    NameAdult,
    ProposeMeeting,
    WithdrawProposal,
)
from conversations.facts import Seek
from storage import places
from storage.tables import match, meeting, person
from tests.mentoring.arranging import ADULT_BORN, CHILD_BORN, FIRST, SECOND, THIRD, Two, prompts
from tests.mentoring.school import School


async def newest(school: School) -> Any:
    """Return the newest meeting."""
    return (await school.rows(meeting))[-1]


async def two_of_sam(school: School, born: str = ADULT_BORN) -> tuple[Two, Two]:
    """Return two matches of one mentor; the first young person was born on ``born``."""
    two = await Two.matched(school, born)
    ben = await Two.matched(school)
    async with school.store.write() as conn:
        await conn.execute(match.update().where(match.c.id == ben.match).values(mentor_id=two.sam))
    return two, Two(school, ben.maya, two.sam, ben.match)


async def proposal_of(two: Two, person: int) -> Any:
    """Return the times that wait for an answer in one of somebody's matches."""
    facts = await two.school.sees(person, Seek(pairs=True, offers=two.match))
    return next(p for p in facts["pairs"] if p.id == two.match).meeting.proposal


async def test_a_move_to_before_the_birthday_is_not_confirmed_without_an_adult(school: School) -> None:
    two = await Two.matched(school, "2008-12-11")  # 18 on 11 December: SECOND+ is fine, FIRST is not
    await two.agree(THIRD)
    assert (await newest(school)).status == "confirmed"
    await two.proposes(two.sam, FIRST)
    await two.does(two.maya, AcceptProposal((await two.offered(two.maya)).id, FIRST))
    row = await newest(school)
    assert not (row.starts_at == FIRST and row.status == "confirmed" and not row.adult), (
        "under 18, no adult, confirmed"
    )


async def test_naming_the_adult_does_not_book_the_mentor_twice(school: School) -> None:
    child, other = await two_of_sam(school, CHILD_BORN)
    priya = await school.coordinator("Priya")
    await child.does(child.maya, ProposeMeeting(child.match, (FIRST,), 60))
    await child.does(child.sam, AcceptProposal((await proposal_of(child, child.sam)).id, FIRST))
    await other.does(other.maya, ProposeMeeting(other.match, (FIRST,), 60))
    await other.does(other.sam, AcceptProposal((await proposal_of(other, other.sam)).id, FIRST))
    await school.do(priya, NameAdult(child.match, "Mr Evans"))
    rows = await school.rows(meeting)
    assert sum(r.status == "confirmed" and r.starts_at == FIRST for r in rows) == 1


async def test_times_taken_back_while_one_waits_for_an_adult_do_not_say_it_is_fixed(school: School) -> None:
    two = await Two.matched(school, CHILD_BORN)
    await two.agree(FIRST)
    assert (await newest(school)).status == "proposed"
    await two.proposes(two.sam, THIRD)
    told = await two.does(two.sam, WithdrawProposal((await two.offered(two.sam)).id))
    # "You meet on X, as before" while no adult is named
    assert (
        told[two.maya][0].parts[0].values["stands"] == ""
        or told[two.maya][0].parts[0].prompt == "meeting_waits"
    )


async def test_a_double_press_of_send_tells_the_other_once(school: School) -> None:
    two = await Two.matched(school)
    await two.proposes(two.maya, FIRST)
    again = await two.proposes(two.maya, FIRST, fresh=False)
    assert prompts(again) == {two.maya: ["meeting_asked"], two.sam: []}


async def test_two_at_once_with_other_lengths_do_not_agree_by_themselves(school: School) -> None:
    two = await Two.matched(school)
    await two.proposes(two.maya, FIRST, minutes=90)
    told = await two.proposes(two.sam, FIRST, minutes=30, fresh=False)
    assert prompts(told)[two.maya] != ["meeting_fixed"]


async def test_two_at_once_in_other_places_do_not_agree_by_themselves(school: School) -> None:
    two = await Two.matched(school)
    home = await school.organisation()
    async with school.store.write() as conn:
        library = await places.add(conn, home.id, "Library", "", school.now)
        room = await places.add(conn, home.id, "Room", "https://r.example/{room}", school.now)
    await two.does(two.maya, ProposeMeeting(two.match, (FIRST,), 60, place=library))
    told = await two.does(two.sam, ProposeMeeting(two.match, (FIRST,), 60, place=room))
    assert prompts(told)[two.maya] != ["meeting_fixed"]


async def test_two_at_once_do_not_agree_on_a_rhythm_that_one_asked_for(school: School) -> None:
    two = await Two.matched(school)
    await two.proposes(two.maya, FIRST, rhythm="2TU 17:00")
    await two.proposes(two.sam, FIRST, fresh=False)
    assert (await school.rows(match))[0].rhythm == ""


async def test_a_shared_start_under_the_notice_is_dropped(school: School) -> None:
    two = await Two.matched(school)
    await two.proposes(two.maya, FIRST, SECOND)
    school.now = FIRST - timedelta(minutes=30)
    await two.proposes(two.sam, FIRST, SECOND, fresh=False)
    assert (await newest(school)).starts_at == SECOND


async def test_a_place_that_is_gone_before_the_yes_is_not_lost_in_silence(school: School) -> None:
    two = await Two.matched(school)
    home = await school.organisation()
    async with school.store.write() as conn:
        library = await places.add(conn, home.id, "Library", "", school.now)
    await two.does(two.maya, ProposeMeeting(two.match, (FIRST,), 60, place=library))
    async with school.store.write() as conn:
        await places.remove(conn, home.id, library, school.now)
    await two.does(two.sam, AcceptProposal((await two.offered(two.sam)).id, FIRST))
    row = await newest(school)
    assert row.status != "confirmed" or row.place == "Library"


async def test_a_lapsed_proposal_does_not_stop_the_rhythm(school: School) -> None:
    two = await Two.matched(school)
    await two.agree(FIRST, rhythm="2TU 17:00")
    school.now = FIRST + timedelta(hours=2)
    unlogged = (await newest(school)).id
    await two.does(two.maya, ProposeMeeting(two.match, (FIRST + timedelta(days=4),), 60))
    school.now = FIRST + timedelta(days=5)
    who = await school.do(two.sam, LogMeeting(unlogged, held=True, lasted=60, topics=("cv",)))
    assert [n.reply.parts[0].prompt for n in who.news] == ["meeting_fixed"] * 2


async def test_long_usual_meetings_leave_no_orphan_behind(school: School) -> None:
    two, other = await two_of_sam(school)
    await two.does(two.maya, ProposeMeeting(two.match, (FIRST,), 120, rhythm="2TU 17:00"))
    await two.does(two.sam, AcceptProposal((await proposal_of(two, two.sam)).id, FIRST))
    next_ = datetime(2027, 1, 12, 18, 30, tzinfo=UTC)  # overlaps 17:00-19:00, not 17:00-18:00
    school.now = FIRST + timedelta(hours=3)
    await other.does(other.maya, ProposeMeeting(other.match, (next_,), 60))
    await other.does(other.sam, AcceptProposal((await proposal_of(other, other.sam)).id, next_))
    number = next(r.id for r in await school.rows(meeting) if r.match_id == two.match)
    who = await school.do(two.sam, LogMeeting(number, held=True, lasted=60, topics=("cv",)))
    assert [n.reply.parts[0].prompt for n in who.news] == ["meeting_not_usual"] * 2
    assert not [r for r in await school.rows(meeting) if r.match_id == two.match and r.status == "proposed"]


async def test_moving_into_your_own_overlap_is_no_clash(school: School) -> None:
    two = await Two.matched(school)
    await two.agree(FIRST)
    await two.proposes(two.sam, FIRST + timedelta(minutes=30))
    told = await two.does(
        two.maya, AcceptProposal((await two.offered(two.maya)).id, FIRST + timedelta(minutes=30))
    )
    assert prompts(told)[two.maya] == ["meeting_fixed"]


async def test_a_mentor_in_another_zone_is_told_on_their_own_clock(school: School) -> None:
    two = await Two.matched(school)
    async with school.store.write() as conn:
        await conn.execute(person.update().where(person.c.id == two.sam).values(zone="America/New_York"))
    told = await two.agree(FIRST)
    assert told[two.sam][0].parts[0].values["zone"] == "America/New_York"
    assert told[two.maya][0].parts[0].values["zone"] == "Europe/London"


async def test_a_meeting_that_is_over_cannot_be_called_off(school: School) -> None:
    two = await Two.matched(school)
    await two.agree(FIRST)
    row = await newest(school)
    school.now = FIRST + timedelta(hours=1)
    told = await two.does(two.maya, CancelMeeting(row.id, row.sequence, "ill"))
    assert (await newest(school)).status == "confirmed"
    assert prompts(told)[two.sam] == []


async def test_a_meeting_that_is_over_and_not_logged_is_not_said_to_be_nothing(school: School) -> None:
    two = await Two.matched(school)
    await two.agree(FIRST)
    row = await newest(school)
    school.now = FIRST + timedelta(hours=1)
    told = await two.does(two.maya, CancelMeeting(row.id, row.sequence, "ill"))
    assert prompts(told)[two.maya] != ["meeting_none"]  # "That has changed in the meantime"


async def test_a_time_that_waited_in_vain_for_an_adult_does_not_stand_in_the_way(school: School) -> None:
    two = await Two.matched(school, CHILD_BORN)
    await two.agree(FIRST)
    old = await newest(school)
    school.now = FIRST + timedelta(hours=2)

    told = await two.does(two.maya, CancelMeeting(old.id, old.sequence, "ill"))
    assert prompts(told) == {two.maya: ["meeting_none"], two.sam: []}
    told = await two.agree(THIRD)
    assert prompts(told) == {two.maya: ["meeting_waits"], two.sam: ["meeting_waits"]}
    assert [(row.number, row.status) for row in await school.rows(meeting)] == [
        (1, "cancelled"),
        (2, "proposed"),
    ]


async def test_other_times_can_still_be_taken_once_the_one_that_waited_for_an_adult_is_over(
    school: School,
) -> None:
    two = await Two.matched(school, CHILD_BORN)
    await two.agree(FIRST)
    await two.proposes(two.sam, THIRD)
    school.now = FIRST + timedelta(hours=2)

    told = await two.does(two.maya, AcceptProposal((await two.offered(two.maya)).id, THIRD))

    assert prompts(told) == {two.maya: ["meeting_waits"], two.sam: ["meeting_waits"]}
    assert [(row.status, row.starts_at) for row in await school.rows(meeting)] == [("proposed", THIRD)]


async def test_times_that_are_taken_back_leave_nothing_of_a_time_that_is_over(school: School) -> None:
    two = await Two.matched(school, CHILD_BORN)
    await two.agree(FIRST)
    await two.proposes(two.sam, THIRD)
    school.now = FIRST + timedelta(hours=2)

    told = await two.does(two.sam, WithdrawProposal((await two.offered(two.sam)).id))

    assert told[two.maya][0].parts[0].values["agreed"] == ""
    assert await two.statuses() == ["cancelled"]
