"""A Telegram that answers what a test tells it to, for answers and faults that a good one would not give."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import HTTP

from aiohttp import web

TOKEN = "4711:test-token-that-must-stay-secret"
CHAT = {"id": 5, "type": "private", "first_name": "Ann"}
MESSAGE = {"message_id": 77, "date": 1_700_000_000, "chat": CHAT, "text": "Hello"}
HANG = "hang"  # answers never
DROP = "drop"  # breaks the connection off

NO_TEXT = ("chat_id", "reply_markup")  # fields of a form whose text is JSON

Json = dict[str, object]


@dataclass(frozen=True)
class Answer:
    """One answer: a status and a body, or a fault."""

    status: int = 200
    body: bytes = b""
    fault: str = ""


@dataclass
class Line:
    """What came in, as (method, parameters), and what is still to be answered; then it answers a message."""

    answers: list[Answer] = field(default_factory=list)
    requests: list[tuple[str, Json]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    connections: set[object] = field(default_factory=set)
    root: str = ""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, request: web.Request) -> web.Response:
        assert request.match_info["token"] == TOKEN
        self.connections.add(request.transport)
        self.bodies.append(await request.read())
        self.requests.append((request.match_info["method"], await _parameters(request)))
        self.arrived.set()
        answer = self.answers.pop(0) if self.answers else ok(MESSAGE)
        if answer.fault == HANG:
            await self.closing.wait()
        if answer.fault and request.transport:
            request.transport.abort()
        return web.Response(status=answer.status, body=answer.body, content_type="application/json")


def ok(result: object) -> Answer:
    """Telegram's answer to a request that it carried out."""
    return Answer(body=json.dumps({"ok": True, "result": result}).encode())


def refusal(status: int, description: str, **parameters: object) -> Answer:
    """Telegram's answer to a request that it did not carry out."""
    body: Json = {"ok": False, "error_code": status, "description": description}
    if parameters:
        body["parameters"] = parameters
    return Answer(status, json.dumps(body).encode())


@asynccontextmanager
async def listening() -> AsyncIterator[Line]:
    """A line on a free port of this machine."""
    line = Line()
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", line.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    line.root = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield line
    finally:
        line.closing.set()
        await runner.cleanup()


async def _parameters(request: web.Request) -> Json:
    if request.content_type == "application/json":
        parameters: Json = await request.json()
        return parameters
    if request.content_type == "multipart/form-data":
        return _parts(request.headers["Content-Type"], await request.read())
    return dict(request.query)


def _parts(content_type: str, body: bytes) -> Json:
    """The fields of a form: a file as its name, its type and its bytes."""
    whole = message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body, policy=HTTP)
    parts: Json = {}
    for part in whole.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        file = part.get_filename()
        text = json.loads(content) if name in NO_TEXT else content.decode(errors="replace")
        parts[name] = (file, part.get_content_type(), content) if file else text
    return parts
