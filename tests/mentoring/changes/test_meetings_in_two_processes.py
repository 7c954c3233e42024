"""Two processes change the meetings of the same people at once, each in a transaction of its own."""

from __future__ import annotations

import asyncio

from conversations.effects import AcceptProposal, Effect, ProposeMeeting, WithdrawProposal
from mentoring.changes import Who
from storage.store import Store
from storage.tables import meeting, proposal
from tests.mentoring.arranging import FIRST, SECOND, THIRD, Two
from tests.mentoring.changes.test_meetings_that_must_not_be import newest, proposal_of, two_of_sam
from tests.mentoring.school import School

Deed = tuple[int, Effect]


async def at_once(url: str, school: School, *deeds: Deed) -> list[Who]:
    """Let deeds be done at once, each by a process of its own; none may fail."""
    stores = [Store.open(url) for _ in deeds]
    try:
        doing = [School(one, school.now).do(*deed) for one, deed in zip(stores, deeds, strict=True)]
        return await asyncio.gather(*doing)
    finally:
        for one in stores:
            await one.close()


async def test_two_processes_propose_at_once(store: Store, store_url: str) -> None:
    school = School(store)
    two = await Two.matched(school)
    a = (two.maya, ProposeMeeting(two.match, (FIRST, SECOND), 60))
    b = (two.sam, ProposeMeeting(two.match, (SECOND, THIRD), 60))
    await at_once(store_url, school, a, b)
    rows = await school.rows(meeting)
    assert [(r.status, r.starts_at) for r in rows] == [("confirmed", SECOND)]


async def test_accept_and_withdraw_at_once(store: Store, store_url: str) -> None:
    school = School(store)
    two = await Two.matched(school)
    await two.proposes(two.maya, FIRST)
    pid = (await two.offered(two.sam)).id
    await at_once(store_url, school, (two.maya, WithdrawProposal(pid)), (two.sam, AcceptProposal(pid, FIRST)))
    row, prop = (await school.rows(meeting))[0], (await school.rows(proposal))[0]
    assert (row.status, prop.status) in {("confirmed", "accepted"), ("cancelled", "withdrawn")}


async def test_accept_twice_at_once(store: Store, store_url: str) -> None:
    school = School(store)
    two = await Two.matched(school)
    await two.proposes(two.maya, FIRST)
    pid = (await two.offered(two.sam)).id
    accepts = (two.sam, AcceptProposal(pid, FIRST))
    got = await at_once(store_url, school, accepts, accepts)
    assert sorted(len([p for x in g.news for p in x.people if p == two.maya]) for g in got) == [0, 1]


async def test_move_while_the_other_accepts_a_move(store: Store, store_url: str) -> None:
    school = School(store)
    two = await Two.matched(school)
    await two.agree(FIRST)
    await two.proposes(two.maya, SECOND)
    pid = (await two.offered(two.sam)).id
    row = await newest(school)
    move = ProposeMeeting(two.match, (THIRD,), 60, meeting=row.id, sequence=row.sequence, seen=pid)
    await at_once(store_url, school, (two.sam, AcceptProposal(pid, SECOND)), (two.maya, move))
    assert len([r for r in await school.rows(meeting) if r.status in ("confirmed", "proposed")]) == 1


async def test_two_young_people_of_one_mentor_accept_the_same_hour_at_once(
    store: Store, store_url: str
) -> None:
    school = School(store)
    one, other = await two_of_sam(school)
    await one.does(one.sam, ProposeMeeting(one.match, (FIRST,), 60))
    await other.does(other.sam, ProposeMeeting(other.match, (FIRST,), 60))
    a, b = (await proposal_of(one, one.maya)).id, (await proposal_of(other, other.maya)).id
    await at_once(
        store_url, school, (one.maya, AcceptProposal(a, FIRST)), (other.maya, AcceptProposal(b, FIRST))
    )
    assert sum(r.status == "confirmed" for r in await school.rows(meeting)) == 1
