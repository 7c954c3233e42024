"""Where somebody is written to: codes that join their accounts, and accounts that open and close."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.effects import MakeLink, Reachable, ShowHome, TakeLink, Unreachable
from conversations.facts import Role
from conversations.heard import Address, Platform
from conversations.invitations import CODE_LENGTH
from mentoring.changes import PlaceGone
from storage.tables import account, guess, link_code, outbox
from tests.bot.house import House, address
from tests.mentoring.school import STRANGER, School

SLACK = "slack:T1:U1"


async def code_of(school: School, person: int) -> str:
    """Let somebody ask for a code, and return it."""
    await school.do(person, MakeLink())
    return str((await school.rows(link_code, person_id=person))[0].code)


async def whose(school: School, address: str) -> int | None:
    """Return the person whose an account is."""
    [row] = await school.rows(account, address=address)
    person: int | None = row.person_id
    return person


async def test_a_code_is_told_with_how_long_it_is_good_for(school: School) -> None:
    who = await school.do(await school.person("Ann", Role.YOUNG_PERSON), MakeLink())

    [row] = await school.rows(link_code)
    [answer] = who.answers
    [part] = answer.parts
    assert (part.prompt, part.values) == (
        "link_code",
        {"code": f"{row.code[:4]}-{row.code[4:]}", "minutes": 15},
    )
    assert len(row.code) == CODE_LENGTH


async def test_a_code_joins_an_account_once(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    code = await code_of(school, ann)

    who = await school.do(None, TakeLink(code), address=SLACK)

    assert (who.person, who.organisation) == (ann, (await school.organisation()).id)
    assert await whose(school, SLACK) == ann
    with pytest.raises(PlaceGone):
        await school.do(None, TakeLink(code), address="slack:T1:U2")
    assert await whose(school, "slack:T1:U2") is None


async def test_the_page_of_an_account_that_was_joined_is_out_of_date(school: School) -> None:
    code = await code_of(school, await school.person("Ann", Role.YOUNG_PERSON))
    await school.shown()

    await school.do(None, TakeLink(code), address=SLACK)

    assert await school.stale() == [SLACK]


async def test_a_code_is_good_for_a_quarter_of_an_hour(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    code, school.now = await code_of(school, ann), school.now
    school.later(minutes=15)

    with pytest.raises(PlaceGone):
        await school.do(None, TakeLink(code))
    school.later(microseconds=-1)
    assert (await school.do(None, TakeLink(code))).person == ann


async def test_only_the_newest_code_is_good(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    first = await code_of(school, ann)
    second = await code_of(school, ann)

    with pytest.raises(PlaceGone):
        await school.do(None, TakeLink(first))
    assert (await school.do(None, TakeLink(second))).person == ann


async def test_an_account_that_is_somebody_s_stays_theirs_and_the_code_stays_good(school: School) -> None:
    code = await code_of(school, await school.person("Ann", Role.YOUNG_PERSON))
    sam = await school.person("Sam", Role.MENTOR, at=[SLACK])

    who = await school.do(sam, TakeLink(code))

    assert who.person == await whose(school, SLACK) == sam
    assert [row.used_at for row in await school.rows(link_code)] == [None]


async def test_a_code_that_nobody_made_joins_nothing(school: School) -> None:
    with pytest.raises(PlaceGone):
        await school.do(None, TakeLink("NOTHING1"))
    assert await whose(school, STRANGER) is None


async def test_who_blocks_the_bot_is_not_reachable_until_they_open_it_again(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON, at=[SLACK])
    await school.do(ann, Unreachable())
    assert [row.state for row in await school.rows(account)] == ["blocked"]
    await school.do(ann, Reachable())
    assert [row.state for row in await school.rows(account)] == ["reachable"]


@pytest.mark.parametrize("address", ["telegram::1", SLACK], ids=["Telegram", "Slack"])
async def test_who_asks_for_their_page_gets_that_account_s(school: School, address: str) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON, at=["telegram::1", SLACK])

    await school.do(ann, ShowHome(), address=address)

    assert await school.stale() == [address]


async def test_a_code_given_on_one_platform_joins_an_account_of_another(house: House) -> None:
    ann = await School(house.store, house.clock.now()).person("Ann", Role.YOUNG_PERSON, at=[address("1")])
    assert (await house.say("1", "/link"))[-1] == "link_code"
    [row] = await house.rows(link_code)

    await house.inbox.keep(
        [replace(house.heard("0", row.code.lower()), address=Address(Platform.SLACK, "U1", "T1"))]
    )
    await house.take_all()

    assert [one.person_id for one in await house.rows(account)] == [ann, ann]
    [told] = await house.rows(outbox, address=SLACK)
    assert told.parts == [["linked", {"first_name": "Ann"}]]
    assert await house.say("2", row.code) == ["link_over"]


async def test_a_code_that_is_too_old_joins_nothing_and_is_no_guess(house: House) -> None:
    await School(house.store, house.clock.now()).person("Ann", Role.YOUNG_PERSON, at=[address("1")])
    await house.say("1", "/link")
    [row] = await house.rows(link_code)
    house.clock.advance(15 * 60)

    assert await house.say("2", row.code) == ["link_over"]
    assert await house.rows(guess) == []
    assert [one.person_id for one in await house.rows(account, address=address("2"))] == [None]


async def test_wrong_codes_are_guesses_and_hold_good_ones_back(house: House) -> None:
    await School(house.store, house.clock.now()).person("Ann", Role.YOUNG_PERSON, at=[address("1")])
    await house.say("1", "/link")
    [row] = await house.rows(link_code)

    for number in range(1, 6):
        assert await house.say("2", f"WRONG22{number}") == ["code_unknown"]
    assert await house.say("2", "WRONG226") == ["code_held"]
    assert await house.say("2", row.code) == ["code_held"]

    assert len(await house.rows(guess)) == 6
    assert [one.used_at for one in await house.rows(link_code)] == [None]


async def test_of_two_who_give_a_code_at_once_one_is_joined(house: House) -> None:
    await School(house.store, house.clock.now()).person("Ann", Role.YOUNG_PERSON, at=[address("1")])
    await house.say("1", "/link")
    [row] = await house.rows(link_code)

    await house.inbox.keep([house.heard("2", row.code), house.heard("3", row.code)])
    await house.take_all()

    assert await house.prompts("2") == ["linked"]
    assert await house.prompts("3") == ["link_over"]


async def test_somebody_s_own_account_is_not_joined_by_a_code_of_another(house: House) -> None:
    school = School(house.store, house.clock.now())
    await school.person("Ann", Role.YOUNG_PERSON, at=[address("1")])
    sam = await school.person("Sam", Role.YOUNG_PERSON, at=[address("2")])
    await house.say("1", "/link")
    [row] = await house.rows(link_code)

    await house.say("2", row.code, f"/start {row.code}")

    assert [one.person_id for one in await house.rows(account, address=address("2"))] == [sam]
    assert [one.used_at for one in await house.rows(link_code)] == [None]


async def test_a_code_of_somebody_who_left_joins_nothing(house: House) -> None:
    await School(house.store, house.clock.now()).person("Ann", Role.YOUNG_PERSON, at=[address("1")])
    await house.say("1", "/link")
    [row] = await house.rows(link_code)
    await house.say("1", "/stop")

    assert await house.say("2", row.code) == ["link_over"]
