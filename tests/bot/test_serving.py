"""The whole process beside a Telegram on this machine: starts, answers, and stops without losing anything."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx
import pytest
from pydantic import SecretStr

from bot import serving, telegram
from bot.clock import Clock
from bot.delivery.lane import LEASE
from bot.serving import serve
from bot.settings import Settings
from bot.turns import Turns
from conversations.facts import Role
from playground import people
from playground.chats import Person
from playground.world import World
from storage import migrate, outbox
from storage.errors import StoreError
from storage.store import Store
from tests.bot.conftest import Logged
from tests.bot.house import LANE, House

STOPS_WITHIN = 10.0  # seconds, as promised; it takes a fraction of one


@asynccontextmanager
async def served(settings: Settings, clock: Clock | None = None) -> AsyncIterator[str]:
    """Run the process until the end of the block, which it must reach in time."""
    stop, started = asyncio.Event(), asyncio.get_running_loop().create_future()
    running = asyncio.create_task(serve(settings, stop, started, clock))
    await asyncio.wait({running, started}, return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        running.result()
    try:
        yield started.result()
    finally:
        before = time.monotonic()
        stop.set()
        await running
        assert time.monotonic() - before < STOPS_WITHIN


async def told(world: World, person: Person, messages: int) -> list[str]:
    """Return what the bot said to a person, once that is so many messages."""
    async with asyncio.timeout(10):
        while len(said := [one.content.text for one in person.messages if one.sender is None]) < messages:
            await world.bells.wait(person.id, 1)
    return said


async def invited(settings: Settings) -> str:
    """Return a code that opens the door of this store."""
    store = Store.open(settings.database_url)
    code = await House(store).invite(uses=9, role=Role.COORDINATOR)
    await store.close()
    return code


async def test_it_starts_answers_and_stops(world: World, chosen: Settings, store_url: str) -> None:
    settings = chosen.model_copy(update={"database_url": store_url})
    code, ann = await invited(settings), people.join(world, "Ann")

    async with served(settings) as address, httpx.AsyncClient(base_url=address) as machine:
        people.open_link(world, ann, code)
        assert "Oak School" in (await told(world, ann, 1))[0]
        people.say(world, ann, "Ann")
        await told(world, ann, 2)
        ready = await machine.get("/health/ready")
        assert (ready.status_code, ready.json()) == (200, {"store": True, "reading": True})
        assert "alongside_heard_total" in (await machine.get("/metrics")).text

    people.say(world, ann, "anybody there?")
    async with served(settings):
        assert len(await told(world, ann, 3)) == 3


async def test_with_an_address_of_its_own_telegram_delivers_to_it(world: World, chosen: Settings) -> None:
    secret = SecretStr("a-long-word")
    webhook = {"telegram_webhook_secret": secret, "telegram_webhook_url": "https://bot.example"}
    settings, ann = chosen.model_copy(update=webhook), people.join(world, "Ann")
    update = {
        "update_id": 900,
        "message": {
            "message_id": 1,
            "date": 1,
            "text": "hello",
            "chat": {"id": ann.id, "type": "private"},
            "from": {"id": ann.id, "is_bot": False, "first_name": "Ann"},
        },
    }
    people.open_link(world, ann, "")
    async with served(settings) as address, httpx.AsyncClient(base_url=address) as machine:
        headers = {"X-Telegram-Bot-Api-Secret-Token": "a-long-word"}
        assert (await machine.post("/telegram", json=update, headers=headers)).status_code == 200
        assert len(await told(world, ann, 1)) == 1
        assert (await machine.get("/health/ready")).status_code == 200


async def test_what_a_killed_process_had_claimed_goes_out_after_the_start(
    world: World, chosen: Settings
) -> None:
    ann = people.join(world, "Ann")
    people.open_link(world, ann, "")
    store = Store.open(chosen.database_url)
    house = House(store)
    await house.inbox.keep([house.heard(str(ann.id), "hello")])
    await house.take_all()
    async with store.write() as conn:
        await outbox.claim(conn, LANE, house.clock.now(), house.clock.now() + LEASE, "the dead", 9)
    await store.close()

    async with served(chosen):
        assert len(await told(world, ann, 1)) >= 1


async def test_it_follows_the_clock_of_the_demonstration(world: World, chosen: Settings) -> None:
    settings = chosen.model_copy(update={"clock_url": f"{chosen.telegram_api_url}/api/clock"})
    world.clock.advance(3600)
    clock = Clock()

    async with served(settings, clock), asyncio.timeout(10):
        while not clock.offset:
            await world.bells.wait("updated", 0.05)

    assert clock.offset == timedelta(hours=1)


async def test_a_loop_that_ends_by_itself_ends_the_process(
    chosen: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_: Turns) -> None:
        raise RuntimeError("turns that break")

    monkeypatch.setattr(Turns, "run", broken)

    async with asyncio.timeout(STOPS_WITHIN):
        with pytest.raises(RuntimeError, match="turns that break"):
            await serve(chosen, asyncio.Event())


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"telegram_token": SecretStr("nonsense")}, ValueError),
        ({"database_url": "mysql://x/y"}, ValueError),
        ({"database_url": "sqlite:////proc/nothing.sqlite"}, StoreError),
        ({"host": "203.0.113.1"}, OSError),
        ({"telegram_webhook_url": "https://bot.example"}, ValueError),
    ],
    ids=["token", "database", "file", "address", "no secret"],
)
async def test_what_keeps_it_from_starting_is_raised(
    chosen: Settings, wrong: dict[str, object], error: type[Exception]
) -> None:
    async with asyncio.timeout(STOPS_WITHIN):
        with pytest.raises(error):
            await serve(chosen.model_copy(update=wrong), asyncio.Event())


async def test_a_port_that_is_taken_is_told(chosen: Settings) -> None:
    async with served(chosen) as address:
        port = int(address.rpartition(":")[2])
        other = f"{chosen.database_url}.other"
        await asyncio.to_thread(migrate.upgrade, other)
        again = chosen.model_copy(update={"port": port, "database_url": other})
        with pytest.raises(OSError, match="ddress already in use"):
            await serve(again, asyncio.Event())


async def test_a_second_process_on_the_same_file_is_refused(chosen: Settings) -> None:
    async with served(chosen):
        with pytest.raises(ValueError, match="another alongside serves this store"):
            await serve(chosen, asyncio.Event())


async def test_a_loop_that_hangs_does_not_keep_the_process(
    chosen: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hung(_: Turns) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(Turns, "run", hung)
    monkeypatch.setattr(serving, "LOOP_STOP_SECONDS", 0.0)

    async with served(chosen):
        """It must end in time all the same."""


async def test_what_fails_beside_the_bot_is_told_and_stops_nothing(
    chosen: Settings, monkeypatch: pytest.MonkeyPatch, logged: Logged
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("Zebedee")

    monkeypatch.setattr(telegram, "settle_in", broken)

    async with served(chosen) as address, httpx.AsyncClient(base_url=address) as machine:
        assert (await machine.get("/health/live")).status_code == 200

    [alarm] = [entry for entry in logged if entry["log_level"] == "error"]
    assert alarm["event"] == "what runs beside the bot failed"
