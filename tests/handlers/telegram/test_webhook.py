"""Telegram's own deliveries: who is let in, what is heard, and what is acknowledged when."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import httpx
import pytest
from starlette.applications import Starlette

from conversations.heard import Heard
from handlers.telegram import read, webhook
from handlers.telegram.webhook import BODY_LIMIT, SECRET_HEADER

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SECRET = "s3cret_of-the-webhook"
UPDATE = {
    "update_id": 900,
    "message": {"message_id": 1, "chat": {"id": 5, "type": "private"}, "text": "Hello"},
}
NOTE = {"update_id": 901, "poll": {"id": "1"}}


class Inbox:
    """Where heard things go, unless it is closed."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.is_open = True

    async def receive(self, heard: list[Heard]) -> None:
        if not self.is_open:
            raise RuntimeError("no room for Hello")
        self.heard += heard


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
async def client(inbox: Inbox) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=[webhook("/telegram", SECRET, 4711, inbox.receive, lambda: NOW)])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://alongside") as client:
        yield client


async def deliver(client: httpx.AsyncClient, body: object, secret: str = SECRET) -> int:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = await client.post("/telegram", content=content, headers={SECRET_HEADER: secret})
    return answer.status_code


async def test_heard_before_it_is_acknowledged(client: httpx.AsyncClient, inbox: Inbox) -> None:
    assert await deliver(client, UPDATE) == 200
    assert inbox.heard == [read(UPDATE, 4711, NOW)]


async def test_what_says_nothing_is_acknowledged_all_the_same(
    client: httpx.AsyncClient, inbox: Inbox
) -> None:
    inbox.is_open = False
    assert await deliver(client, NOTE) == 200
    assert await deliver(client, []) == 200


async def test_not_acknowledged_if_it_could_not_be_kept(
    client: httpx.AsyncClient, inbox: Inbox, capsys: pytest.CaptureFixture[str]
) -> None:
    inbox.is_open = False
    assert await deliver(client, UPDATE) == 503
    assert "Hello" not in capsys.readouterr().out
    inbox.is_open = True
    assert await deliver(client, UPDATE) == 200
    assert len(inbox.heard) == 1


STRANGERS = {"none": "", "another": "s3cret", "longer": SECRET + "x", "not ASCII": "s\u00e9cret"}


@pytest.mark.parametrize("secret", STRANGERS.values(), ids=STRANGERS.keys())
async def test_strangers_stay_outside(client: httpx.AsyncClient, inbox: Inbox, secret: str) -> None:
    headers = {SECRET_HEADER.encode(): secret.encode("latin-1")} if secret else {}
    answer = await client.post("/telegram", content=json.dumps(UPDATE).encode(), headers=headers)
    assert answer.status_code == 401
    assert not inbox.heard


NONSENSE: dict[str, tuple[Callable[[], bytes], int]] = {
    "no JSON": (lambda: b"<html>", 400),
    "not UTF-8": (lambda: b'{"a":"\xff"}', 400),
    "too deep": (lambda: b"[" * 200_000, 400),
    "empty": (lambda: b"", 400),
    "as large as may be": (lambda: b"0" + b" " * (BODY_LIMIT - 1), 200),
    "too large": (lambda: b"0" + b" " * BODY_LIMIT, 413),
}


@pytest.mark.parametrize(("body", "status"), NONSENSE.values(), ids=NONSENSE.keys())
async def test_nonsense(
    client: httpx.AsyncClient, inbox: Inbox, body: Callable[[], bytes], status: int
) -> None:
    assert await deliver(client, body()) == status
    assert not inbox.heard


async def test_only_posts(client: httpx.AsyncClient) -> None:
    assert (await client.get("/telegram")).status_code == 405


def test_a_webhook_needs_a_secret(inbox: Inbox) -> None:
    with pytest.raises(ValueError, match="secret"):
        webhook("/telegram", "", 4711, inbox.receive, lambda: NOW)
