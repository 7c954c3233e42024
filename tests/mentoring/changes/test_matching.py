"""A match begins, an adult is named for it, it ends: what changes, who hears what, and what is refused."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from conversations.effects import CloseMatch, MakeMatch, NameAdult
from conversations.facts import Role
from conversations.reply import Choice, Json, Order
from mentoring.changes import Who
from storage import people
from storage.store import Store
from storage.tables import due, match, meeting
from tests.mentoring.school import ELM, School
from tests.storage.matched import DAY, matched, met

MENTOR: Mapping[str, Any] = {"job": "Engineer", "capacity": 1}
YOUNG: Mapping[str, Any] = {"date_of_birth": "2010-05-03", "interests": ["art"], "help_with": ["cv"]}


async def told_us(school: School, person: int, fields: Mapping[str, Any]) -> int:
    async with school.store.write() as conn:
        await people.set_profile(conn, person, fields)
    return person


async def three(school: School, **more: Any) -> tuple[int, int, int]:
    """Make a coordinator, a mentor in Slack and a young person on Telegram."""
    priya = await school.coordinator("Priya", at=["slack:T1:U1"])
    max_ = await school.person("Max", Role.MENTOR, at=["slack:T1:U2"])
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    return priya, await told_us(school, max_, {**MENTOR, **more}), await told_us(school, ann, YOUNG)


def said(who: Who) -> tuple[str, Mapping[str, Json]]:
    """Return the prompt and the values of the one answer."""
    [answer] = who.answers
    [part] = answer.parts
    return part.prompt, part.values


async def test_two_are_matched_and_each_hears_of_the_other(school: School) -> None:
    priya, max_, ann = await three(school)
    await school.shown()

    who = await school.do(priya, MakeMatch(max_, ann, "Mr Evans"))

    [row] = await school.rows(match)
    home = await school.organisation()
    assert (row.mentor_id, row.young_person_id, row.status, row.adult) == (max_, ann, "active", "Mr Evans")
    assert (row.organisation_id, row.programme_id, row.made_by) == (home.id, home.programme_id, priya)
    assert (row.zone, row.started_at, row.rhythm) == ("Europe/London", school.now, "")
    assert [(news.people, news.reply.parts[0].prompt) for news in who.news] == [
        ((max_,), "match_for_mentor"),
        ((ann,), "match_for_young_person"),
    ]
    assert all(news.reply.order is Order.REMINDER and not news.everywhere for news in who.news)
    assert all(news.reply.parts[0].values["coordinator"] == "Priya" for news in who.news)
    prompt, values = said(who)
    assert (prompt, values["number"], values["needs_adult"]) == ("match_made", row.id, True)
    assert who.answers[0].choices == (Choice(f"/pair {row.id}", label="pair.open"),)
    assert who.touched == {home.id}
    assert "slack:T1:U2" in await school.stale()


async def test_the_match_keeps_the_young_person_s_clock(school: School) -> None:
    priya, max_, ann = await three(school)
    async with school.store.write() as conn:
        await conn.exec_driver_sql("UPDATE person SET zone = 'Europe/Paris' WHERE first_name = 'Ann'")

    await school.do(priya, MakeMatch(max_, ann))

    assert [row.zone for row in await school.rows(match)] == ["Europe/Paris"]


async def nobody(school: School, max_: int, ann: int) -> tuple[int, int]:
    return max_, 999


async def elsewhere(school: School, max_: int, ann: int) -> tuple[int, int]:
    return max_, await school.person("Elm", Role.YOUNG_PERSON, of=ELM)


async def left(school: School, max_: int, ann: int) -> tuple[int, int]:
    async with school.store.write() as conn:
        await people.set_status(conn, ann, "left", school.now)
    return max_, ann


async def not_approved(school: School, max_: int, ann: int) -> tuple[int, int]:
    return await school.person("Zoe", Role.MENTOR, status="waiting"), ann


async def the_wrong_way_round(school: School, max_: int, ann: int) -> tuple[int, int]:
    return ann, max_


async def the_same(school: School, max_: int, ann: int) -> tuple[int, int]:
    both = await school.person("Both", Role.MENTOR, Role.YOUNG_PERSON)
    return both, both


async def taken(school: School, max_: int, ann: int) -> tuple[int, int]:
    zoe = await school.person("Zoe", Role.MENTOR)
    async with school.store.write() as conn:
        await matched(conn, zoe, ann)
    return max_, ann


async def full(school: School, max_: int, ann: int) -> tuple[int, int]:
    ben = await school.person("Ben", Role.YOUNG_PERSON)
    async with school.store.write() as conn:
        await matched(conn, max_, ben)
    return max_, ann


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        *((way, "gone") for way in (nobody, elsewhere, left, not_approved, the_wrong_way_round, the_same)),
        (taken, "taken"),
        (full, "full"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
async def test_nobody_is_matched_who_cannot_be(school: School, way: Any, reason: str) -> None:
    priya, max_, ann = await three(school)
    mentor, young = await way(school, max_, ann)
    before = await school.rows(match)

    who = await school.do(priya, MakeMatch(mentor, young))

    prompt, values = said(who)
    assert (prompt, values["reason"]) == ("match_not_made", reason)
    assert (who.news, who.touched) == ((), frozenset())
    assert await school.rows(match) == before


async def test_a_mentor_with_room_for_two_gets_two(school: School) -> None:
    priya, max_, ann = await three(school, capacity=2)
    ben, cat = [await school.person(name, Role.YOUNG_PERSON) for name in ("Ben", "Cat")]

    answers = [said(await school.do(priya, MakeMatch(max_, young)))[0] for young in (ann, ben, cat)]

    assert answers == ["match_made", "match_made", "match_not_made"]


async def test_a_young_person_can_be_matched_again_once_it_has_ended(school: School) -> None:
    priya, max_, ann = await three(school)
    await school.do(priya, MakeMatch(max_, ann))
    [first] = await school.rows(match)
    await school.do(priya, CloseMatch(first.id, "fit"))

    await school.do(priya, MakeMatch(max_, ann))

    assert [row.status for row in await school.rows(match)] == ["closed", "active"]


async def test_of_two_coordinators_at_once_in_two_processes_one_matches(postgres_url: str) -> None:
    stores = [Store.open(postgres_url) for _ in range(2)]
    here, there = [School(store) for store in stores]
    priya, pat = await here.coordinator("Priya"), await here.coordinator("Pat")
    for number in range(5):
        mentors = [await here.person(name, Role.MENTOR) for name in ("Max", "Zoe")]
        young = [await here.person(name, Role.YOUNG_PERSON) for name in ("Ann", "Ben")]
        # The same young person with two mentors, then the same mentor with two young people.
        tries = [(mentors[0], young[0]), (mentors[1], young[0])]
        if number % 2:
            tries = [(mentors[0], young[0]), (mentors[0], young[1])]
        both = await asyncio.gather(here.do(priya, MakeMatch(*tries[0])), there.do(pat, MakeMatch(*tries[1])))
        assert sorted(said(who)[0] for who in both) == ["match_made", "match_not_made"]
    assert len(await here.rows(match)) == 5
    for store in stores:
        await store.close()


async def test_an_adult_is_named(school: School) -> None:
    priya, max_, ann = await three(school)
    await school.do(priya, MakeMatch(max_, ann))
    [row] = await school.rows(match)

    who = await school.do(priya, NameAdult(row.id, "Mrs Okoro"))

    assert [one.adult for one in await school.rows(match)] == ["Mrs Okoro"]
    assert who.touched == {(await school.organisation()).id}
    assert who.answers == ()


@pytest.mark.parametrize("effect", [NameAdult(1, "Mr Evans"), CloseMatch(1, "moved")])
@pytest.mark.parametrize("of", ["closed", ELM, "none"])
async def test_only_an_active_match_of_one_s_own_organisation_is_changed(
    school: School, effect: Any, of: str
) -> None:
    priya, max_, ann = await three(school)
    other = await school.coordinator("Elm", of=ELM)
    if of != "none":
        await school.do(priya, MakeMatch(max_, ann))
    if of == "closed":
        await school.do(priya, CloseMatch(1, "fit"))
    before = await school.rows(match)

    who = await school.do(other if of == ELM else priya, effect)

    assert said(who)[0] == "pair_over"
    assert (who.news, who.touched) == ((), frozenset())
    assert await school.rows(match) == before


@pytest.mark.parametrize(
    ("reason", "more", "kept"), [("year_done", "", "year_done"), ("fit", "Two worlds", "fit: Two worlds")]
)
async def test_a_match_ends_and_both_hear_it_kindly(
    school: School, reason: str, more: str, kept: str
) -> None:
    priya, max_, ann = await three(school)
    await school.do(priya, MakeMatch(max_, ann))
    [row] = await school.rows(match)
    async with school.store.write() as conn:
        await met(conn, row.id, 1, "held", school.now - DAY)
    await school.shown()

    who = await school.do(priya, CloseMatch(row.id, reason, more))

    [ended] = await school.rows(match)
    assert (ended.status, ended.closed_at, ended.closed_by) == ("closed", school.now, priya)
    assert ended.close_reason == kept
    assert said(who)[0] == "pair_ended"
    mentor, young = [news for news in who.news if news.reply.parts[0].prompt.startswith("match_ended")]
    assert (mentor.people, young.people) == ((max_,), (ann,))
    assert mentor.reply.parts[0].values["minutes"] == 60
    assert who.touched == {(await school.organisation()).id}
    assert "slack:T1:U2" in await school.stale()


async def test_it_ends_once(school: School) -> None:
    priya, max_, ann = await three(school)
    pat = await school.coordinator("Pat")
    await school.do(priya, MakeMatch(max_, ann))
    await school.do(priya, CloseMatch(1, "moved"))

    who = await school.do(pat, CloseMatch(1, "fit"))

    assert said(who)[0] == "pair_over"
    assert [row.closed_by for row in await school.rows(match)] == [priya]


async def arranged(school: School, status: str) -> tuple[int, int, int]:
    """Match two people who are to meet in three days; return the coordinator and both of them."""
    priya, max_, ann = await three(school)
    await school.do(priya, MakeMatch(max_, ann))
    async with school.store.write() as conn:
        await met(conn, 1, 1, status, school.now + 3 * DAY)
    return priya, max_, ann


def heard(who: Who) -> list[tuple[tuple[int, ...], str]]:
    """Return (people, prompt) of each piece of news."""
    return [(news.people, news.reply.parts[0].prompt) for news in who.news]


async def test_naming_the_adult_fixes_the_meeting_that_waited_for_it(school: School) -> None:
    priya, max_, ann = await arranged(school, "proposed")

    who = await school.do(priya, NameAdult(1, "Mrs Okoro"))

    [row] = await school.rows(meeting)
    assert (row.status, row.adult) == ("confirmed", "Mrs Okoro")
    assert sorted(heard(who)) == [((max_,), "meeting_fixed"), ((ann,), "meeting_fixed")]
    assert all(news.reply.parts[0].values["adult"] == "Mrs Okoro" for news in who.news)


@pytest.mark.parametrize("status", ["proposed", "confirmed"])
async def test_a_match_that_ends_calls_off_what_is_arranged_and_says_goodbye_first(
    school: School, status: str
) -> None:
    priya, max_, ann = await arranged(school, status)

    who = await school.do(priya, CloseMatch(1, "moved"))

    [row] = await school.rows(meeting)
    assert (row.status, row.settled_at) == ("cancelled", school.now)
    assert heard(who) == [
        ((max_,), "match_ended_mentor"),
        ((ann,), "match_ended_young_person"),
        ((max_,), "meeting_off"),
        ((ann,), "meeting_off"),
    ]


async def test_the_survey_of_the_end_is_asked_where_it_ended_early(school: School) -> None:
    priya, max_, ann = await three(school)
    await school.do(priya, MakeMatch(max_, ann))
    school.later(days=100)
    before = {row.occurrence for row in await school.rows(due, purpose="survey", person_id=ann)}

    await school.do(priya, CloseMatch(1, "moved"))

    asked = await school.rows(due, purpose="survey", person_id=ann)
    [new] = [row for row in asked if row.occurrence not in before]
    assert new.occurrence.startswith("1:end")
    assert new.at > school.now


async def test_the_same_adult_once_more_is_told_to_nobody(school: School) -> None:
    priya, _, _ = await arranged(school, "proposed")
    await school.do(priya, NameAdult(1, "Mrs Okoro"))
    before, planned = await school.rows(meeting), await school.rows(due)

    who = await school.do(priya, NameAdult(1, "Mrs Okoro"))

    assert (who.answers, who.news) == ((), ())
    assert (await school.rows(meeting), await school.rows(due)) == (before, planned)


async def test_another_adult_for_a_fixed_meeting_is_told_to_both_and_plans_nothing_again(
    school: School,
) -> None:
    priya, max_, ann = await arranged(school, "proposed")
    await school.do(priya, NameAdult(1, "Mrs Okoro"))
    planned = await school.rows(due)

    who = await school.do(priya, NameAdult(1, "Mr Evans"))

    [row] = await school.rows(meeting)
    assert (row.status, row.adult, row.sequence) == ("confirmed", "Mr Evans", 0)
    assert sorted(heard(who)) == [((max_,), "meeting_fixed"), ((ann,), "meeting_fixed")]
    for news in who.news:
        values = news.reply.parts[0].values
        assert (values["named"], values["adult"], news.reply.attached) == (True, "Mr Evans", None)
    assert await school.rows(due) == planned


async def test_another_adult_once_the_meeting_has_begun_is_told_to_nobody(school: School) -> None:
    priya, _, _ = await arranged(school, "proposed")
    await school.do(priya, NameAdult(1, "Mrs Okoro"))
    school.now += 3 * DAY

    who = await school.do(priya, NameAdult(1, "Mr Evans"))

    [row] = await school.rows(meeting)
    assert (who.news, row.adult, row.sequence) == ((), "Mrs Okoro", 0)


async def test_an_adult_who_is_named_too_late_leaves_room_for_another_time(school: School) -> None:
    priya, max_, ann = await arranged(school, "proposed")
    school.now += 4 * DAY

    who = await school.do(priya, NameAdult(1, "Mrs Okoro"))

    assert sorted(heard(who)) == [((max_,), "meeting_passed"), ((ann,), "meeting_passed")]
    assert [row.status for row in await school.rows(meeting)] == ["cancelled"]
