"""Joining, changing, leaving and coming back: what a turn describes is what the store holds afterwards."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from conversations.effects import Amend, Effect, Forget, Leave, Redeem, Register, Return, WrongGuess
from conversations.facts import Place, Role
from conversations.reply import Choice, Part
from mentoring import invitations
from mentoring.changes import Who, carry_out
from storage.tables import agreement, duty, guess, help_request, invitation, person, person_role, profile
from tests.bot.house import House
from tests.clocks import MORNING
from tests.dialogues.test_join import PROFILE, TO_RULES, TO_SUMMARY
from tests.mentoring.school import School

ANN, SAM = "1001", "1002"
WRONG = ("WRONG111", "WRONG222", "WRONG333", "WRONG444", "WRONG555")


@dataclass(frozen=True, slots=True)
class Unheard(Effect):
    """An effect that nobody carries out."""


async def joined(house: House, chat: str = ANN) -> None:
    await house.say(chat, f"/start {await house.invite()}", *TO_SUMMARY, "[fine]")


async def test_who_joins_is_active_with_what_they_told_and_agreed_to(house: House) -> None:
    await joined(house)

    [ann] = await house.rows(person)
    assert (ann.status, ann.first_name, ann.left_at) == ("active", "Ann", None)
    assert ann.joined_at is not None
    assert [row.fields for row in await house.rows(profile)] == [PROFILE]
    assert [(row.document, row.version) for row in await house.rows(agreement)] == [
        ("privacy notice", "2026-11"),
        ("programme rules", "2026-11"),
    ]


async def test_what_is_changed_later_is_changed_for_good(house: House) -> None:
    await joined(house)

    assert await house.say(ANN, "/me", "[change]", "[first_name]", "Annie") == ["me"]
    await house.say(ANN, "[change]", "[region]", "[wales]", "[close]")

    assert [row.first_name for row in await house.rows(person)] == ["Annie"]
    [row] = await house.rows(profile)
    assert (row.fields["first_name"], row.fields["region"]) == ("Annie", "wales")


async def test_who_leaves_and_returns_is_active_again(house: House) -> None:
    await joined(house)
    [before] = await house.rows(person)

    assert await house.say(ANN, "/stop") == ["stopped"]
    [away] = await house.rows(person)
    assert (away.status, away.left_at) == ("left", house.clock.now() - (house.clock.now() - away.left_at))
    assert away.left_at >= before.joined_at
    assert await house.say(ANN, "hello") == ["still_away"]
    assert await house.say(ANN, "/start") == ["welcome_back"]

    [back] = await house.rows(person)
    assert (back.status, back.joined_at, back.left_at) == ("active", before.joined_at, None)


async def test_who_leaves_in_the_middle_of_joining_goes_on_where_they_were(house: House) -> None:
    await house.say(ANN, f"/start {await house.invite()}", *TO_RULES, "/stop")
    assert [row.status for row in await house.rows(person)] == ["left"]

    assert (await house.say(ANN, "/start"))[-1] == "rules"
    assert [row.status for row in await house.rows(person)] == ["joining"]


async def test_who_asks_for_help_from_a_person_is_on_the_list(house: House) -> None:
    await house.come_in(ANN)
    await house.say(ANN, "Ann", "x", "y", "z", "[ask_person]")

    assert [(row.question, row.settled_at) for row in await house.rows(help_request)] == [
        ("date_of_birth", None)
    ]


async def test_six_wrong_guesses_are_held_for_an_hour_and_free_after_it(house: House) -> None:
    code = await house.invite(uses=2)
    for wrong in WRONG:
        assert await house.say(ANN, wrong) == ["code_unknown"]
    assert await house.say(ANN, "/start WRONG666") == ["code_held"]

    house.clock.advance(3598)
    assert await house.say(ANN, code) == ["code_held"]
    assert await house.say(SAM, code) == ["welcome", "privacy"]
    house.clock.advance(2)
    assert await house.say(ANN, code) == ["welcome", "privacy"]
    assert len(await house.rows(guess)) == 6


async def test_how_long_guesses_are_held_is_told(house: House) -> None:
    for wrong in (*WRONG, "WRONG666"):
        await house.say(ANN, wrong)
    house.clock.advance(1800)
    await house.say(ANN, "WRONG777")

    told = [row.parts for row in await house.queued(ANN) if row.parts[0][0] == "code_held"]
    assert told == [[["code_held", {"minutes": 60}]], [["code_held", {"minutes": 30}]]]


async def test_a_wrong_guess_counts_for_an_hour(house: House) -> None:
    for wrong in WRONG:
        await house.say(ANN, wrong)
    house.clock.advance(3601)

    assert await house.say(ANN, "WRONG666") == ["code_unknown"]


async def test_what_is_no_code_and_what_was_a_good_one_are_no_guesses(house: House) -> None:
    code = await house.invite(uses=1)
    await house.say(SAM, code)
    for _ in range(8):
        assert await house.say(ANN, "hello") == ["stranger"]
        assert await house.say(ANN, code) == ["code_used_up"]

    assert await house.rows(guess) == []


async def test_a_change_that_nobody_carries_out_is_an_error(house: House) -> None:
    who = Who("telegram::1", 1, None, None, joined=False, guesses=0, now=MORNING)
    async with house.store.write() as conn:
        with pytest.raises(KeyError):
            await carry_out(conn, Unheard(), who)
        with pytest.raises(LookupError):
            await carry_out(conn, Amend("hopes", "x"), who)


async def test_who_applies_waits_and_the_team_hears_so(school: School) -> None:
    max_ = await school.person("", Role.MENTOR, status="joining")

    who = await school.do(max_, Register({"first_name": "Max"}, {"code of conduct": "1"}, waits=True))

    assert who.joined is False
    [row] = await school.rows(person)
    assert (row.status, row.first_name, row.joined_at) == ("waiting", "Max", None)
    [news] = who.news
    assert news.organisation == (await school.organisation()).id
    assert news.reply.parts == (Part("applicant_for_team", {"first_name": "Max", "person": max_}),)
    assert news.reply.choices == (Choice(f"/see {max_}", label="see.open"),)


@pytest.mark.parametrize(
    ("joined_before", "applied", "status"),
    [(True, False, "active"), (True, True, "active"), (False, True, "waiting"), (False, False, "joining")],
    ids=["had joined", "had been approved", "had applied", "was in the middle"],
)
async def test_who_comes_back_is_where_they_were(
    school: School, joined_before: bool, applied: bool, status: str
) -> None:
    kim = await school.person("Kim", Role.MENTOR, status="joining")
    if joined_before:
        await school.do(kim, Register({"first_name": "Kim"}, {}))
    await school.do(kim, Leave())
    assert [row.status for row in await school.rows(person)] == ["left"]

    await school.do(kim, Return(applied))

    assert [row.status for row in await school.rows(person)] == [status]


async def test_every_change_of_who_somebody_is_makes_pages_anew(school: School) -> None:
    oak = await school.organisation()
    async with school.store.write() as conn:
        code = await invitations.invite(conn, oak, Role.YOUNG_PERSON, 1, None, school.now)
    [row] = await school.rows(invitation, code=code)
    taken = await school.do(None, Redeem(row.id, oak.id, oak.programme_id, Role.YOUNG_PERSON))
    assert taken.person is not None

    effects = (
        Register({"first_name": "Ann"}, {}),
        Amend("region", "wales"),
        Leave(),
        Return(),
        Forget("age"),
    )
    others = [await school.do(taken.person, effect) for effect in effects]

    assert [who.touched for who in (taken, *others)] == [{oak.id}] * 6
    assert await school.rows(person) == []


async def test_a_wrong_code_makes_no_page_anew(school: School) -> None:
    assert (await school.do(None, WrongGuess())).touched == frozenset()


async def test_nobody_who_left_is_on_the_list_also_when_they_come_back(school: School) -> None:
    [lead] = await school.listed(Place.LEAD)

    await school.do(lead, Leave())
    await school.do(lead, Return())

    assert await school.rows(duty) == []
    assert [row.role for row in await school.rows(person_role, person_id=lead)] == ["coordinator"]
