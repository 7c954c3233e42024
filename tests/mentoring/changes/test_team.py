"""What the team changes: places on the list, invitations, decisions, a talk put back to its start."""

from __future__ import annotations

import asyncio

import pytest

from conversations.effects import Decide, Invite, Redeem, Refer, Reset, TakeDuty
from conversations.facts import Place, Role
from conversations.reply import Attachable, Attached, Json, Order, Part
from conversations.turn import said
from mentoring.changes import Who
from mentoring.invitations import shown
from storage import runs
from storage.store import Store
from storage.tables import decision, duty, invitation, person, person_role, run
from tests.bot.house import House, address
from tests.mentoring.school import ELM, School
from tests.storage.rows import open_run

LEAD = Role.SAFEGUARDING_LEAD.value


async def leads(school: School) -> list[int]:
    """Return who has the role of a safeguarding lead."""
    return [row.person_id for row in await school.rows(person_role, role=LEAD)]


async def places(school: School) -> list[tuple[int, int]]:
    """Return (person, place) of everybody on a list."""
    return [(row.person_id, row.place) for row in await school.rows(duty)]


def heard(who: Who) -> list[tuple[int, ...]]:
    """Return whom each piece of news is for."""
    return [news.people for news in who.news]


def as_qr(code: str) -> Attached:
    return Attached(Attachable.QR, {"code": code})


async def test_a_place_on_the_list_is_taken_changed_and_laid_down_with_its_role(school: School) -> None:
    lee = await school.coordinator("Lee")

    await school.do(lee, TakeDuty(Place.DEPUTY))
    assert (await places(school), await leads(school)) == ([(lee, 2)], [lee])
    await school.do(lee, TakeDuty(Place.LEAD))
    assert (await places(school), await leads(school)) == ([(lee, 1)], [lee])
    await school.do(lee, TakeDuty(Place.NONE))
    assert (await places(school), await leads(school)) == ([], [])
    assert [row.role for row in await school.rows(person_role, person_id=lee)] == ["coordinator"]


@pytest.mark.parametrize("place", [Place.NONE, Place.LEAD, Place.BOARD], ids=lambda place: place.name)
async def test_the_others_on_the_list_hear_of_it_and_nobody_else(school: School, place: Place) -> None:
    lee, dee, ben = await school.listed(Place.LEAD, Place.DEPUTY, Place.BOARD)
    await school.coordinator("Pat")
    await school.listed(Place.LEAD, of=ELM)

    who = await school.do(dee, TakeDuty(place))

    assert heard(who) == [(lee, ben)]
    [news] = who.news
    assert news.reply.parts == (Part("duty_taken", {"first_name": "Deputy", "place": int(place)}),)
    assert (news.reply.order, news.everywhere) == (Order.REMINDER, False)
    assert who.touched == {(await school.organisation()).id}


async def test_the_first_on_the_list_has_nobody_to_tell(school: School) -> None:
    who = await school.do(await school.coordinator("Lee"), TakeDuty(Place.LEAD))

    assert not any(heard(who))


@pytest.mark.parametrize("uses", [1, 30])
async def test_an_invitation_made_in_chat_belongs_to_the_coordinator_s_organisation(
    school: School, uses: int
) -> None:
    await school.organisation()
    priya = await school.coordinator("Priya", of=ELM)

    who = await school.do(priya, Invite(Role.MENTOR, uses))

    elm = await school.organisation(ELM)
    [row] = await school.rows(invitation)
    assert (row.programme_id, row.role, row.uses, row.expires_at) == (elm.programme_id, "mentor", uses, None)
    [answer] = who.answers
    values: dict[str, Json] = {"code": shown(row.code), "role": "mentor", "uses": uses, "organisation": ELM}
    assert (answer.parts, answer.attached) == ((Part("invited", values),), as_qr(row.code))
    invited = [one.organisation_id for one in await school.rows(person, status="invited")]
    assert invited == ([elm.id] if uses == 1 else [])


async def test_a_mentor_s_own_code_is_made_once_and_counted(school: School) -> None:
    oak = await school.organisation()
    max_, other = await school.person("Max", Role.MENTOR), await school.person("Sam", Role.MENTOR)

    first = await school.do(max_, Refer())
    [row] = await school.rows(invitation)
    await school.do(None, Redeem(row.id, oak.id, oak.programme_id, Role.MENTOR))
    again = await school.do(max_, Refer())
    await school.do(other, Refer())

    told = [answer.parts for who in (first, again) for answer in who.answers]
    code = shown(row.code)
    assert told == [(Part("referral", {"code": code, "used": used}),) for used in (0, 1)]
    assert [answer.attached for answer in first.answers] == [as_qr(row.code)]
    assert (row.role, row.programme_id, row.expires_at) == ("mentor", oak.programme_id, None)
    assert [one.referrer_id for one in await school.rows(invitation)] == [max_, other]


@pytest.mark.parametrize(
    ("approved", "reason", "status", "prompt"),
    [(True, "", "active", "approved"), (False, "fit: not now", "declined", "turned_down")],
    ids=["approved", "turned down"],
)
async def test_a_decision_is_kept_and_the_applicant_hears_it_kindly(
    school: School, approved: bool, reason: str, status: str, prompt: str
) -> None:
    priya = await school.coordinator("Priya")
    max_ = await school.person("Max", Role.MENTOR, status="waiting", at=["telegram::7", "slack:T1:U7"])

    who = await school.do(priya, Decide(max_, approved, reason))

    [row] = await school.rows(decision)
    assert (row.person_id, row.by, row.approved, row.reason) == (max_, priya, approved, reason)
    assert row.at == school.now
    [mentor] = await school.rows(person, id=max_)
    assert (mentor.status, mentor.joined_at) == (status, school.now if approved else None)
    [news] = who.news
    assert (news.people, news.everywhere) == ((max_,), False)
    assert news.reply == said(prompt, Order.REMINDER, first_name="Max", coordinator="Priya")
    assert who.answers == ()
    assert who.touched == {(await school.organisation()).id}
    assert await school.stale() == ["slack:T1:U7"]


@pytest.mark.parametrize("status", ["active", "declined", "joining", "left", "invited"])
async def test_nobody_is_decided_on_twice_or_who_does_not_wait_for_it(school: School, status: str) -> None:
    priya = await school.coordinator("Priya")
    max_ = await school.person("Max", Role.MENTOR, status=status)

    who = await school.do(priya, Decide(max_, True))

    assert (who.news, who.answers, who.touched) == ((), (said("decided_already"),), frozenset())
    assert await school.rows(decision) == []
    assert [row.status for row in await school.rows(person, id=max_)] == [status]


async def test_the_first_decision_stands(school: School) -> None:
    priya, pat = await school.coordinator("Priya"), await school.coordinator("Pat")
    max_ = await school.person("Max", Role.MENTOR, status="waiting")

    await school.do(priya, Decide(max_, False, "fit"))
    await school.do(pat, Decide(max_, True))

    assert [(row.by, row.approved) for row in await school.rows(decision)] == [(priya, False)]
    assert [row.status for row in await school.rows(person, id=max_)] == ["declined"]


async def test_of_two_who_decide_at_once_in_two_processes_one_does(postgres_url: str) -> None:
    stores = [Store.open(postgres_url) for _ in range(2)]
    here, there = [School(store) for store in stores]
    priya, pat = await here.coordinator("Priya"), await here.coordinator("Pat")
    for _ in range(10):
        max_ = await here.person("Max", Role.MENTOR, status="waiting")
        both = await asyncio.gather(
            here.do(priya, Decide(max_, True)), there.do(pat, Decide(max_, False, "fit"))
        )
        assert sorted(len(who.news) for who in both) == [0, 1]
        [row] = await here.rows(decision, person_id=max_)
        status = "active" if row.approved else "declined"
        assert [one.status for one in await here.rows(person, id=max_)] == [status]
    for store in stores:
        await store.close()


async def test_deciding_about_somebody_of_another_organisation_does_nothing(school: School) -> None:
    priya = await school.coordinator("Priya", of=ELM)
    max_ = await school.person("Max", Role.MENTOR, status="waiting")

    who = await school.do(priya, Decide(max_, True))

    assert (who.news, who.touched) == ((), frozenset())
    assert await school.rows(decision) == []
    assert [row.status for row in await school.rows(person, id=max_)] == ["waiting"]


async def test_a_reset_ends_every_talk_and_says_how_to_begin_anew(school: School) -> None:
    priya, ann = await school.coordinator("Priya"), await school.person("Ann", Role.YOUNG_PERSON)
    other = await school.person("Sam", Role.YOUNG_PERSON)
    async with school.store.write() as conn:
        aside = open_run(ann, "aside", progress="aside", pending_key=None, pending_turn=None)
        await runs.save(conn, [aside, open_run(ann, "open"), open_run(other, "other")])

    who = await school.do(priya, Reset(ann))

    progress = {row.id: row.progress for row in await school.rows(run)}
    assert progress == {"aside": "cancelled", "open": "cancelled", "other": "open"}
    assert [(news.people, news.reply) for news in who.news] == [((ann,), said("reset_done"))]
    assert (await school.do(priya, Reset(ann))).news == ()


async def test_nobody_of_another_organisation_is_put_back(school: School) -> None:
    elm, ann = await school.coordinator("Elm", of=ELM), await school.person("Ann", Role.YOUNG_PERSON)
    async with school.store.write() as conn:
        await runs.save(conn, [open_run(ann)])

    assert (await school.do(elm, Reset(ann))).news == ()
    assert [row.progress for row in await school.rows(run)] == ["open"]


async def test_who_was_put_back_can_begin_anew(house: House) -> None:
    await School(house.store, house.clock.now()).coordinator("Pat", at=[address("2001")])
    await house.say("1", f"/start {await house.invite()}", "[yes]", "Ann")
    [ann] = await house.rows(person, status="joining")

    await house.say("2001", f"/see {ann.id}", "[reset]", "[reset]")
    assert (await house.prompts("1"))[-1] == "reset_done"

    assert await house.say("1", "/start") == ["welcome", "privacy"]
    assert [row.progress for row in await house.rows(run, person_id=ann.id)].count("open") == 1
