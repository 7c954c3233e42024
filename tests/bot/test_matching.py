"""A coordinator matches two people through the bot itself: what each of them gets, and who was quicker."""

from __future__ import annotations

from typing import Any

import pytest

from conversations.facts import Role
from storage import people
from storage.tables import due, match
from tests.bot.house import House, address
from tests.mentoring.school import School

PRIYA, PAT, MAX, ANN, BEN = "2001", "2002", "3001", "1001", "1002"


@pytest.fixture
async def school(house: House) -> School:
    """Give a school with two coordinators, a mentor with room for one, and two young people."""
    made = School(house.store, house.clock.now())
    for name, chat in (("Priya", PRIYA), ("Pat", PAT)):
        await made.coordinator(name, at=[address(chat)])
    told: dict[str, Any] = {"job": "Engineer", "industries": ["art"], "can_help_with": ["cv"], "capacity": 1}
    max_ = await made.person("Max", Role.MENTOR, at=[address(MAX)])
    async with made.store.write() as conn:
        await people.set_profile(conn, max_, told)
    for name, chat in (("Ann", ANN), ("Ben", BEN)):
        young = await made.person(name, Role.YOUNG_PERSON, at=[address(chat)])
        fields = {"date_of_birth": "2010-05-03", "interests": ["art"], "help_with": ["cv"], "hopes": "secret"}
        async with made.store.write() as conn:
            await people.set_profile(conn, young, fields)
            await people.set_status(conn, young, "active", made.now)
    return made


async def number(school: School, name: str) -> int:
    """Return somebody's id."""
    async with school.store.read() as conn:
        return next(row.id for row in await people.listing(conn) if row.first_name == name)


async def test_from_the_command_to_what_both_are_told(house: House, school: School) -> None:
    ann, max_ = await number(school, "Ann"), await number(school, "Max")

    assert await house.say(PRIYA, "/match") == ["match_young"]
    assert await house.say(PRIYA, f"[{ann}]") == ["match_mentor"]
    assert await house.say(PRIYA, f"[{max_}]") == ["match_adult"]
    assert await house.say(PRIYA, "Mr Evans, tutor") == ["match_sure"]
    assert await house.say(PRIYA, "[make]") == ["match_made"]

    [row] = await house.rows(match)
    assert (row.mentor_id, row.young_person_id, row.adult) == (max_, ann, "Mr Evans, tutor")
    assert await house.prompts(MAX) == ["match_for_mentor"]
    assert await house.prompts(ANN) == ["match_for_young_person"]
    assert await house.prompts(BEN) == await house.prompts(PAT) == []
    for chat in (MAX, ANN):
        [told] = await house.queued(chat)
        assert [choice["value"] for choice in told.choices] == [f"/meet {row.id}"]
        assert "secret" not in str(told.parts)
    assert {one.purpose for one in await house.rows(due)} >= {"weekly_summary", "match_ends", "catch_up"}


async def test_the_button_that_both_get_finds_a_time(house: House, school: School) -> None:
    await matched(house, school, PRIYA, "Ann")
    [row] = await house.rows(match)

    assert (await house.say(ANN, f"/meet {row.id}"))[0].startswith("meet_")


async def matched(house: House, school: School, chat: str, name: str) -> list[str]:
    """Let a coordinator come to the last question, and answer it."""
    young, max_ = await number(school, name), await number(school, "Max")
    return await house.say(chat, f"/match {young}", f"[{max_}]", "skip", "[make]")


async def test_a_second_coordinator_a_moment_later_is_told_kindly(house: House, school: School) -> None:
    max_ = await number(school, "Max")
    for chat, name in ((PRIYA, "Ann"), (PAT, "Ben")):
        young = await number(school, name)
        await house.say(chat, f"/match {young}", f"[{max_}]", "skip")

    both = [await house.pressed(chat, "make") for chat in (PRIYA, PAT)]
    await house.inbox.keep(both)
    await house.take_all()

    assert [(await house.prompts(chat))[-1] for chat in (PRIYA, PAT)] == ["match_made", "match_not_made"]
    assert len(await house.rows(match)) == 1
    assert await house.prompts(BEN) == []


async def test_a_button_that_is_pressed_twice_matches_once(house: House, school: School) -> None:
    ann, max_ = await number(school, "Ann"), await number(school, "Max")
    await house.say(PRIYA, f"/match {ann}", f"[{max_}]", "skip")

    both = [await house.pressed(PRIYA, "make") for _ in range(2)]
    await house.inbox.keep(both)
    await house.take_all()

    assert len(await house.rows(match)) == 1
    assert (await house.prompts(ANN)).count("match_for_young_person") == 1


async def test_a_pair_is_looked_at_named_and_ended(house: House, school: School) -> None:
    await matched(house, school, PRIYA, "Ann")

    assert await house.say(PRIYA, "/pair ann") == ["pair_sheet", "pair_next"]
    assert (await house.say(PRIYA, "[adult]", "Mr Evans"))[0] == "adult_named"
    assert [row.adult for row in await house.rows(match)] == ["Mr Evans"]
    assert await house.say(PAT, "/pair", "[1]", "[end]", "[moved]", "skip", "[end]") == ["pair_ended"]
    assert [row.status for row in await house.rows(match)] == ["closed"]
    assert (await house.prompts(ANN))[-1] == "match_ended_young_person"
    assert (await house.prompts(MAX))[-1] == "match_ended_mentor"


async def test_nobody_but_a_coordinator_matches_or_looks(house: House, school: School) -> None:
    for chat in (MAX, ANN):
        for command in ("/match", "/pair", "/adult 1", "/places"):
            assert await house.say(chat, command) == ["not_for_you"]


async def test_places_are_kept_through_the_bot(house: House, school: School) -> None:
    assert await house.say(PRIYA, "/places", "[place]", "Library") == ["place_added"]
    assert await house.say(PAT, "/places") == ["places_next"]
    assert "Library" in str((await house.queued(PAT))[-1].parts)
    assert await house.say(PAT, "[remove]", "[1]", "[remove]") == ["place_removed"]
