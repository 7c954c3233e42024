"""Delivery over HTTP to a real receiver: shapes, signatures, the challenge, retries and what stops them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground.server import listening
from playground.slack.world import DEFAULT_APP
from playground.text import Json
from tests.playground.slack.support import Stage, actions, button

CHECK = SignatureVerifier(DEFAULT_APP.signing_secret)


@dataclass
class Receiver:
    """An app's address: keeps what it gets, and answers with the next of `answers`, then with 200."""

    answers: list[Response] = field(default_factory=list)
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    address: str = ""

    async def take(self, request: Request) -> Response:
        body = await request.body()
        if b'"url_verification"' in body:
            return JSONResponse({"challenge": json.loads(body)["challenge"]})
        self.got.append((request.url.path, dict(request.headers), body))
        self.news.set()
        await self.open.wait()
        return self.answers.pop(0) if self.answers else Response()

    async def until(self, count: int) -> None:
        async with asyncio.timeout(10):
            while len(self.got) < count:
                self.news.clear()
                await self.news.wait()


@pytest.fixture
async def receiver(stage: Stage) -> AsyncIterator[Receiver]:
    receiver = Receiver()
    receiver.open.set()
    app = Starlette(routes=[Route("/{place}", receiver.take, methods=["POST"])])
    async with listening(lambda _: app) as address:
        receiver.address = address
        urls = {f"{name}_url": f"{address}/{name}" for name in ("events", "interactive", "commands")}
        await stage.control("POST", "delivery", mode="http", **urls)
        yield receiver


async def test_each_kind_goes_to_its_address_in_its_shape_and_signed(
    stage: Stage, receiver: Receiver
) -> None:
    ann = await stage.person()
    ts = await stage.post(ann, actions("b1", button("Yes", "yes")))
    await stage.ended((await stage.act(ann, "press", ts=ts, value="yes"))["delivery"])
    await stage.ended((await stage.act(ann, "command", command="/alongside", text="see 12"))["delivery"])
    by_place = {path: (headers, body) for path, headers, body in receiver.got}
    assert all(CHECK.is_valid_request(body, headers) for _, headers, body in receiver.got)
    headers, body = by_place["/events"]
    assert (headers["content-type"], json.loads(body)["type"]) == ("application/json", "event_callback")
    headers, body = by_place["/interactive"]
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    assert json.loads(parse_qs(body.decode())["payload"][0])["type"] == "block_actions"
    form = parse_qs(by_place["/commands"][1].decode())
    assert (form["command"], form["text"], form["team_id"]) == (["/alongside"], ["see 12"], ["T0001"])


async def test_a_failure_is_tried_again_with_its_number_and_reason(stage: Stage, receiver: Receiver) -> None:
    receiver.answers = [Response(status_code=503)]
    await stage.act(await stage.person(), "say", text="hello")
    await receiver.until(2)
    headers = receiver.got[1][1]
    assert (headers["x-slack-retry-num"], headers["x-slack-retry-reason"]) == ("1", "http_error")
    assert receiver.got[0][2] == receiver.got[1][2]
    first, second = [await stage.ended(number) for number in (1, 2)]
    assert (first["status"], first["http_status"]) == ("http_error", 503)
    assert (second["status"], second["http_status"], second["by"]) == ("acknowledged", 200, "http")


async def test_an_answer_that_takes_too_long_is_tried_again(stage: Stage, receiver: Receiver) -> None:
    receiver.open.clear()
    await stage.act(await stage.person(), "say", text="hello")
    await receiver.until(1)
    await stage.advance(3)
    await receiver.until(2)
    assert receiver.got[1][1]["x-slack-retry-reason"] == "http_timeout"
    receiver.open.set()
    assert (await stage.ended(2))["status"] == "acknowledged"


async def test_the_app_can_ask_not_to_be_told_again(stage: Stage, receiver: Receiver) -> None:
    receiver.answers = [Response(status_code=500, headers={"X-Slack-No-Retry": "1"})]
    said = await stage.act(await stage.person(), "say", text="hello")
    assert (await stage.ended(said["delivery"]))["next_at"] is None
    await stage.advance(600)
    assert len(receiver.got) == 1


async def test_an_app_that_is_not_there_is_a_connection_that_failed(stage: Stage) -> None:
    app = Starlette(routes=[Route("/", _challenge, methods=["POST"])])
    async with listening(lambda _: app) as address:
        await stage.control("POST", "delivery", mode="http", url=f"{address}/")
    said = await stage.act(await stage.person(), "say", text="hello")
    assert (await stage.ended(said["delivery"]))["status"] == "connection_failed"


async def _challenge(request: Request) -> Response:
    return Response(json.loads(await request.body())["challenge"])


@pytest.mark.parametrize("said", [Response("no"), Response(status_code=500)], ids=["wrong", "refused"])
async def test_an_address_that_does_not_know_the_challenge_is_not_taken(stage: Stage, said: Response) -> None:
    async def refuse(_request: Request) -> Response:
        return said

    async with listening(lambda _: Starlette(routes=[Route("/", refuse, methods=["POST"])])) as address:
        assert (await stage.denied("POST", "delivery", mode="http", url=f"{address}/"))[0] == 409
    assert (await stage.read("delivery"))["mode"] == "socket"


async def test_back_to_the_socket(stage: Stage, receiver: Receiver) -> None:
    assert (await stage.control("POST", "delivery", mode="socket"))["mode"] == "socket"
    async with stage.listening() as ear:
        await stage.act(await stage.person(), "say", text="hello")
        await ear.next()
    assert receiver.got == []


@pytest.mark.parametrize(
    ("signature", "timestamp", "valid"),
    [(None, None, True), ("v0=abc", None, False), ("", None, False), (None, 1_700_000_000, False)],
    ids=["right", "forged", "none", "old"],
)
async def test_signatures_can_be_forged_and_old(
    stage: Stage, receiver: Receiver, signature: str | None, timestamp: int | None, valid: bool
) -> None:
    asked: Json = {"kind": "interactive", "payload": {"type": "block_actions"}}
    asked |= {} if signature is None else {"signature": signature}
    asked |= {} if timestamp is None else {"timestamp": timestamp}
    await stage.ended((await stage.control("POST", "raw", **asked))["delivery"])
    _, headers, body = receiver.got[0]
    assert CHECK.is_valid_request(body, headers) is valid
