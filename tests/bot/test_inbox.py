"""The inbox: committed before it is acknowledged, each event once, and the turns are woken."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError

from conversations.heard import Heard, Kind, TurnToken
from storage.errors import StoreBusy
from storage.store import Store
from storage.tables import inbox
from tests.bot.busy import IMPATIENT, held
from tests.bot.counting import counted
from tests.bot.house import House

ANN = "1001"


async def test_when_keep_returns_another_process_can_read_it(house: House, store_url: str) -> None:
    await house.inbox.keep([house.heard(ANN, "hello")])

    other = Store.open(store_url)
    assert [row.text for row in await House(other).rows(inbox)] == ["hello"]
    await other.close()


async def test_an_event_is_kept_once_however_often_it_comes(house: House) -> None:
    before = counted("alongside_heard_total")
    heard = house.heard(ANN, "hello", event="7:1")
    changed = house.heard(ANN, "something else", event="7:1")

    await house.inbox.keep([heard, heard])
    await asyncio.gather(*(house.inbox.keep([changed, heard]) for _ in range(3)))
    await house.take_all()
    await house.inbox.keep([heard])

    assert [row.text for row in await house.rows(inbox)] == ["hello"]
    assert counted("alongside_heard_total") == before + 1
    assert await house.turns.take() == 0
    assert await house.prompts(ANN) == ["stranger"]


async def test_it_wakes_the_turns(house: House) -> None:
    await house.inbox.keep([])
    assert not house.turns_bell.rung

    await house.inbox.keep([house.heard(ANN, "hello")])
    assert house.turns_bell.rung


async def test_a_store_that_cannot_write_is_told_to_whoever_would_acknowledge(store_url: str) -> None:
    store = Store.open(store_url, busy_timeout=IMPATIENT)
    house = House(store)
    async with held(store_url):
        with pytest.raises(StoreBusy):
            await house.inbox.keep([house.heard(ANN, "hello")])

    assert await house.rows(inbox) == []
    assert not house.turns_bell.rung
    await store.close()


async def test_a_button_that_somebody_forged_is_an_old_button(house: House) -> None:
    await house.come_in(ANN)
    forged = TurnToken((await house.runs())[0]["id"], 9_999_999_999)

    await house.inbox.keep([house.heard(ANN, kind=Kind.CHOICE, choice="yes", token=forged)])
    await house.take_all()

    assert (await house.outcomes())[-1] == "stale button"


async def test_what_comes_during_a_commit_is_kept_in_the_order_in_which_it_came(house: House) -> None:
    texts = [str(number) for number in range(30)]

    await asyncio.gather(*(house.inbox.keep([house.heard(ANN, text)]) for text in texts))

    assert [row.text for row in await house.rows(inbox)] == texts


async def test_one_that_cannot_be_kept_costs_nobody_else_theirs(house: House) -> None:
    broken = house.heard(ANN, "broken")
    object.__setattr__(broken, "event", None)  # what no edge gives, and no store takes
    heard: list[Heard] = [house.heard(ANN, "before"), broken, house.heard(ANN, "after")]

    first = asyncio.create_task(house.inbox.keep([house.heard(ANN, "first")]))
    ended = await asyncio.gather(*(house.inbox.keep([one]) for one in heard), return_exceptions=True)
    await first

    assert [type(one) for one in ended] == [type(None), IntegrityError, type(None)]
    assert [row.text for row in await house.rows(inbox)] == ["first", "before", "after"]


async def test_who_stops_waiting_stops_nobody_else(house: House) -> None:
    keeping = [asyncio.create_task(house.inbox.keep([house.heard(ANN, text)])) for text in "abc"]
    await asyncio.sleep(0)
    keeping[1].cancel()
    await asyncio.gather(*keeping, return_exceptions=True)

    assert [row.text for row in await house.rows(inbox)] == ["a", "b", "c"]
