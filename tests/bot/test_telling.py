"""What is told outside a flow: news for the team, and an answer to a word of crisis whatever fails."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.telling import KEEPS, REPLY_KEEPS
from conversations.concern import Concern
from conversations.facts import Role
from conversations.reply import Act, Order
from storage.store import Store
from storage.tables import concern, help_request, outbox, person
from tests.bot.conftest import Logged
from tests.bot.house import CRISIS, House, address

ANN, PRIYA, LEE, SAM = "1001", "2001", "2002", "2003"


async def with_team(house: House) -> None:
    """Let in a coordinator, a safeguarding lead and a mentor, and then a young person."""
    roles = {PRIYA: Role.COORDINATOR, LEE: Role.SAFEGUARDING_LEAD, SAM: Role.MENTOR}
    for chat, role in roles.items():
        await house.say(chat, f"/start {await house.invite(role=role)}", "Priya")
    await house.come_in(ANN)


async def news_to(house: House, chat: str) -> list[str]:
    """Return the prompts that a chat got since it joined."""
    return [one for one in await house.prompts(chat) if one.endswith("_for_team")]


async def test_the_team_hears_of_a_concern_and_nobody_else_does(house: House) -> None:
    await with_team(house)

    assert await house.say(ANN, CRISIS) == ["crisis"]

    assert await news_to(house, PRIYA) == await news_to(house, LEE) == ["concern_for_team"]
    assert await news_to(house, SAM) == await news_to(house, ANN) == []
    [row] = await house.rows(concern)
    [told] = [row for row in await house.queued(LEE) if row.parts[0][0] == "concern_for_team"]
    assert told.parts == [["concern_for_team", {"number": row.id, "severity": "immediate"}]]
    assert (told.rank, told.not_after) == (Order.SAFETY, None)


async def test_words_that_raised_a_concern_leave_by_no_message(house: House) -> None:
    await with_team(house)
    await house.say(ANN, CRISIS)

    assert not [row for row in await house.rows(outbox) if CRISIS in str(row.parts)]


async def test_who_raises_a_concern_of_their_own_is_not_told_of_it(house: House) -> None:
    await with_team(house)
    await house.say(PRIYA, CRISIS)

    assert await news_to(house, PRIYA) == []
    assert await news_to(house, LEE) == ["concern_for_team"]


async def test_a_stranger_has_no_team(house: House) -> None:
    await with_team(house)

    assert await house.say("3001", CRISIS) == ["crisis_stranger"]
    assert await news_to(house, LEE) == []
    assert [row.organisation_id for row in await house.rows(concern)] == [None]


async def test_the_team_hears_once_of_somebody_who_asks_for_a_person(house: House) -> None:
    await with_team(house)
    await house.say(ANN, "Ann", "x", "y", "z", "[ask_person]", "[ask_person]")

    assert len(await house.rows(help_request)) == 1
    assert await news_to(house, PRIYA) == ["help_for_team"]


async def test_a_concern_is_answered_and_told_though_what_is_stored_of_the_person_is_damaged(
    house: House,
) -> None:
    await with_team(house)
    [*_, ann] = await house.rows(person)
    async with house.store.write() as conn:
        await conn.execute(update(person).where(person.c.id == ann.id).values(status="vanished"))

    assert await house.say(ANN, CRISIS) == ["crisis"]

    [row] = await house.rows(concern)
    assert (row.person_id, row.words, row.address) == (ann.id, CRISIS, address(ANN))
    assert await news_to(house, LEE) == ["concern_for_team"]
    assert (await house.outcomes())[-1] == "failed"


async def test_a_finder_that_fails_leaves_an_apology(store: Store, logged: Logged) -> None:
    def broken(text: str) -> Concern | None:
        raise RuntimeError(text)

    house = House(store, find=broken)

    assert await house.say(ANN, CRISIS) == ["trouble"]
    assert [entry["event"] for entry in logged if "finder" in entry["event"]] == [
        "the finder of concerns failed"
    ]


@pytest.mark.parametrize(
    ("act", "keeps"), [("say", REPLY_KEEPS), ("settle", KEEPS[Act.SETTLE])], ids=["an answer", "old buttons"]
)
async def test_how_long_an_answer_is_worth_sending(house: House, act: str, keeps: timedelta) -> None:
    await house.come_in(ANN)

    rows = [row for row in await house.queued(ANN) if row.act == act]
    assert {row.not_after - row.created_at for row in rows} == {keeps}
