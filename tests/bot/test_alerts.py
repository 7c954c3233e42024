"""Concerns on their way: to all accounts of whoever is next, whatever process it is that tells."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.effects import TakeDuty
from conversations.facts import Place, Role
from conversations.heard import Kind
from conversations.reply import Order
from mentoring import alerts as rules
from mentoring.news import News
from storage.alerts import AlertRow
from storage.store import Store
from storage.tables import concern_event, outbox
from tests.bot.conftest import Logged
from tests.bot.house import CRISIS, PATIENCE, House, address
from tests.mentoring.school import School

ANN, LEE, DEE, PAT = "1001", "2001", "2002", "2003"
SLACK = "slack:T1:U1"


@pytest.fixture
async def staffed(house: House) -> House:
    """Give a house with a lead, who has two accounts, a deputy, a coordinator and a young person."""
    school = School(house.store)
    lee = await school.coordinator("Lee", at=[address(LEE), SLACK])
    dee = await school.coordinator("Dee", at=[address(DEE)])
    await school.coordinator("Pat", at=[address(PAT)])
    await school.do(lee, TakeDuty(Place.LEAD))
    await school.do(dee, TakeDuty(Place.DEPUTY))
    await school.person("Zebedee", Role.YOUNG_PERSON, at=[address(ANN)])
    return house


async def got(house: House, prompt: str) -> list[Any]:
    """Return the outbox rows that say a prompt, in order."""
    rows = await house.rows(outbox)
    return [row for row in rows if prompt in [name for name, _ in row.parts]]


async def alerts_to(house: House) -> list[str]:
    """Return the addresses that were told of a concern, in order."""
    return [row.address for row in await got(house, "concern_alert")]


async def timeline(house: House) -> list[str]:
    """Return the kinds of what happened about the concern, in order."""
    return [row.kind for row in await house.rows(concern_event)]


async def pressed(house: House, chat: str, button: str) -> list[str]:
    """Press a button that stands for a command, and return the prompts that answer it."""
    before = len(await house.prompts(chat))
    await house.inbox.keep([house.heard(chat, kind=Kind.CHOICE, choice=button, message="9", press="p")])
    await house.take_all()
    return (await house.prompts(chat))[before:]


async def test_a_concern_is_on_its_way_at_once_to_all_accounts_of_the_lead(staffed: House) -> None:
    assert await staffed.say(ANN, CRISIS) == ["crisis"]

    told = await got(staffed, "concern_alert")
    assert sorted((row.address, row.lane) for row in told) == [
        (SLACK, "slack:T1"),
        (address(LEE), "telegram"),
    ]
    for row in told:
        assert (row.rank, row.not_after, row.next_at) == (Order.SAFETY, None, staffed.clock.now())
        assert row.choices == [
            {"value": "/concern 1", "label": "concern.take", "words": "", "marked": False},
        ]
        assert CRISIS not in str(row.parts) and "Zebedee" not in str(row.parts)
    assert {"alerts", "telegram", "slack:T1"} <= staffed.rung


async def test_words_that_raised_a_concern_wait_behind_the_button(staffed: House) -> None:
    await staffed.say(ANN, CRISIS)
    assert not [row for row in await staffed.rows(outbox) if CRISIS in str(row.parts)]

    assert "concern_card" in await pressed(staffed, LEE, "/concern 1")

    shown = [row for row in await staffed.rows(outbox) if CRISIS in str(row.parts)]
    assert [(row.address, row.forget) for row in shown] == [(address(LEE), True)]
    async with staffed.delivering():
        while [row for row in await staffed.queued(LEE) if row.settled_at is None]:
            await staffed.later(5)
    assert not [row for row in await staffed.rows(outbox) if CRISIS in str(row.parts)]


async def test_the_next_is_told_until_somebody_presses_the_button(staffed: House) -> None:
    await staffed.say(ANN, CRISIS)
    staffed.clock.advance(PATIENCE.total_seconds())
    await staffed.take_all()
    assert [to for to in await alerts_to(staffed) if to != SLACK] == [address(LEE), address(DEE)]

    await pressed(staffed, DEE, "/concern 1")
    taken = await got(staffed, "concern_taken")
    assert sorted(row.address for row in taken) == [SLACK, address(LEE)]
    assert taken[0].parts == [["concern_taken", {"number": 1, "first_name": "Dee"}]]
    for _ in range(3):
        staffed.clock.advance(PATIENCE.total_seconds())
        await staffed.take_all()

    assert len(await alerts_to(staffed)) == 3
    assert await timeline(staffed) == ["told", "told", "seen", "acknowledged"]
    await pressed(staffed, LEE, "/concern 1")
    assert await timeline(staffed) == ["told", "told", "seen", "acknowledged", "seen"]


async def test_who_is_not_told_may_not_press_a_button_that_was_forwarded(staffed: House) -> None:
    await staffed.say(ANN, CRISIS)

    assert "concern_card" not in await pressed(staffed, PAT, "/concern 1")
    assert "concern_card" not in await pressed(staffed, ANN, "/concern 1")
    assert await timeline(staffed) == ["told"]


async def test_the_whole_of_a_report_that_is_urgent(staffed: House) -> None:
    assert (await staffed.say(ANN, "/report", "somebody is hurting me"))[-1] == "danger"
    assert sorted(await alerts_to(staffed)) == [SLACK, address(LEE)]
    staffed.clock.advance(30)
    await staffed.say(ANN, "[yes]")

    assert sorted(row.address for row in await got(staffed, "concern_urgent")) == [SLACK, address(LEE)]
    assert (await staffed.prompts(DEE))[-1] == "concern_alert"
    assert await timeline(staffed) == ["told", "urgent", "told"]


async def test_a_restart_between_the_raising_and_the_telling_loses_nothing(
    staffed: House, store: Store
) -> None:
    await staffed.inbox.keep([staffed.heard(ANN, CRISIS)])
    await staffed.turns.take()
    assert await alerts_to(staffed) == []

    again = House(store)
    again.clock.time = staffed.clock.now()

    assert await again.alerts.tell() == 1
    assert sorted(await alerts_to(again)) == [SLACK, address(LEE)]
    assert await again.alerts.tell() == 0


async def test_a_restart_between_two_rounds_goes_on_with_the_next(staffed: House, store: Store) -> None:
    await staffed.say(ANN, CRISIS)

    again = House(store)
    again.clock.time = staffed.clock.now() + PATIENCE
    await again.take_all()

    assert (await alerts_to(again))[-1] == address(DEE)


async def test_nothing_to_tell_is_no_work(staffed: House) -> None:
    staffed.rung.clear()
    assert await staffed.alerts.tell() == 0
    assert staffed.rung == set()


async def test_whoever_becomes_coordinator_later_is_told_at_the_next_round(
    house: House, logged: Logged
) -> None:
    school = School(house.store)
    await school.person("Ann", Role.YOUNG_PERSON, at=[address(ANN)])
    await house.say(ANN, CRISIS)
    assert [entry["concern"] for entry in logged if entry["log_level"] == "error"] == [1]

    await house.say(PAT, f"/start {await house.invite(role=Role.COORDINATOR)}", "Pat", "[none]")
    assert await alerts_to(house) == []
    house.clock.advance(PATIENCE.total_seconds())
    await house.take_all()
    assert await alerts_to(house) == [address(PAT)]


@pytest.fixture
async def processes(postgres_url: str) -> AsyncIterator[list[House]]:
    """Give four processes on one PostgreSQL."""
    stores = [Store.open(postgres_url) for _ in range(4)]
    yield [House(store) for store in stores]
    for store in stores:
        await store.close()


async def test_two_processes_never_tell_the_same_step_twice(processes: list[House]) -> None:
    school = School(processes[0].store)
    chats = [str(number) for number in range(3001, 3004)]
    for place, chat in enumerate(chats, 1):
        await school.do(await school.coordinator("Lee", at=[address(chat)]), TakeDuty(Place(place)))
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    for _ in range(20):
        await school.crisis(ann)

    for step in range(3):
        told = await asyncio.gather(*(house.alerts.tell() for house in processes))
        assert sum(told) == 20
        assert await alerts_to(processes[0]) == [
            address(chat) for chat in chats[: step + 1] for _ in range(20)
        ]
        for house in processes:
            house.clock.advance(PATIENCE.total_seconds())


async def test_one_concern_that_fails_keeps_no_other_waiting(
    staffed: House, monkeypatch: pytest.MonkeyPatch, logged: Logged
) -> None:
    tell = rules.tell

    async def fails_for_the_first(conn: AsyncConnection, alert: AlertRow, *rest: Any) -> News | None:
        if alert.concern_id == 1:
            raise ValueError("damaged")
        return await tell(conn, alert, *rest)

    monkeypatch.setattr(rules, "tell", fails_for_the_first)
    await staffed.say(ANN, CRISIS, CRISIS)

    numbers = {row.parts[0][1]["number"] for row in await got(staffed, "concern_alert")}
    assert numbers == {2}
    assert [entry["concern"] for entry in logged if "nobody could be told" in entry["event"]] == [1]

    monkeypatch.setattr(rules, "tell", tell)
    staffed.clock.advance(PATIENCE.total_seconds())
    await staffed.take_all()
    assert 1 in {row.parts[0][1]["number"] for row in await got(staffed, "concern_alert")}
