"""Where somebody is written to: codes that join their accounts, and accounts that open and close."""

from __future__ import annotations

import pytest

from conversations.effects import MakeLink, Reachable, ShowHome, TakeLink, Unreachable
from conversations.facts import Role
from conversations.invitations import CODE_LENGTH
from mentoring.changes import PlaceGone
from storage.tables import account, link_code
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
