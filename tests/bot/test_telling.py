"""What is told outside a flow: news for the team, and an answer to a word of crisis whatever fails."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.telling import KEEPS, REPLY_KEEPS, told
from conversations.concern import Concern
from conversations.facts import Role
from conversations.reply import Act
from conversations.turn import said
from mentoring.news import News
from storage import people
from storage.store import Store
from storage.tables import concern, help_request, person
from tests.bot.conftest import Logged
from tests.bot.house import CRISIS, House, address
from tests.mentoring.school import School

ANN, PRIYA, LEE, SAM = "1001", "2001", "2002", "2003"


async def with_team(house: House) -> None:
    """Let in a coordinator, a safeguarding lead and a mentor, and then a young person."""
    await house.say(PRIYA, f"/start {await house.invite(role=Role.COORDINATOR)}", "Priya", "[none]")
    await house.say(LEE, f"/start {await house.invite(role=Role.SAFEGUARDING_LEAD)}", "Lee", "[lead]")
    await house.say(SAM, f"/start {await house.invite(role=Role.MENTOR)}")
    await house.come_in(ANN)


async def news_to(house: House, chat: str) -> list[str]:
    """Return the prompts of which a chat was told though it had not asked."""
    told = ("concern_alert", "help_for_team", "applicant_for_team")
    return [one for one in await house.prompts(chat) if one in told]


async def test_the_list_hears_of_a_concern_and_nobody_else_does(house: House) -> None:
    await with_team(house)

    assert await house.say(ANN, CRISIS) == ["crisis"]

    assert await news_to(house, LEE) == ["concern_alert"]
    assert await news_to(house, PRIYA) == await news_to(house, SAM) == await news_to(house, ANN) == []


async def test_who_raises_a_concern_of_their_own_is_not_told_of_it(house: House) -> None:
    await with_team(house)
    await house.say(LEE, CRISIS)

    assert await news_to(house, LEE) == []
    assert await news_to(house, PRIYA) == ["concern_alert"]


async def test_a_stranger_s_concern_is_told_to_the_only_organisation_there_is(house: House) -> None:
    await with_team(house)

    assert await house.say("3001", CRISIS) == ["crisis_stranger"]
    assert await news_to(house, LEE) == ["concern_alert"]
    assert [row.organisation_id for row in await house.rows(concern)] == [None]


async def test_the_team_hears_once_of_somebody_who_asks_for_a_person(house: House) -> None:
    await with_team(house)
    await house.say(ANN, "Ann", "x", "y", "z", "[ask_person]", "[ask_person]")

    assert len(await house.rows(help_request)) == 1
    assert await news_to(house, PRIYA) == await news_to(house, LEE) == ["help_for_team"]


async def test_nobody_of_the_team_is_told_what_they_asked_for_themselves(house: House) -> None:
    await with_team(house)
    await house.say(PRIYA, "/person")

    assert await news_to(house, PRIYA) == []
    assert await news_to(house, LEE) == ["help_for_team"]


async def test_who_has_no_team_is_seen_in_the_log(house: House, logged: Logged) -> None:
    await house.come_in(ANN)
    await house.say(ANN, "/person")

    [entry] = [entry for entry in logged if entry["log_level"] == "error"]
    assert entry["event"].startswith("somebody needs a person and nobody of the team can be told")


@pytest.fixture
async def lea(house: House) -> int:
    """Give somebody with three accounts, of which one is blocked."""
    lea = await School(house.store).person(
        "Lea", Role.MENTOR, at=["telegram::1", "telegram::2", "telegram::3"]
    )
    async with house.store.write() as conn:
        await people.set_state(conn, "telegram::3", "blocked", house.clock.now())
    return lea


@pytest.mark.parametrize(
    ("everywhere", "at"),
    [(False, ["telegram::2"]), (True, ["telegram::2", "telegram::1"])],
    ids=["at the best account", "everywhere"],
)
async def test_news_reaches_people_where_they_can_be_reached(
    house: House, lea: int, everywhere: bool, at: list[str]
) -> None:
    news = News(said("reset_done"), people=(lea,), everywhere=everywhere)
    async with house.store.write() as conn:
        rows = await told(conn, [news], house.clock.now())

    assert [row["address"] for row in rows] == at


@pytest.mark.parametrize("everywhere", [False, True])
async def test_news_for_somebody_out_of_reach_waits_at_one_account(
    house: House, lea: int, everywhere: bool
) -> None:
    async with house.store.write() as conn:
        for address_ in ("telegram::1", "telegram::2"):
            await people.set_state(conn, address_, "gone", house.clock.now())
        news = News(said("reset_done"), people=(lea,), everywhere=everywhere)
        rows = await told(conn, [news], house.clock.now())

    assert [row["address"] for row in rows] == ["telegram::3"]


async def test_news_of_nobody_is_no_news(house: House) -> None:
    async with house.store.write() as conn:
        assert await told(conn, [News(said("reset_done"))], house.clock.now()) == []


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
    assert await news_to(house, LEE) == ["concern_alert"]
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
