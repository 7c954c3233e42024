"""Slack's deliveries over HTTP: who is let in, what is heard, and what is acknowledged when."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import time
from collections.abc import AsyncIterator, Callable
from urllib.parse import urlencode

import httpx
import pytest
from starlette.applications import Starlette

from conversations.heard import Kind
from handlers.slack.http import BODY_LIMIT, EVENTS_PATH, events_route
from tests.handlers.slack.house import SECRET, House, until
from tests.handlers.slack.payloads import (
    TEAM,
    Json,
    button,
    command,
    event,
    pressed,
    said,
    shortcut,
    submitted,
)

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def now() -> int:
    # bolt holds the time of a signature against the machine's own.
    return int(time.time())


def sign(body: bytes, timestamp: int | str, secret: str = SECRET) -> str:
    signed = f"v0:{timestamp}:".encode() + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def headers(body: bytes, content_type: str = JSON, timestamp: int | None = None) -> dict[str, str]:
    at = now() if timestamp is None else timestamp
    return {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": str(at),
        "X-Slack-Signature": sign(body, at),
    }


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
async def client(house: House) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=[events_route(house.edge())])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://alongside") as client:
        yield client


async def deliver(client: httpx.AsyncClient, payload: Json, **more: str) -> httpx.Response:
    """One payload as Slack sends it: events as JSON, interactions in a form's field, commands as a form."""
    if "command" in payload:
        body, kind = urlencode({name: str(value) for name, value in payload.items()}).encode(), FORM
    elif payload.get("type") in ("event_callback", "url_verification"):
        body, kind = json.dumps(payload).encode(), JSON
    else:
        body, kind = urlencode({"payload": json.dumps(payload)}).encode(), FORM
    return await client.post(EVENTS_PATH, content=body, headers=headers(body, kind) | more)


REQUESTS: dict[str, tuple[Json, Kind]] = {
    "event": (said("Hello"), Kind.TEXT),
    "interaction": (pressed(button("yes")), Kind.CHOICE),
    "form": (submitted({"why": {"answer": {"value": "a"}}}), Kind.FORM),
    "shortcut": (shortcut("Hello"), Kind.COMMAND),
    "command": (command("see 12"), Kind.COMMAND),
}


@pytest.mark.parametrize(("payload", "kind"), REQUESTS.values(), ids=REQUESTS.keys())
async def test_heard_and_acknowledged_without_a_word(
    client: httpx.AsyncClient, house: House, payload: Json, kind: Kind
) -> None:
    answer = await deliver(client, payload)
    assert (answer.status_code, answer.content) == (200, b"")
    assert [one.kind for one in house.kept] == [kind]


async def test_acknowledged_only_when_it_is_kept(client: httpx.AsyncClient, house: House) -> None:
    house.slow["Hello"] = asyncio.Event()
    asking = asyncio.create_task(deliver(client, said("Hello")))
    await until(lambda: bool(house.heard))
    assert not asking.done()
    house.slow["Hello"].set()
    assert (await asking).status_code == 200
    assert house.kept


@pytest.mark.parametrize(("payload", "kind"), REQUESTS.values(), ids=REQUESTS.keys())
async def test_not_acknowledged_if_it_could_not_be_kept(
    client: httpx.AsyncClient,
    house: House,
    payload: Json,
    kind: Kind,
    capfd: pytest.CaptureFixture[str],
) -> None:
    house.is_open = False
    assert (await deliver(client, payload)).status_code == 503
    house.is_open = True
    again = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_error"}
    assert (await deliver(client, payload, **again)).status_code == 200
    assert [one.kind for one in house.kept] == [kind]
    shown = "".join(capfd.readouterr())
    assert "RuntimeError" in shown
    assert "Hello" not in shown


async def test_the_same_again_is_the_same_event(client: httpx.AsyncClient, house: House) -> None:
    body = json.dumps(said("Hello")).encode()
    once = headers(body)
    for more in ({}, {"X-Slack-Retry-Num": "1"}):
        assert (await client.post(EVENTS_PATH, content=body, headers=once | more)).status_code == 200
    assert {one.event for one in house.kept} == {f"{TEAM}:Ev01"}
    assert len(house.kept) == 2


async def test_the_address_is_verified(client: httpx.AsyncClient, house: House) -> None:
    answer = await deliver(client, {"type": "url_verification", "token": "t", "challenge": "c-1"})
    assert (answer.status_code, answer.json()) == (200, {"challenge": "c-1"})
    assert not house.heard


STRANGERS: dict[str, Callable[[bytes], dict[str, str]]] = {
    "no signature": lambda body: headers(body) | {"X-Slack-Signature": ""},
    "no time": lambda body: {"X-Slack-Signature": sign(body, now())},
    "another secret": lambda body: headers(body) | {"X-Slack-Signature": sign(body, now(), "guessed")},
    "another body": lambda body: headers(body + b" "),
    "another time": lambda body: headers(body) | {"X-Slack-Request-Timestamp": str(now() - 60)},
    "replayed after five minutes": lambda body: headers(body, timestamp=now() - 302),
    "from the future": lambda body: headers(body, timestamp=now() + 302),
    "a time that is none": lambda body: (
        headers(body) | {"X-Slack-Request-Timestamp": "now", "X-Slack-Signature": sign(body, "now")}
    ),
    "a time without end": lambda body: headers(body) | {"X-Slack-Request-Timestamp": "9" * 5000},
    "upper case": lambda body: headers(body) | {"X-Slack-Signature": sign(body, now()).upper()},
}


@pytest.mark.parametrize("make", STRANGERS.values(), ids=STRANGERS.keys())
async def test_strangers_stay_outside(
    client: httpx.AsyncClient, house: House, make: Callable[[bytes], dict[str, str]]
) -> None:
    body = json.dumps(said("Hello")).encode()
    assert (await client.post(EVENTS_PATH, content=body, headers=make(body))).status_code == 401
    farewell = json.dumps(event({"type": "app_uninstalled"})).encode()
    assert (await client.post(EVENTS_PATH, content=farewell, headers=make(farewell))).status_code == 401
    assert not house.heard
    assert not house.gone


async def test_a_signature_that_is_not_ascii(client: httpx.AsyncClient, house: House) -> None:
    body = json.dumps(said("Hello")).encode()
    odd = [(name.encode(), value.encode()) for name, value in headers(body).items() if "Sig" not in name]
    answer = await client.post(
        EVENTS_PATH, content=body, headers=[*odd, (b"X-Slack-Signature", b"v0=s\xe9cret")]
    )
    assert answer.status_code == 401
    assert not house.heard


NONSENSE: dict[str, tuple[bytes, int]] = {
    "no JSON": (b"{", 400),
    "not UTF-8": (b'{"a":"\xff"}', 400),
    "too deep": (b'{"a":' * 100_000, 400),
    "a list": (b"[1]", 400),
    "an interaction that is a list": (urlencode({"payload": "[1]"}).encode(), 400),
    "empty": (b"", 200),
    "an event without an inside": (json.dumps(event({}) | {"event": 5}).encode(), 200),
    "as large as may be": (b"{}" + b" " * (BODY_LIMIT - 2), 200),
    "too large": (b"{}" + b" " * (BODY_LIMIT - 1), 413),
}


@pytest.mark.parametrize(("body", "status"), NONSENSE.values(), ids=NONSENSE.keys())
async def test_nonsense(client: httpx.AsyncClient, house: House, body: bytes, status: int) -> None:
    kind = FORM if body.startswith(b"payload") else JSON
    signed = headers(body, kind) if status != 400 else headers(b"", kind)
    assert (await client.post(EVENTS_PATH, content=body, headers=signed)).status_code == status
    assert not house.heard


async def test_nothing_that_was_said_is_logged(
    client: httpx.AsyncClient,
    house: House,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with caplog.at_level(logging.DEBUG):
        await deliver(client, said("Hello", bot_id="B2"))
        await deliver(client, said("Hello", "Ev02", "T-elsewhere"))
        body = json.dumps(said("Hello")).encode()
        await client.post(EVENTS_PATH, content=body, headers=headers(body, timestamp=1))
    shown = caplog.text + "".join(capfd.readouterr())
    assert "T-elsewhere" in shown
    assert "Hello" not in shown
    assert not house.heard


async def test_only_posts(client: httpx.AsyncClient) -> None:
    assert (await client.get(EVENTS_PATH)).status_code == 405


@pytest.mark.parametrize("secret", ["", "  "], ids=["empty", "blank"])
def test_http_needs_a_signing_secret(house: House, secret: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        events_route(house.edge(secret))
