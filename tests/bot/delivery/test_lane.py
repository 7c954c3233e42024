"""The lane: what goes first, one after another to an address, and nothing lost at the end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.delivery import lane
from bot.delivery.pace import Pace
from conversations.reply import Act, Order
from handlers.outcome import Retry, Scope
from storage.store import Store
from tests.bot.busy import IMPATIENT, held
from tests.bot.counting import counted
from tests.bot.house import SAYING, WORDS, House

ANN, SAM, KIM = "1001", "1002", "1003"


async def test_safety_goes_before_replies_before_reminders_before_announcements(house: House) -> None:
    for number, order in enumerate(reversed(Order)):
        await house.queue(str(number), order.name, order)

    await house.deliver()

    assert [one.text for one in house.sender.sent] == ["SAFETY", "REPLY", "REMINDER", "ANNOUNCEMENT"]
    assert {row.status for chat in "0123" for row in await house.queued(chat)} == {"sent"}


async def test_a_big_announcement_never_makes_a_reply_wait(house: House) -> None:
    house.pace = Pace(10)
    for number in range(50):
        await house.queue(str(number), "news", Order.ANNOUNCEMENT)

    async with house.delivering():
        await house.at_rest()
        assert len(house.sender.sent) == 10
        await house.queue(ANN, "answer")
        await house.queue(SAM, "help", Order.SAFETY)
        await house.later(0.2)
        assert [one.text for one in house.sender.sent[10:]] == ["help", "answer"]
        await house.later(60)
    assert counted("alongside_lane_stopped", lane="telegram") == 0


async def test_one_after_another_to_an_address_in_order(house: House) -> None:
    for text in ("one", "two", "three"):
        await house.queue(ANN, text)
    await house.queue(SAM, "for Sam")
    house.sender.hold()

    async with house.delivering():
        await house.lane_bell.rests()
        assert [one.text for one in house.sender.sent] == ["one", "for Sam"]
        house.sender.let_go()
        await house.at_rest()

    assert house.sender.to(ANN) == ["one", "two", "three"]


async def test_what_is_tried_again_is_not_overtaken_by_what_came_later(house: House) -> None:
    await house.queue(ANN, "one")
    await house.queue(ANN, "two")
    house.sender.answers(Retry(5, Scope.ACCOUNT, "too many requests"))

    async with house.delivering():
        await house.at_rest()
        assert house.sender.to(ANN) == ["one"]
        await house.later(5)
        await house.later(1)

    assert house.sender.to(ANN) == ["one", "one", "two"]


async def test_a_pressed_question_is_settled_before_the_next_is_asked(house: House) -> None:
    house.words = WORDS
    await house.say(ANN, f"/start {await house.invite()}")
    await house.deliver()
    house.clock.advance(10)
    house.sender.sent.clear()

    await house.say(ANN, "[yes]")
    await house.deliver()

    settled, asked = house.sender.sent
    assert (settled.act, settled.message, settled.press, settled.buttons) == (Act.SETTLE, "77", "p", ())
    assert settled.text.endswith("✓ <b>Yes</b>")
    assert (asked.act, asked.text) == (Act.SAY, house.prompt("first_name"))


async def test_no_more_than_a_few_are_on_their_way_at_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lane, "MOST_IN_FLIGHT", 4)
    for number in range(9):
        await house.queue(str(number), "hello")
    house.sender.hold()

    async with house.delivering():
        await house.lane_bell.rests()
        assert house.sender.on_way == 4
        house.sender.let_go()
        await house.at_rest()

    assert len(house.sender.sent) == 9
    assert house.sender.most_on_way == 4


async def test_a_stop_finishes_and_records_what_is_on_its_way(house: House) -> None:
    await house.queue(ANN, "one")
    await house.queue(ANN, "two")
    house.sender.hold()

    async with house.delivering():
        await house.sender.arrived.wait()
        house.lane_bell.stop()
        house.sender.let_go()

    assert [row.status for row in await house.queued(ANN)] == ["sent", "waiting"]
    await house.deliver()
    assert house.sender.to(ANN) == ["one", "two"]


async def test_a_stop_waits_no_longer_than_it_may(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane, "STOP_SECONDS", 0.0)
    await house.queue(ANN, "one")
    house.sender.hold()

    async with house.delivering():
        await house.sender.arrived.wait()

    assert [row.status for row in await house.queued(ANN)] == ["claimed"]


async def test_an_address_rests_after_a_burst(house: House) -> None:
    for number in range(5):
        await house.queue(ANN, str(number))
    await house.queue(SAM, "hello")

    async with house.delivering():
        await house.at_rest()
        assert house.sender.to(ANN) == ["0", "1", "2"]
        assert house.sender.to(SAM) == ["hello"]
        asked = house.lane_bell.asked[-1]
        assert asked is not None
        assert 0 < asked <= 1
        await house.later(1)
        assert house.sender.to(ANN) == ["0", "1", "2", "3"]
        await house.later(1)

    assert house.sender.to(ANN) == ["0", "1", "2", "3", "4"]


@pytest.fixture
async def impatient(store_url: str) -> AsyncIterator[House]:
    store = Store.open(store_url, busy_timeout=IMPATIENT)
    house = House(store)
    house.words = SAYING
    yield house
    await store.close()


async def test_a_store_that_is_away_loses_nothing(impatient: House, store_url: str) -> None:
    await impatient.queue(ANN, "one")
    await impatient.queue(ANN, "two")
    impatient.sender.hold()

    async with impatient.delivering():
        await impatient.sender.arrived.wait()
        async with held(store_url):
            impatient.sender.let_go()
            while not impatient.clock.slept:  # noqa: ASYNC110 - what it sleeps is the test's clock
                await asyncio.sleep(0)
        await impatient.at_rest()

    assert impatient.sender.to(ANN) == ["one", "two"]
    assert [row.status for row in await impatient.queued(ANN)] == ["sent", "sent"]


async def test_two_processes_send_each_message_once(postgres_url: str) -> None:
    stores = Store.open(postgres_url), Store.open(postgres_url)
    one, two = (House(store, owner=owner) for store, owner in zip(stores, ("one", "two"), strict=True))
    two.words = one.words = SAYING
    two.sender = one.sender
    for number in range(20):
        await one.queue(str(number), "hello")

    async with one.delivering(), two.delivering():
        await asyncio.gather(one.at_rest(), two.at_rest())

    assert sorted(int(sent.address.user) for sent in one.sender.sent) == list(range(20))
    for store in stores:
        await store.close()
