from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.playground.support import Bench, until, waiters

TAKEN_OVER = (
    409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
)
WEBHOOK_ACTIVE = (
    409,
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first",
)


async def test_updates_come_again_until_they_are_confirmed(bench: Bench) -> None:
    ann = await bench.person()
    said = [await bench.control("POST", f"/api/people/{ann}/say", text=t) for t in ("One", "Two")]
    first, second = [s["update_id"] for s in said]
    assert second == first + 1
    assert [u["message"]["text"] for u in await bench.updates()] == ["One", "Two"]
    assert [u["update_id"] for u in await bench.updates(offset=first)] == [first, second]
    assert [u["update_id"] for u in await bench.updates(offset=second)] == [second]
    assert [u["update_id"] for u in await bench.updates()] == [second]
    assert await bench.updates(offset=second + 1) == []


async def test_the_limit_is_kept_within_one_and_a_hundred(bench: Bench) -> None:
    ann = await bench.person()
    for number in range(120):
        await bench.control("POST", f"/api/people/{ann}/say", text=str(number))
    counts = [len(await bench.updates(limit=limit)) for limit in (0, 7, 1000)]
    assert counts == [1, 7, 100]
    assert [u["message"]["text"] for u in await bench.updates(offset=-2)] == ["118", "119"]


async def test_a_poll_waits_for_what_comes(bench: Bench) -> None:
    ann = await bench.person()
    poll = asyncio.create_task(bench.updates(timeout=50))
    await until(bench.world, lambda: waiters(bench.world) == 1)
    await bench.control("POST", f"/api/people/{ann}/say", text="Hello")
    assert [u["message"]["text"] for u in await poll] == ["Hello"]


async def test_a_second_poll_takes_over(bench: Bench) -> None:
    first = asyncio.create_task(bench.refused("getUpdates", timeout=50))
    await until(bench.world, lambda: waiters(bench.world) == 1)
    assert await bench.updates() == []
    assert await first == TAKEN_OVER


async def test_a_poll_ends_when_the_world_does(bench: Bench) -> None:
    poll = asyncio.create_task(bench.updates(timeout=50))
    await until(bench.world, lambda: waiters(bench.world) == 1)
    bench.world.close()
    assert await poll == []


async def test_kinds_that_were_not_asked_for_are_not_kept(bench: Bench) -> None:
    ann = await bench.person()
    await bench.updates(allowed_updates=["message"])
    blocked = await bench.control("POST", f"/api/people/{ann}/block")
    assert blocked["update_id"] is None
    assert await bench.updates(allowed_updates=[]) == []
    unblocked = await bench.control("POST", f"/api/people/{ann}/unblock")
    assert [u["update_id"] for u in await bench.updates()] == [unblocked["update_id"]]


async def test_polling_and_a_webhook_exclude_each_other(bench: Bench) -> None:
    poll = asyncio.create_task(bench.refused("getUpdates", timeout=50))
    await until(bench.world, lambda: waiters(bench.world) == 1)
    await bench.api("setWebhook", url="https://example.org/hook", allowed_updates=["message"])
    assert await poll == WEBHOOK_ACTIVE
    assert await bench.refused("getUpdates") == WEBHOOK_ACTIVE
    info = await bench.api("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["allowed_updates"]) == (
        "https://example.org/hook",
        0,
        ["message"],
    )
    await bench.api("deleteWebhook")
    assert await bench.updates() == []
    assert (await bench.api("getWebhookInfo"))["url"] == ""


@pytest.mark.parametrize("method", ["setWebhook", "deleteWebhook"])
async def test_what_waits_can_be_dropped(bench: Bench, method: str) -> None:
    ann = await bench.person()
    await bench.control("POST", f"/api/people/{ann}/say", text="Hello")
    values: dict[str, Any] = {"url": ""} if method == "setWebhook" else {}
    await bench.api(method, **values)
    assert len(await bench.updates()) == 1
    await bench.api(method, **values, drop_pending_updates=True)
    assert await bench.updates() == []


REFUSED = {
    "plain http": ({"url": "http://example.org/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
    "another scheme": ({"url": "ftp://localhost/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
    "no host": ({"url": "https:///x"}, "bad webhook: invalid webhook URL specified"),
    "unreadable": ({"url": "https://[x"}, "bad webhook: invalid webhook URL specified"),
    "bad secret": (
        {"url": "https://example.org", "secret_token": "a b"},
        "secret token contains unallowed characters",
    ),
    "too many connections": (
        {"url": "https://example.org", "max_connections": 101},
        "max_connections must be from 1 to 100",
    ),
}


@pytest.mark.parametrize(("values", "reason"), REFUSED.values(), ids=REFUSED)
async def test_webhooks_that_telegram_refuses(bench: Bench, values: dict[str, Any], reason: str) -> None:
    assert await bench.refused("setWebhook", **values) == (400, f"Bad Request: {reason}")


@pytest.mark.parametrize("url", ["http://127.0.0.1:5/x", "http://localhost/x", "http://bot:8081/x"])
async def test_http_is_taken_on_this_machine(bench: Bench, url: str) -> None:
    assert await bench.api("setWebhook", url=url) is True
