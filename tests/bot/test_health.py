"""Health and metrics: what a machine asks, and that nothing personal is in the answers."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from bot.clock import Clock
from bot.health import health_routes
from conversations.reply import Order
from storage.store import Store
from tests.bot.asking import client
from tests.bot.counting import counted
from tests.bot.house import CRISIS, House

ANN = "90817263"
AWAY = "postgresql://nobody@127.0.0.1:1/nothing"


async def ask(
    store: Store, path: str, *, reading: bool = True, clock: Clock | None = None
) -> tuple[int, str]:
    async with client(health_routes(store, lambda: reading, clock or Clock())) as machine:
        answer = await machine.get(path)
    return answer.status_code, answer.text


async def test_it_is_alive_whatever_the_store_does() -> None:
    assert await ask(Store.open(AWAY), "/health/live", reading=False) == (200, "alive\n")


async def test_it_is_ready_when_the_store_answers_and_updates_come_in(store: Store) -> None:
    assert await ask(store, "/health/ready") == (200, '{"store":true,"reading":true}')
    assert await ask(store, "/health/ready", reading=False) == (503, '{"store":true,"reading":false}')


async def test_it_is_not_ready_without_a_store() -> None:
    away = Store.open(AWAY)
    assert await ask(away, "/health/ready") == (503, '{"store":false,"reading":true}')
    await away.close()


async def test_what_waits_is_counted_by_order(house: House) -> None:
    for order, rows in zip(Order, (1, 2, 3, 4), strict=True):
        for number in range(rows):
            await house.queue(f"{order}{number}", "hello", order)
    status, _ = await ask(house.store, "/metrics")

    assert status == 200
    waiting = {
        order.name.lower(): counted("alongside_outbox_waiting", lane="telegram", order=order.name.lower())
        for order in Order
    }
    assert waiting == {"safety": 1, "reply": 2, "reminder": 3, "announcement": 4}


async def test_how_long_the_oldest_has_waited_is_told(house: House) -> None:
    await house.queue(ANN, "hello")
    house.clock.advance(90)
    await house.queue("2", "hello")
    await ask(house.store, "/metrics", clock=house.clock)

    assert counted("alongside_outbox_oldest_seconds", lane="telegram", order="reply") == 90


async def test_what_no_longer_waits_is_no_longer_counted(house: House) -> None:
    await house.queue(ANN, "hello")
    await ask(house.store, "/metrics")
    async with house.store.write() as conn:
        await conn.execute(text("DELETE FROM outbox"))

    await ask(house.store, "/metrics")
    assert counted("alongside_outbox_waiting", lane="telegram", order="reply") == 0


async def test_without_a_store_the_rest_is_counted() -> None:
    away = Store.open(AWAY)
    status, words = await ask(away, "/metrics")
    await away.close()

    assert status == 200
    assert "alongside_heard_total" in words


async def test_nothing_personal_is_in_the_metrics(house: House) -> None:
    await house.come_in(ANN)
    await house.say(ANN, "Zebedee", CRISIS, "nonsense")
    await house.deliver()

    _, words = await ask(house.store, "/metrics")

    ours = [line for line in words.splitlines() if line.startswith("alongside_")]
    assert len(ours) > 20
    for personal in (ANN, "Zebedee", "kill", "nonsense", "Oak School", "telegram::"):
        assert not [line for line in ours if personal in line]


@pytest.mark.parametrize("path", ["/", "/health", "/telegram"])
async def test_there_is_nothing_else(path: str) -> None:
    assert (await ask(Store.open(AWAY), path))[0] == 404
