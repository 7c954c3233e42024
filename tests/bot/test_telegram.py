"""Telegram as this process runs it: whose token it is, how updates come, what the bot says of itself."""

from __future__ import annotations

import httpx
import pytest
from pydantic import SecretStr

from bot import telegram
from bot.settings import Settings
from bot.wiring import wire
from playground import people
from playground.world import World
from storage.store import Store
from storage.tables import inbox
from tests.bot.asking import client
from tests.bot.busy import IMPATIENT, held
from tests.bot.conftest import Logged
from tests.bot.house import WORDS, House
from tests.clocks import ManualClock


@pytest.mark.parametrize("token", [None, "", "abc", "123", "123:", ":abc", "a1:abc"])
def test_what_is_no_token_is_told_as_one_line(token: str | None) -> None:
    chosen = Settings(telegram_token=None if token is None else SecretStr(token))

    with pytest.raises(ValueError, match="TELEGRAM_TOKEN is not a bot's token") as refused:
        telegram.bot_id(chosen)
    assert "abc" not in str(refused.value).replace("ABC", "")


def test_the_bots_id_is_in_its_token() -> None:
    assert telegram.bot_id(Settings(telegram_token=SecretStr("123456:abc"))) == 123456


async def test_what_it_polls_is_read_and_numbered(world: World, chosen: Settings) -> None:
    clock = ManualClock()
    ann = people.join(world, "Ann")
    people.open_link(world, ann, "")
    async with telegram.connection(chosen) as connection:
        source = telegram.source(connection, world.bot.id, clock)
        [update] = await source.fetch(None)
        heard, number = source.read(update), source.number(update)

    assert heard is not None
    assert (heard.command, heard.at, heard.event) == ("start", clock.now(), f"{world.bot.id}:{number}")


async def test_it_introduces_itself_in_every_language(world: World, chosen: Settings) -> None:
    bot = wire(chosen, ManualClock())
    async with telegram.connection(chosen) as connection:
        await telegram.settle_in(connection, chosen, bot)
    await bot.store.close()

    assert bot.links.to("ABCD1234") == f"https://t.me/{world.bot.username}?start=ABCD1234"
    methods = [entry["method"] for entry in world.log.after(0)]
    assert methods[0] == "deleteWebhook"
    assert methods.count("setMyCommands") == len(WORDS.labels)
    assert methods.count("setMyDescription") == len(WORDS.labels)


async def test_it_asks_for_deliveries_where_it_has_an_address(world: World, chosen: Settings) -> None:
    delivered = chosen.model_copy(
        update={
            "telegram_webhook_url": "https://bot.example/",
            "telegram_webhook_secret": SecretStr("a-long-word"),
        }
    )
    bot = wire(delivered, ManualClock())
    async with telegram.connection(delivered) as connection:
        await telegram.settle_in(connection, delivered, bot)
    await bot.store.close()

    [asked] = [entry for entry in world.log.after(0) if entry["method"] == "setWebhook"]
    assert "https://bot.example/telegram" in str(asked)


async def test_it_goes_on_trying_while_telegram_is_away(
    world: World, chosen: Settings, logged: Logged
) -> None:
    clock = ManualClock()
    for _ in range(2):
        world.faults.add("deleteWebhook", 500)
    world.faults.add("setMyDescription", 500)
    bot = wire(chosen, clock)
    async with telegram.connection(chosen) as connection:
        await telegram.settle_in(connection, chosen, bot)
    await bot.store.close()

    assert clock.slept == [telegram.AGAIN_SECONDS] * 3
    assert len([entry for entry in logged if "not introduced" in entry["event"]]) == 3


SECRET = "a-long-word"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
UPDATE = {
    "update_id": 5,
    "message": {
        "message_id": 1,
        "date": 1,
        "text": "hello",
        "chat": {"id": 1001, "type": "private"},
        "from": {"id": 1001, "is_bot": False, "first_name": "Ann"},
    },
}


def delivering(house: House) -> httpx.AsyncClient:
    chosen = Settings(telegram_webhook_secret=SecretStr(SECRET), telegram_webhook_url="https://bot.example")
    return client([telegram.webhook_route(chosen, 7, house.inbox, house.clock)])


async def test_a_delivery_is_acknowledged_once_it_is_committed(house: House) -> None:
    async with delivering(house) as telegrams:
        for _ in range(2):
            answer = await telegrams.post(telegram.WEBHOOK_PATH, json=UPDATE, headers=HEADERS)
            assert answer.status_code == 200
            assert [row.event for row in await house.rows(inbox)] == ["7:5"]
        assert (await telegrams.post(telegram.WEBHOOK_PATH, json=UPDATE)).status_code == 401
    assert house.turns_bell.rung


async def test_a_delivery_that_cannot_be_kept_is_asked_for_again(store_url: str) -> None:
    store = Store.open(store_url, busy_timeout=IMPATIENT)
    house = House(store)
    async with delivering(house) as telegrams, held(store_url):
        answer = await telegrams.post(telegram.WEBHOOK_PATH, json=UPDATE, headers=HEADERS)

    assert answer.status_code == 503
    assert await house.rows(inbox) == []
    await store.close()
