"""A bare Slack in a process of its own: it presses buttons at a steady rate and times the acknowledgements.

The figures are read from GET /figures.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field
from typing import Any

import uvloop
from aiohttp import WSMsgType, web

TEAM = "T1"
PEOPLE = 200
"""Who press and write, one after another."""


@dataclass(slots=True)
class Slack:
    """The state of the fake: what was sent when, and how long each acknowledgement took, in seconds."""

    rate: float
    seconds: float
    socket: web.WebSocketResponse | None = None
    sent_at: dict[str, float] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    posts: int = 0
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    def figures(self) -> dict[str, Any]:
        """Return what was measured; seconds."""
        waits = sorted(self.waits)
        return {
            "connected": self.opened.is_set(),
            "sent": len(self.waits) + len(self.sent_at),
            "acknowledged": len(waits),
            "posts": self.posts,
            "p50": waits[len(waits) // 2] if waits else 0.0,
            "p99": waits[int(len(waits) * 0.99)] if waits else 0.0,
            "longest": waits[-1] if waits else 0.0,
        }

    async def method(self, request: web.Request) -> web.Response:
        """Answer any method of the Web API."""
        name = request.match_info["method"]
        await request.read()
        if name == "apps.connections.open":
            return web.json_response({"ok": True, "url": f"ws://{request.host}/socket"})
        if name == "auth.test":
            return web.json_response(
                {"ok": True, "team_id": TEAM, "team": "Bench", "user_id": "UBOT", "bot_id": "BBOT"}
            )
        self.posts += 1
        ok = {"ok": True, "channel": "D1", "ts": f"{1_700_000_000 + self.posts}.000100"}
        return web.json_response({**ok, "channel_id": "D1", "messages": []})

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Let the bot in, and time what it acknowledges."""
        self.socket = socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self.opened.set()
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                sent = self.sent_at.pop(json.loads(frame.data)["envelope_id"], None)
                if sent is not None:
                    self.waits.append(time.monotonic() - sent)
        return socket

    async def press(self) -> None:
        """Send presses and messages in turn at the rate, for so many seconds."""
        assert self.socket is not None
        began = time.monotonic()
        for number in range(round(self.rate * self.seconds)):
            pause = began + number / self.rate - time.monotonic()
            if pause > 0:
                await asyncio.sleep(pause)
            envelope = pressed(number) if number % 2 else written(number)
            self.sent_at[envelope["envelope_id"]] = time.monotonic()
            await self.socket.send_json(envelope)


def pressed(number: int) -> dict[str, Any]:
    """Return the envelope of a press of a button on the home page."""
    payload = {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": f"U{number % PEOPLE}", "team_id": TEAM},
        "trigger_id": f"{number}.1.1",
        "container": {"type": "message", "message_ts": "1700000000.000100", "channel_id": "D1"},
        "channel": {"id": "D1"},
        "actions": [
            {
                "type": "button",
                "block_id": "x",
                "action_id": "x",
                "value": "/home",
                "action_ts": "1700000000.1",
            }
        ],
    }
    return {"envelope_id": f"e{number}", "type": "interactive", "payload": payload}


def written(number: int) -> dict[str, Any]:
    """Return the envelope of a direct message."""
    event = {
        "type": "message",
        "channel_type": "im",
        "channel": "D1",
        "user": f"U{number % PEOPLE}",
        "text": "hello",
        "ts": f"17000{number:05}.000100",
    }
    payload = {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": f"Ev{number}",
        "event": event,
        "authorizations": [{"team_id": TEAM, "user_id": "UBOT", "is_bot": True}],
    }
    return {"envelope_id": f"e{number}", "type": "events_api", "payload": payload}


async def main(rate: float, seconds: float) -> None:
    """Serve until standard input ends; print the port first, and begin when a line comes in."""
    slack = Slack(rate, seconds)
    app = web.Application()
    app.router.add_route("*", "/api/{method}", slack.method)
    app.router.add_get("/socket", slack.connect)
    app.router.add_get("/figures", lambda _: _answered(slack))
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)  # noqa: T201 - the parent reads it
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    pressing: asyncio.Task[None] | None = None
    while await lines.readline():
        pressing = asyncio.create_task(slack.press())
    if pressing is not None:
        pressing.cancel()
    await runner.cleanup()


async def _answered(slack: Slack) -> web.Response:
    return web.json_response(slack.figures())


if __name__ == "__main__":
    presses, length = sys.argv[1:]
    uvloop.run(main(float(presses), float(length)))
