"""Home pages: published when something on them changed, once, and again when something changed after."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from conversations.effects import TakeDuty
from conversations.facts import Place, Role
from conversations.heard import Address, Heard, Kind, Platform
from conversations.reply import Act
from storage import outbox as stored
from storage.outbox import Settlement
from storage.store import Store
from storage.tables import outbox, person
from tests.bot.house import CRISIS, House, address
from tests.dialogues.test_join import TO_SUMMARY
from tests.mentoring.school import School

PRIYA, MAX = "slack:T1:U1", "slack:T1:U2"
ANN, PAT = "1001", "2001"


@pytest.fixture
def school(house: House) -> School:
    """Give what makes people, at the house's own time."""
    return School(house.store, house.clock.now())


async def pages(house: House) -> list[Any]:
    """Return the pages that were published, in order."""
    return [row for row in await house.rows(outbox) if row.act == Act.HOME]


async def published(house: House) -> list[str]:
    """Publish what is out of date, let it arrive, and return whose pages it was."""
    before = {row.id for row in await pages(house)}
    house.clock.advance(1)
    await house.homes.publish()
    now = house.clock.now()
    new = [row for row in await pages(house) if row.id not in before]
    async with house.store.write() as conn:
        await stored.settle(conn, [Settlement(row.id, "sent", now) for row in new])
    return sorted(row.address for row in new)


def from_slack(house: House, said: str = "", kind: Kind = Kind.TEXT, user: str = "U1") -> Heard:
    """Return what it is when somebody of the workspace T1 says something."""
    heard = house.heard("0", said, kind=None if said.startswith("/") else kind)
    return Heard(
        Address(Platform.SLACK, user, "T1"), heard.kind, heard.event, heard.at, heard.text, heard.command
    )


async def hear(house: House, *heard: Heard) -> None:
    await house.inbox.keep(list(heard))
    await house.take_all()


async def test_a_page_is_published_as_it_is_and_rings_its_lane(house: House, school: School) -> None:
    await school.coordinator("Priya", at=[PRIYA])
    await hear(house, from_slack(house, kind=Kind.HOME))
    assert "homes" in house.rung

    assert await house.homes.publish() == 1

    [row] = await pages(house)
    assert (row.address, row.lane, row.status) == (PRIYA, "slack:T1", "waiting")
    assert row.parts[0][0] == "home_coordinator"
    assert "slack:T1" in house.rung


async def test_however_much_changes_meanwhile_a_page_is_written_once(house: House, school: School) -> None:
    await school.coordinator("Priya", at=[PRIYA])
    code = await house.invite(uses=5)
    for chat in ("1", "2", "3"):
        await house.say(chat, f"/start {code}", "[yes]", "Ann")

    assert await published(house) == [PRIYA]
    [row] = await pages(house)
    assert row.parts[0][1]["counts"]["joining"] == 3
    assert await published(house) == []


async def test_a_change_after_it_was_published_publishes_it_again(house: House, school: School) -> None:
    await school.coordinator("Priya", at=[PRIYA])
    code = await house.invite(uses=5)
    await house.say("1", f"/start {code}")
    assert await published(house) == [PRIYA]
    await house.say("2", f"/start {code}")

    assert await published(house) == [PRIYA]
    assert [row.parts[0][1]["counts"]["joining"] for row in await pages(house)] == [1, 2]


async def test_while_a_page_is_on_its_way_the_next_waits(house: House, school: School) -> None:
    await school.coordinator("Priya", at=[PRIYA])
    code = await house.invite(uses=5)
    await house.say("1", f"/start {code}")
    await house.homes.publish()
    await house.say("2", f"/start {code}")
    house.clock.advance(1)

    assert await house.homes.publish() == 0
    [first] = await pages(house)
    async with house.store.write() as conn:
        await stored.settle(conn, [Settlement(first.id, "sent", house.clock.now())])
    assert await published(house) == [PRIYA]


async def test_what_makes_the_team_s_pages_anew(house: House, school: School) -> None:
    """Joining, applying, a concern, a request for help: each is seen without anybody pressing."""
    await school.coordinator("Priya", at=[PRIYA])
    await school.coordinator("Elm", at=["slack:T1:U9"], of="Elm College")
    await school.coordinator("Pat", at=[address(PAT)])

    await house.say(ANN, f"/start {await house.invite()}")
    assert await published(house) == [PRIYA]
    await house.say(ANN, *TO_SUMMARY, "[fine]")
    assert await published(house) == [PRIYA]
    await house.say(ANN, CRISIS)
    assert await published(house) == [PRIYA]
    await house.say(ANN, "/person")
    assert await published(house) == [PRIYA]
    await house.say(ANN, "/stop")
    assert await published(house) == [PRIYA]
    await house.say("3001", CRISIS)
    assert await published(house) == []  # with two schools a stranger's concern is nobody's


async def test_a_stranger_s_concern_is_seen_where_there_is_one_organisation(
    house: House, school: School
) -> None:
    await school.coordinator("Priya", at=[PRIYA])

    await house.say("3001", CRISIS)

    assert await published(house) == [PRIYA]


async def test_a_decision_is_seen_on_the_applicant_s_page_and_the_team_s(
    house: House, school: School
) -> None:
    await school.coordinator("Priya", at=[PRIYA])
    await school.coordinator("Pat", at=[address(PAT)])
    max_ = await school.person("Max", Role.MENTOR, status="waiting", at=[MAX])

    await house.say(PAT, f"/see {max_}", "[approve]", "[approve]")

    assert [row.status for row in await house.rows(person, id=max_)] == ["active"]
    assert await published(house) == [PRIYA, MAX]
    told = [row for row in await house.rows(outbox, address=MAX) if row.act == Act.SAY]
    assert [row.parts[0][0] for row in told] == ["approved"]


async def test_a_place_on_the_list_is_seen_on_the_others_pages(house: House, school: School) -> None:
    lee = await school.coordinator("Lee", at=[PRIYA])
    await school.do(lee, TakeDuty(Place.LEAD))
    await school.coordinator("Pat", at=[address(PAT)])

    await house.say(PAT, "/safeguarding", "[deputy]")

    assert await published(house) == [PRIYA]


@pytest.mark.parametrize("hours", [0, 13], ids=["by day", "at night"])
async def test_who_asks_for_it_on_telegram_is_shown_it_too(house: House, school: School, hours: int) -> None:
    await school.coordinator("Pat", at=[address(PAT)])
    house.clock.advance(hours * 3600)

    assert await house.say(PAT, "/home") == []
    await house.homes.publish()
    await house.deliver()

    assert [row.act for row in await house.queued(PAT)] == ["home"]
    assert "mentors" in house.sender.to(PAT)[0]
    assert await published(house) == []


async def test_a_stranger_s_page_says_how_to_get_in(house: House) -> None:
    await hear(house, from_slack(house, kind=Kind.HOME))

    assert await published(house) == []
    assert [row.parts[0][0] for row in await pages(house)] == ["home_stranger"]


async def test_nothing_out_of_date_is_no_work(house: House, school: School) -> None:
    await school.coordinator("Priya", at=[PRIYA])
    house.rung.clear()

    assert await house.homes.publish() == 0
    assert house.rung == set()


@pytest.fixture
async def processes(postgres_url: str) -> AsyncIterator[list[House]]:
    """Give two processes on one PostgreSQL."""
    stores = [Store.open(postgres_url) for _ in range(2)]
    yield [House(store) for store in stores]
    for store in stores:
        await store.close()


async def test_two_processes_publish_a_page_once(processes: list[House]) -> None:
    school = School(processes[0].store, processes[0].clock.now())
    for number in range(60):
        await school.coordinator("Priya", at=[f"slack:T1:U{number}"])
    await school.crisis()
    await processes[0].say("1", f"/start {await processes[0].invite()}")
    for house in processes:
        house.clock.advance(1)

    while any(await asyncio.gather(*(house.homes.publish() for house in processes))):
        pass

    assert sorted(row.address for row in await pages(processes[0])) == sorted(
        f"slack:T1:U{number}" for number in range(60)
    )
