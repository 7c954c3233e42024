"""By webhook: Telegram delivers to the bot by itself, and only Telegram may."""

from __future__ import annotations

import io
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
from pydantic import SecretStr

from storage.store import Store
from tests.end_to_end.joining import go_on, join, reach
from tests.end_to_end.process import running, settings
from tests.end_to_end.rows import column, count
from tests.end_to_end.stage import BOT, Stage
from tests.end_to_end.test_updates import typed

SECRET = "a-long-random-word-1234"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def place() -> dict[str, Any]:
    """Give the settings of a webhook on a port that is free: Telegram must know it before the bot starts."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    return {
        "port": port,
        "telegram_webhook_url": f"http://127.0.0.1:{port}/",
        "telegram_webhook_secret": SecretStr(SECRET),
    }


@pytest.fixture
async def hooked(stage: Stage, sqlite_url: str, place: dict[str, Any]) -> AsyncIterator[str]:
    """Run the bot behind a webhook and give its address."""
    async with running(settings(stage, sqlite_url, **place)) as address:
        yield address


async def test_somebody_joins(stage: Stage, hooked: str, code: str) -> None:
    await join(await stage.person("Ann"), code)
    assert stage.requests("getUpdates") == []


async def test_the_same_update_twice_is_heard_once(stage: Stage, hooked: str, code: str, kept: Store) -> None:
    ann = await stage.person("Ann")
    await reach(ann, code, "first_name")
    named = await ann.say("Ann")
    await stage.control("updates/repeat", update_id=named)
    await ann.hears("date_of_birth")
    await go_on(ann, "date_of_birth")
    events = await column(kept, "inbox", "event")
    assert len(events) == len(set(events))


@pytest.mark.parametrize("given", [{}, {HEADER: "wrong"}, {HEADER: SECRET[:-1]}, {HEADER: f"{SECRET}x"}])
async def test_whoever_has_not_the_secret_is_turned_away(
    stage: Stage, hooked: str, kept: Store, given: dict[str, str]
) -> None:
    forged = typed(await stage.person("Ann"), 7, "hello")
    async with stage.http.post(f"{hooked}/telegram", json=forged, headers=given) as answer:
        assert answer.status == 401
    assert await count(kept, "inbox") == 0


async def test_what_the_secret_brings_is_kept_before_it_is_acknowledged(
    stage: Stage, hooked: str, kept: Store
) -> None:
    true = typed(await stage.person("Ann"), 7, "hello")
    async with stage.http.post(f"{hooked}/telegram", json=true, headers={HEADER: SECRET}) as answer:
        assert answer.status == 200
        assert await column(kept, "inbox", "event") == [f"{BOT}:7"]


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"no json", 400), (b"[1]", 200), (b"{}", 200), (b"x" * 2_000_000, 413)],
    ids=["no json", "a list", "nothing", "too large"],
)
async def test_nonsense_with_the_right_secret_harms_nobody(
    stage: Stage, hooked: str, code: str, body: bytes, status: int
) -> None:
    async with stage.http.post(
        f"{hooked}/telegram", data=io.BytesIO(body), headers={HEADER: SECRET}
    ) as answer:
        assert answer.status == status
    await reach(await stage.person("Ann"), code, "first_name")


async def test_what_came_while_the_bot_was_away_is_answered_and_nothing_comes_twice(
    stage: Stage, sqlite_url: str, code: str, place: dict[str, Any], kept: Store
) -> None:
    """Telegram tries again after a second, and then later and later: the clock is moved instead."""
    ann = await stage.person("Ann")
    async with running(settings(stage, sqlite_url, **place)):
        await reach(ann, code, "first_name")
    await ann.say("Ann")
    async with running(settings(stage, sqlite_url, **place)):
        await stage.control("clock", advance=60)
        await ann.hears("date_of_birth")
    assert (await column(kept, "inbox", "text")).count("Ann") == 1


async def test_from_a_webhook_back_to_polling_without_losing_anything(
    stage: Stage, sqlite_url: str, code: str, place: dict[str, Any]
) -> None:
    ann = await stage.person("Ann")
    async with running(settings(stage, sqlite_url, **place)):
        await reach(ann, code, "first_name")
    await ann.say("Ann")
    async with running(settings(stage, sqlite_url)):
        await ann.hears("date_of_birth")
    async with running(settings(stage, sqlite_url, **place)):
        await go_on(ann, "date_of_birth", "interests")
