"""A pair agrees on a meeting: whatever both do at once, there is one, and both are told the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from conversations.effects import (
    AcceptProposal,
    CancelMeeting,
    CloseMatch,
    EndRhythm,
    Leave,
    LogMeeting,
    NameAdult,
    ProposeMeeting,
    WithdrawProposal,
)
from conversations.facts import Seek
from conversations.pairs import MeetingStatus
from storage.tables import due, match, meeting, proposal
from tests.mentoring.arranging import CHILD_BORN, FIRST, SECOND, THIRD, Two, prompts, starts_of
from tests.mentoring.school import School

LONDON = ZoneInfo("Europe/London")
HELD: dict[str, Any] = {"held": True, "lasted": 60, "topics": ("cv",)}


async def row(two: Two) -> Any:
    """Return the newest meeting of a store."""
    return (await two.school.rows(meeting))[-1]


def seek(number: int) -> Seek:
    """Return what is sought of one match."""
    return Seek(pairs=True, offers=number)


async def mine(two: Two, person: int) -> int:
    """Return the proposal of this match, for somebody who is in several."""
    facts = await two.school.sees(person, seek(two.match))
    card = next(pair for pair in facts["pairs"] if pair.id == two.match).meeting
    assert card is not None
    assert card.proposal is not None
    return int(card.proposal.id)


async def test_times_that_one_proposes_are_put_to_the_other(school: School) -> None:
    two = await Two.matched(school)

    told = await two.proposes(two.maya, SECOND, FIRST)

    assert prompts(told) == {two.maya: ["meeting_asked"], two.sam: ["meeting_proposed"]}
    [put] = told[two.sam]
    offered = await two.offered(two.sam)
    assert offered.starts == (FIRST, SECOND)
    assert [choice.value for choice in put.choices] == [
        f"/meet {two.match} take {offered.id} 1",
        f"/meet {two.match} take {offered.id} 2",
        f"/meet {two.match} other",
    ]
    assert (await two.offered(two.maya)).mine


async def test_a_time_that_is_accepted_is_fixed_for_both_with_an_entry_for_their_calendars(
    school: School,
) -> None:
    two = await Two.matched(school)

    told = await two.agree()

    assert prompts(told) == {two.maya: ["meeting_fixed"], two.sam: ["meeting_fixed"]}
    assert starts_of(told[two.maya]) == starts_of(told[two.sam]) == FIRST.isoformat()
    entries = [told[person][0].attached for person in (two.maya, two.sam)]
    assert [entry.values["uid"] for entry in entries if entry] == [(await row(two)).uid] * 2
    assert [entry.values["first_name"] for entry in entries if entry] == ["Sam", "Maya"]
    assert (await two.card(two.maya)).status is MeetingStatus.CONFIRMED
    assert {one.purpose for one in await school.rows(due)} >= {"meeting_card"}


async def test_a_second_press_is_answered_as_the_first_and_changes_nothing(school: School) -> None:
    two = await Two.matched(school)
    await two.proposes(two.maya, FIRST)
    accept = AcceptProposal((await two.offered(two.sam)).id, FIRST)
    await two.does(two.sam, accept)
    before = await row(two)

    told = await two.does(two.sam, accept)

    assert prompts(told) == {two.maya: [], two.sam: ["meeting_fixed"]}
    assert await row(two) == before


async def test_two_who_propose_at_once_meet_at_the_first_time_that_both_named(school: School) -> None:
    two = await Two.matched(school)
    await two.proposes(two.maya, FIRST, SECOND)

    told = await two.proposes(two.sam, SECOND, THIRD, fresh=False)

    assert prompts(told) == {two.maya: ["meeting_fixed"], two.sam: ["meeting_fixed"]}
    assert starts_of(told[two.maya]) == starts_of(told[two.sam]) == SECOND.isoformat()
    assert await two.statuses() == ["confirmed"]


async def test_where_they_named_no_time_together_the_first_proposal_is_to_be_answered(school: School) -> None:
    two = await Two.matched(school)
    await two.proposes(two.maya, FIRST)

    told = await two.proposes(two.sam, THIRD, fresh=False)

    assert prompts(told) == {two.maya: ["meeting_asked"], two.sam: ["meeting_proposed"]}
    assert all(one.parts[0].values["crossed"] for replies in told.values() for one in replies)
    assert (await two.offered(two.sam)).starts == (FIRST,)
    assert await two.statuses() == ["proposed"]


async def test_a_counter_proposal_takes_the_place_of_the_one_that_was_seen(school: School) -> None:
    two = await Two.matched(school)
    await two.proposes(two.maya, FIRST)
    old = await two.offered(two.sam)

    told = await two.proposes(two.sam, THIRD)

    assert prompts(told) == {two.maya: ["meeting_proposed"], two.sam: ["meeting_asked"]}
    stale = await two.does(two.sam, AcceptProposal(old.id, FIRST))
    assert prompts(stale) == {two.maya: [], two.sam: ["meeting_asked"]}
    assert [one.status for one in await school.rows(proposal)] == ["replaced", "open"]
    assert await two.statuses() == ["proposed"]


async def test_one_that_was_taken_back_cannot_be_accepted_and_both_know(school: School) -> None:
    two = await Two.matched(school)
    await two.proposes(two.maya, FIRST)
    offered = await two.offered(two.sam)

    back = await two.does(two.maya, WithdrawProposal(offered.id))
    late = await two.does(two.sam, AcceptProposal(offered.id, FIRST))

    assert prompts(back) == {two.maya: ["meeting_withdrawn"], two.sam: ["meeting_withdrawn"]}
    assert prompts(late) == {two.maya: [], two.sam: ["meeting_none"]}
    assert await two.statuses() == ["cancelled"]


async def test_nobody_accepts_their_own_times_or_one_that_was_not_offered(school: School) -> None:
    two = await Two.matched(school)
    await two.proposes(two.maya, FIRST)
    offered = await two.offered(two.maya)

    own = await two.does(two.maya, AcceptProposal(offered.id, FIRST))
    other = await two.does(two.sam, AcceptProposal(offered.id, THIRD))

    assert prompts(own)[two.maya] == ["meeting_asked"]
    assert prompts(other)[two.sam] == ["meeting_proposed"]
    assert await two.statuses() == ["proposed"]


async def test_a_move_leaves_the_old_time_until_the_other_agrees(school: School) -> None:
    two = await Two.matched(school)
    await two.agree()
    uid = (await row(two)).uid

    await two.proposes(two.sam, THIRD)
    assert (await two.card(two.maya)).starts == FIRST
    told = await two.does(two.maya, AcceptProposal((await two.offered(two.maya)).id, THIRD))

    [fixed] = told[two.sam]
    assert (fixed.parts[0].values["was"], fixed.parts[0].values["starts"]) == (
        FIRST.isoformat(),
        THIRD.isoformat(),
    )
    moved = await row(two)
    assert (moved.uid, moved.sequence, moved.starts_at) == (uid, 1, THIRD)
    assert fixed.attached is not None
    assert (fixed.attached.values["sequence"], fixed.attached.values["cancelled"]) == (1, False)


async def test_a_move_that_is_not_wanted_leaves_the_time_that_stood(school: School) -> None:
    two = await Two.matched(school)
    await two.agree()
    await two.proposes(two.sam, THIRD)

    told = await two.does(two.maya, WithdrawProposal((await two.offered(two.maya)).id))

    assert prompts(told) == {two.maya: ["meeting_withdrawn"], two.sam: ["meeting_withdrawn"]}
    assert told[two.sam][0].parts[0].values["proposer"] is True
    card = await two.card(two.sam)
    assert (card.status, card.starts, card.proposal) == (MeetingStatus.CONFIRMED, FIRST, None)


async def test_a_move_while_the_other_accepts_an_earlier_one_is_answered_with_how_it_stands(
    school: School,
) -> None:
    two = await Two.matched(school)
    await two.agree()
    seen = await two.card(two.sam)
    await two.proposes(two.maya, SECOND)
    await two.does(two.sam, AcceptProposal((await two.offered(two.sam)).id, SECOND))

    stale = ProposeMeeting(two.match, (THIRD,), 60, meeting=seen.id, sequence=seen.sequence)
    told = await two.does(two.sam, stale)

    assert prompts(told) == {two.maya: [], two.sam: ["meeting_fixed"]}
    assert (await row(two)).starts_at == SECOND


async def test_who_calls_it_off_tells_the_other_why_and_both_calendars(school: School) -> None:
    two = await Two.matched(school)
    await two.agree()
    card = await two.card(two.maya)

    told = await two.does(two.maya, CancelMeeting(card.id, card.sequence, "ill"))

    assert prompts(told) == {two.maya: ["meeting_off"], two.sam: ["meeting_off"]}
    [off] = told[two.sam]
    assert (off.parts[0].values["mine"], off.parts[0].values["reason"]) == (False, "ill")
    assert off.attached is not None
    assert (off.attached.values["cancelled"], off.attached.values["sequence"]) == (True, 1)
    again = await two.does(two.sam, CancelMeeting(card.id, card.sequence, ""))
    assert prompts(again)[two.sam] == ["meeting_none"]
    assert await two.statuses() == ["cancelled"]


async def test_a_young_person_under_age_meets_nobody_until_an_adult_is_named(school: School) -> None:
    two = await Two.matched(school, CHILD_BORN)
    priya = await school.coordinator("Priya")
    await two.proposes(two.maya, FIRST)

    who = await school.do(two.sam, AcceptProposal((await two.offered(two.sam)).id, FIRST))

    wanted = next(news for news in who.news if news.organisation)
    assert wanted.reply.choices[0].value == f"/adult {two.match}"
    card = await two.card(two.maya)
    assert (card.status, card.starts) == (MeetingStatus.PROPOSED, FIRST)
    named = await school.do(priya, NameAdult(two.match, "Mr Evans, tutor"))
    fixed = [news.reply for news in named.news]
    assert [one.parts[0].prompt for one in fixed] == ["meeting_fixed", "meeting_fixed"]
    assert {one.parts[0].values["adult"] for one in fixed} == {"Mr Evans, tutor"}
    assert (await two.card(two.maya)).status is MeetingStatus.CONFIRMED


async def test_a_time_at_which_the_mentor_has_another_meeting_is_not_booked(school: School) -> None:
    two = await Two.matched(school)
    await two.agree()
    ben = await Two.matched(school)
    async with school.store.write() as conn:
        await conn.execute(match.update().where(match.c.id == ben.match).values(mentor_id=two.sam))
    other = Two(school, ben.maya, two.sam, ben.match)
    assert FIRST not in (await school.sees(ben.maya, seek(ben.match)))["pairs"][0].offers
    await other.does(ben.maya, ProposeMeeting(ben.match, (FIRST + timedelta(minutes=30),), 60))

    offered = await mine(other, two.sam)
    told = await school.do(two.sam, AcceptProposal(offered, FIRST + timedelta(minutes=30)))

    assert [part.prompt for one in told.answers for part in one.parts] == ["meeting_clash"]
    assert sorted(await two.statuses()) == ["confirmed", "proposed"]


async def test_times_that_are_over_or_too_soon_are_not_put_to_anybody(school: School) -> None:
    two = await Two.matched(school)

    told = await two.proposes(two.maya, school.now + timedelta(hours=1), school.now - timedelta(days=1))

    assert prompts(told) == {two.maya: ["meeting_too_soon"], two.sam: []}
    assert await two.statuses() == []


async def test_times_that_have_passed_unanswered_make_room_for_others(school: School) -> None:
    two = await Two.matched(school)
    await two.proposes(two.maya, FIRST)
    offered = await two.offered(two.sam)
    school.now = FIRST + timedelta(hours=1)

    late = await two.does(two.sam, AcceptProposal(offered.id, FIRST))
    told = await two.proposes(two.sam, FIRST + timedelta(days=7))

    assert prompts(late)[two.sam] == ["meeting_none"]
    assert prompts(told) == {two.maya: ["meeting_proposed"], two.sam: ["meeting_asked"]}
    assert [one.status for one in await school.rows(proposal)] == ["lapsed", "open"]


async def test_a_meeting_that_nobody_logged_does_not_stand_in_the_way_of_the_next(school: School) -> None:
    two = await Two.matched(school)
    await two.agree()
    school.now = FIRST + timedelta(days=3)

    await two.agree(FIRST + timedelta(days=28))

    assert [(one.number, one.status) for one in await school.rows(meeting)] == [
        (1, "confirmed"),
        (2, "confirmed"),
    ]


async def test_a_rhythm_fixes_the_next_meeting_once_one_was_logged_through_both_clock_changes(
    school: School,
) -> None:
    two = await Two.matched(school)
    told = await two.agree(FIRST, rhythm="2TU 17:00")
    assert told[two.maya][0].parts[0].values["rhythm"] == "2TU 17:00"
    walls: list[datetime] = []
    for _ in range(11):
        school.now = FIRST if not walls else walls[-1]
        school.now += timedelta(hours=2)
        number = (await school.rows(meeting))[-1].id
        who = await school.do(two.sam, LogMeeting(number, **HELD))
        assert [news.reply.parts[0].values["usual"] for news in who.news] == [True, True]
        starts = (await two.card(two.maya)).starts
        assert starts is not None
        walls.append(starts)

    clocks = [(one.astimezone(LONDON).strftime("%a %H:%M"), one.month) for one in walls]
    assert clocks == [("Tue 17:00", month) for month in range(1, 12)]
    # The match is over before the next one would be.
    school.now = walls[-1] + timedelta(hours=2)
    last = LogMeeting((await school.rows(meeting))[-1].id, **HELD)
    assert (await school.do(two.sam, last)).news == ()


async def test_a_usual_time_on_a_public_holiday_is_left_to_the_two(school: School) -> None:
    two = await Two.matched(school)
    await two.agree(FIRST, rhythm="-1MO 17:00")
    school.now = FIRST.replace(year=2027, month=5, day=10)
    number = (await school.rows(meeting))[-1].id

    who = await school.do(two.sam, LogMeeting(number, **HELD))

    # The last Monday of May 2027 is a bank holiday.
    assert [news.reply.parts[0].prompt for news in who.news] == ["meeting_not_usual"] * 2
    assert await two.statuses() == ["held"]


async def test_a_rhythm_that_is_ended_fixes_nothing_more(school: School) -> None:
    two = await Two.matched(school)
    await two.agree(FIRST, rhythm="2TU 17:00")

    told = await two.does(two.maya, EndRhythm(two.match))
    school.now = FIRST + timedelta(hours=2)
    who = await school.do(two.sam, LogMeeting((await row(two)).id, **HELD))

    assert prompts(told) == {two.maya: ["meeting_rhythm_ended"], two.sam: ["meeting_rhythm_ended"]}
    assert who.news == ()


async def test_whoever_leaves_ends_the_match_and_the_other_and_the_team_hear_so(school: School) -> None:
    two = await Two.matched(school)
    await two.agree()

    who = await school.do(two.maya, Leave())

    told = [(news.people or ("team",), news.reply.parts[0].prompt) for news in who.news]
    assert told == [
        ((two.sam,), "match_ended_mentor"),
        ((two.sam,), "meeting_off"),
        (("team",), "match_left_for_team"),
    ]
    assert [one.status for one in await school.rows(match)] == ["closed"]
    assert await two.statuses() == ["cancelled"]


async def test_a_match_that_is_closed_arranges_nothing(school: School) -> None:
    two = await Two.matched(school)
    priya = await school.coordinator("Priya")
    await two.proposes(two.maya, FIRST)
    offered = await two.offered(two.sam)
    await school.do(priya, CloseMatch(two.match, "fit"))

    assert prompts(await two.does(two.sam, AcceptProposal(offered.id, FIRST)))[two.sam] == [
        "meeting_no_match"
    ]
    assert prompts(await two.does(two.sam, ProposeMeeting(two.match, (THIRD,), 60)))[two.sam] == [
        "meeting_no_match"
    ]


async def test_nobody_else_reaches_into_a_match(school: School) -> None:
    two = await Two.matched(school)
    other = await Two.matched(school)
    await two.proposes(two.maya, FIRST)
    offered = await two.offered(two.sam)

    told = await other.does(other.sam, AcceptProposal(offered.id, FIRST))

    assert prompts(told)[other.sam] == ["meeting_no_match"]
    assert (await two.card(two.sam)).status is MeetingStatus.PROPOSED
