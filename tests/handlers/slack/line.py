"""A Slack that answers what a test tells it to, for answers and faults that a good one would not give."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

TOKEN = "xoxb-test-token-that-must-stay-secret"
HANG = "hang"  # answers never
DROP = "drop"  # breaks the connection off
UPLOAD = "upload"  # not a method: the bytes of a file
TS = "1700000000.000100"

Json = dict[str, object]
Request = tuple[str, Json]


@dataclass(frozen=True)
class Answer:
    """One answer: a status, a body and headers, or a fault."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    fault: str = ""


@dataclass
class Line:
    """What came in, as (method, parameters), and what each method is still to answer; then it goes well."""

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    root: str = ""
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def server(self) -> str:
        """The address to give to a Connection."""
        return f"{self.root}/api/"

    @property
    def methods(self) -> list[str]:
        """The methods that were called, in order."""
        return [method for method, _ in self.requests]

    def will(self, method: str, *answers: Answer) -> None:
        """Let the next calls of ``method`` be answered so."""
        self.answers.setdefault(method, []).extend(answers)

    async def method(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == f"Bearer {TOKEN}"
        method = request.match_info["method"]
        self.requests.append((method, await _parameters(request)))
        return await self._answered(request, method)

    async def upload(self, request: web.Request) -> web.Response:
        assert "Authorization" not in request.headers, "the token is for Slack's methods alone"
        given: Json = {"bytes": await request.read(), "type": request.content_type}
        self.requests.append((UPLOAD, given))
        return await self._answered(request, UPLOAD)

    async def _answered(self, request: web.Request, method: str) -> web.Response:
        waiting = self.answers.get(method)
        answer = waiting.pop(0) if waiting else self._good(method)
        if answer.fault == HANG:
            await self.closing.wait()
        if answer.fault and request.transport:
            request.transport.abort()
        return web.Response(
            status=answer.status, body=answer.body, headers=answer.headers, content_type=answer.content_type
        )

    def _good(self, method: str) -> Answer:
        if method == UPLOAD:
            return Answer(body=b"OK - 3", content_type="text/plain")
        usual: dict[str, Json] = {
            "chat.postMessage": {"channel": "D1", "ts": TS},
            "conversations.open": {"channel": {"id": "D1"}},
            "conversations.history": {"messages": []},
            "files.getUploadURLExternal": {"upload_url": f"{self.root}/upload", "file_id": "F1"},
        }
        return ok(**usual.get(method, {}))


def ok(**members: object) -> Answer:
    """Slack's answer to a request that it carried out."""
    return Answer(body=json.dumps({"ok": True, **members}).encode())


def refusal(error: str, status: int = 200, **headers: str) -> Answer:
    """Slack's answer to a request that it did not carry out."""
    body = json.dumps({"ok": False, "error": error}).encode()
    return Answer(status, body, {name.replace("_", "-"): value for name, value in headers.items()})


@asynccontextmanager
async def listening() -> AsyncIterator[Line]:
    """A line on a free port of this machine."""
    line = Line()
    app = web.Application()
    app.router.add_route("*", "/api/{method}", line.method)
    app.router.add_post("/upload", line.upload)
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
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        given |= await request.json()
    for name in ("view", "files"):
        value = given.get(name)
        if isinstance(value, str):
            given[name] = json.loads(value)
    return given
