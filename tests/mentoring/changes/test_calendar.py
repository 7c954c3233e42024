"""The link that a calendar reads somebody's meetings by: made once, renewed, switched off, gone with them."""

from __future__ import annotations

import re

import pytest

from conversations.effects import Leave, MakeFeed, Return, RevokeFeed
from conversations.facts import Role, Seek
from mentoring.changes import Who
from storage import feeds
from storage.tables import feed
from tests.bot.house import House, address
from tests.mentoring.school import School


def token_in(who: Who) -> str:
    """Return the token that somebody is sent, in a message of its own."""
    [answer] = who.answers
    [part] = answer.parts
    assert part.prompt == "calendar_link"
    assert list(part.values) == ["token"]
    return str(part.values["token"])


async def reads(school: School, token: str) -> int | None:
    """Return whose meetings a token shows."""
    async with school.store.read() as conn:
        row = await feeds.find(conn, token)
    return row.person_id if row else None


async def test_a_link_is_made_once_and_nobody_can_guess_it(school: School) -> None:
    ann, sam = await school.person("Ann", Role.YOUNG_PERSON), await school.person("Sam", Role.MENTOR)

    first, again, other = [token_in(await school.do(who, MakeFeed())) for who in (ann, ann, sam)]

    assert first == again != other
    assert re.fullmatch(r"[0-9a-f]{64}", first)
    assert [await reads(school, token) for token in (first, other)] == [ann, sam]


async def test_a_new_link_ends_the_old_one(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    old = token_in(await school.do(ann, MakeFeed()))

    new = token_in(await school.do(ann, MakeFeed(fresh=True)))

    assert [await reads(school, token) for token in (old, new)] == [None, ann]
    assert token_in(await school.do(ann, MakeFeed())) == new


async def test_a_link_that_is_switched_off_never_works_again(school: School) -> None:
    ann, sam = await school.person("Ann", Role.YOUNG_PERSON), await school.person("Sam", Role.MENTOR)
    old, sams = token_in(await school.do(ann, MakeFeed())), token_in(await school.do(sam, MakeFeed()))

    who = await school.do(ann, RevokeFeed())

    assert who.answers == ()
    assert [await reads(school, token) for token in (old, sams)] == [None, sam]
    assert token_in(await school.do(ann, MakeFeed())) != old
    assert await reads(school, old) is None


async def test_who_leaves_has_no_link_and_none_when_they_are_back(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    token = token_in(await school.do(ann, MakeFeed()))

    await school.do(ann, Leave(), Return())

    assert await reads(school, token) is None
    assert [row.revoked_at for row in await school.rows(feed)] == [school.now]


@pytest.mark.parametrize("effects", [(), (MakeFeed(), RevokeFeed())], ids=["never", "no longer"])
async def test_a_flow_is_told_whether_there_is_one(school: School, effects: tuple[MakeFeed, ...]) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    await school.do(ann, *effects)
    assert await school.sees(ann, Seek(feed=True)) == {"has_feed": False}

    await school.do(ann, MakeFeed())
    assert await school.sees(ann, Seek(feed=True)) == {"has_feed": True}


async def test_the_whole_way_in_a_chat(house: House) -> None:
    await School(house.store, house.clock.now()).person("Ann", Role.YOUNG_PERSON, at=[address("1")])
    assert await house.say("1", "/calendar") == ["calendar_not_on"]

    house.links.served_at("https://bot.example")
    assert await house.say("1", "/calendar") == ["calendar"]
    assert await house.say("1", "[get]") == ["calendar_link"]
    assert await house.say("1", "/calendar") == ["calendar_again"]
    assert await house.say("1", "[new]") == ["calendar_new", "calendar_link"]
    await house.say("1", "/calendar")
    assert await house.say("1", "[off]") == ["calendar_off"]

    rows = await house.rows(feed)
    assert len(rows) == 2
    assert all(row.revoked_at for row in rows)
