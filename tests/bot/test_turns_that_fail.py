"""A turn that fails: said sorry for, kept, marked, and nobody else's trouble; nothing of it stays behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from sqlalchemy import update

from conversations.checks import free_text
from conversations.effects import Amend, Effect
from conversations.flow import Flow
from conversations.heard import Kind
from conversations.talk import Talk
from storage.errors import StoreBusy
from storage.store import Store
from storage.tables import concern, inbox, person, profile, run
from tests.bot.busy import IMPATIENT, held
from tests.bot.counting import counted
from tests.bot.house import House, address

ANN, SAM, KIM = "1001", "1002", "1003"


@dataclass(frozen=True, slots=True)
class Unheard(Effect):
    """An effect that nobody carries out."""


def fragile(talk: Talk) -> None:
    """Take words for ever, but for two that break the turn."""
    number = 1
    while (word := talk.ask(f"hopes:{number}", free_text())) != "boom":
        if word == "effect":
            talk.do(f"kept:{number}", Amend("hopes", "half done"))
            talk.do(f"lost:{number}", Unheard())
        number += 1
    raise RuntimeError(f"a flow that breaks over {word}")


FRAGILE = {"join": Flow("join", fragile)}


@pytest.fixture
async def house(store: Store) -> House:
    house = House(store, FRAGILE)
    code = await house.invite(uses=3)
    for chat in (ANN, SAM, KIM):
        await house.say(chat, f"/start {code}")
    return house


async def test_only_the_turn_that_fails_is_apologised_for(house: House) -> None:
    await house.inbox.keep([house.heard(ANN, "one"), house.heard(SAM, "boom"), house.heard(KIM, "two")])

    await house.take_all()

    assert {chat: (await house.prompts(chat))[1:] for chat in (ANN, SAM, KIM)} == {
        ANN: ["hopes"],
        SAM: ["trouble"],
        KIM: ["hopes"],
    }
    failed = [row for row in await house.rows(inbox) if row.outcome == "failed"]
    assert [(row.address, row.text) for row in failed] == [(address(SAM), "boom")]
    assert {tuple(state["answers"].items()) for state in await house.runs()} == {
        (("hopes:1", "one"),), (), (("hopes:1", "two"),),
    }  # fmt: skip


async def test_after_it_the_same_person_goes_on_where_they_were(house: House) -> None:
    assert await house.say(ANN, "one", "boom", "two") == ["hopes"]

    [answers] = [state["answers"] for state in await house.runs() if state["answers"]]
    assert answers == {"hopes:1": "one", "hopes:2": "two"}


async def test_what_the_same_person_says_around_it_keeps_its_order(house: House) -> None:
    before = counted("alongside_turns_total", outcome="failed")
    await house.inbox.keep([house.heard(ANN, word) for word in ("one", "boom", "two", "boom", "three")])

    await house.take_all()

    assert (await house.prompts(ANN))[1:] == ["hopes", "trouble", "hopes", "trouble", "hopes"]
    [answers] = [state["answers"] for state in await house.runs() if state["answers"]]
    assert list(answers.values()) == ["one", "two", "three"]
    assert counted("alongside_turns_total", outcome="failed") == before + 2


async def test_an_effect_that_fails_leaves_nothing_of_its_turn(house: House) -> None:
    assert await house.say(ANN, "effect") == ["trouble"]

    assert await house.rows(profile) == []
    assert [state["answers"] for state in await house.runs()] == [{}, {}, {}]
    assert {state["turn"] for state in await house.runs()} == {1}
    assert (await house.outcomes())[-1] == "failed"


@pytest.mark.parametrize("kind", [Kind.GROUP, Kind.OTHER, Kind.BLOCKED, Kind.UNBLOCKED])
async def test_nobody_is_told_who_expects_no_answer(house: House, kind: Kind) -> None:
    await break_people(house)
    told = await house.prompts(ANN)

    await house.inbox.keep([house.heard(ANN, kind=kind)])
    await house.take_all()

    assert await house.prompts(ANN) == told
    assert (await house.outcomes())[-1] == "failed"


async def test_a_person_whose_row_is_damaged_stops_nobody_else(house: House) -> None:
    await break_people(house)
    await house.inbox.keep([house.heard(ANN, "one"), house.heard("1004", "hello")])
    await house.take_all()

    assert (await house.prompts(ANN))[-1:] == ["trouble"]
    assert await house.prompts("1004") == ["stranger"]


async def test_heard_of_a_kind_that_this_version_does_not_know_stops_nobody(house: House) -> None:
    await house.inbox.keep([house.heard(ANN, "one"), house.heard(SAM, "two")])
    async with house.store.write() as conn:
        await conn.execute(update(inbox).where(inbox.c.text == "one").values(kind="telepathy"))
    await house.take_all()

    assert (await house.prompts(ANN))[-1:] == ["trouble"]
    assert (await house.prompts(SAM))[-1:] == ["hopes"]


@pytest.fixture
async def impatient(store_url: str) -> AsyncIterator[House]:
    store = Store.open(store_url, busy_timeout=IMPATIENT)
    yield House(store)
    await store.close()


async def test_a_store_that_cannot_write_keeps_everything_waiting(impatient: House, store_url: str) -> None:
    await impatient.inbox.keep([impatient.heard(ANN, "hello"), impatient.heard(SAM, "hello")])

    async with held(store_url):
        with pytest.raises(StoreBusy):
            await impatient.turns.take()

    assert await impatient.outcomes() == ["", ""]
    await impatient.take_all()
    assert await impatient.prompts(ANN) == await impatient.prompts(SAM) == ["stranger"]


async def test_the_loop_waits_for_the_store_and_goes_on(impatient: House, store_url: str) -> None:
    await impatient.inbox.keep([impatient.heard(ANN, "hello")])
    async with held(store_url):
        running = asyncio.create_task(impatient.turns.run())
        while not impatient.clock.slept:  # noqa: ASYNC110 - what it sleeps is the test's clock
            await asyncio.sleep(0)

    await impatient.turns_bell.rests()
    assert await impatient.prompts(ANN) == ["stranger"]
    impatient.turns_bell.stop()
    await running


async def break_people(house: House) -> None:
    """Give every person a status that no version knows."""
    async with house.store.write() as conn:
        await conn.execute(update(person).values(status="vanished"))
        await conn.execute(update(run).values(progress="open"))


async def test_a_word_of_crisis_is_answered_and_recorded_though_the_turn_fails(
    house: House, store: Store
) -> None:
    async with store.write() as conn:
        await conn.execute(update(person).values(status="a status of another version"))
    before = counted("alongside_concerns_total", severity="immediate")

    assert await house.say(ANN, "I want to kill myself") == ["crisis"]
    assert counted("alongside_concerns_total", severity="immediate") == before + 1

    [row] = await house.rows(concern)
    [heard] = await house.rows(inbox, outcome="failed")
    assert (row.words, row.address, row.inbox_id) == ("I want to kill myself", address(ANN), heard.id)
    assert row.person_id is not None
    assert row.organisation_id is not None
    assert await house.say(ANN, "hello") == ["trouble"]


async def test_a_finder_that_fails_costs_no_apology(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(house.engine, "concern_in", fails)
    assert await house.say(ANN, "hello") == ["trouble"]


async def test_a_report_is_passed_on_though_the_turn_fails(house: House, store: Store) -> None:
    async with store.write() as conn:
        await conn.execute(update(person).values(status="a status of another version"))

    assert await house.say(ANN, "/report something odd is going on") == ["trouble"]

    [row] = await house.rows(concern)
    assert (row.words, row.source) == ("something odd is going on", "report")
    assert "alerts" in house.rung
