"""A bare Bot API in a process of its own: as little work as possible, so that the bot is what is measured.

Every chat answers each message at once, or, with a rate, as soon as it is its turn. The figures are read
from GET /figures.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import parse_qs

import uvloop

BATCH = 100
"""Updates in one answer, as Telegram gives."""


@dataclass(slots=True)
class Plan:
    """What the chats do: how many there are, and what each says in order.

    ``rate`` is how many speak each second; 0 lets each answer as soon as it hears.
    """

    chats: int
    lines: list[str]
    rate: float = 0.0


@dataclass(slots=True)
class World:
    """The state of the fake; times are in seconds of the monotonic clock."""

    plan: Plan
    updates: deque[dict[str, Any]] = field(default_factory=deque)
    said: dict[int, int] = field(default_factory=dict)
    asked_at: dict[int, float] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    polled_at: float = 0.0
    first: float = 0.0
    last: float = 0.0
    sent: int = 0
    number: int = 0
    bell: asyncio.Event = field(default_factory=asyncio.Event)

    def speak(self, chat: int) -> None:
        """Let a chat say its next line."""
        line = self.said.get(chat, 0)
        if line >= len(self.plan.lines):
            return
        self.said[chat] = line + 1
        self.number += 1
        self.asked_at[chat] = time.monotonic()
        person = {"id": chat, "is_bot": False, "first_name": "x"}
        where = {"id": chat, "type": "private"}
        message = {
            "message_id": self.number,
            "date": 1_700_000_000,
            "chat": where,
            "from": person,
            "text": self.plan.lines[line],
        }
        self.updates.append({"update_id": self.number, "message": message})
        self.bell.set()

    def heard(self, chat: int) -> None:
        """Count a message of the bot, and let the chat answer."""
        self.sent += 1
        self.last = time.monotonic()
        if chat in self.asked_at:
            self.waits.append(self.last - self.asked_at.pop(chat))
        if not self.plan.rate:
            self.speak(chat)

    def figures(self) -> dict[str, Any]:
        """Return what was measured; seconds."""
        waits = sorted(self.waits)
        return {
            "sent": self.sent,
            "lines": sum(self.said.values()),
            "seconds": self.last - self.first,
            "polled_at": self.polled_at,
            "p50": waits[len(waits) // 2] if waits else 0.0,
            "p99": waits[int(len(waits) * 0.99)] if waits else 0.0,
        }


class Http(asyncio.Protocol):
    """Just enough HTTP/1.1 for the bot's client: requests one after another on a kept connection."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are none of asyncio's classes.
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        for path, body in self._requests():
            self._answer(path, body)

    def _requests(self) -> Iterator[tuple[str, bytes]]:
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end].decode("latin-1")
            length = 0
            for line in head.split("\r\n")[1:]:
                name, _, value = line.partition(":")
                if name.lower() == "content-length":
                    length = int(value)
            if len(self._buffer) < end + 4 + length:
                return
            body = self._buffer[end + 4 : end + 4 + length]
            self._buffer = self._buffer[end + 4 + length :]
            yield head.split(" ", 2)[1], body

    def _answer(self, path: str, body: bytes) -> None:
        method = path.partition("?")[0].rsplit("/", 1)[-1]
        if method == "getUpdates":
            asyncio.get_running_loop().create_task(self._poll(path))
        elif method == "sendMessage":
            chat = _chat_of(body)
            self._world.heard(chat)
            self._send(
                {"ok": True, "result": {"message_id": 1, "date": 1, "chat": {"id": chat, "type": "private"}}}
            )
        elif method == "getMe":
            me = {"id": 1000, "is_bot": True, "first_name": "b", "username": "bench_bot"}
            self._send({"ok": True, "result": me})
        elif method == "figures":
            self._send(self._world.figures())
        else:
            self._send({"ok": True, "result": True})

    async def _poll(self, path: str) -> None:
        world = self._world
        if not world.polled_at:
            world.polled_at = time.time()
        wait = float(parse_qs(path.partition("?")[2]).get("timeout", ["0"])[0])
        if not world.updates:
            world.bell.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(world.bell.wait(), wait)
        batch = [world.updates.popleft() for _ in range(min(BATCH, len(world.updates)))]
        if batch and not world.first:
            world.first = time.monotonic()
        self._send({"ok": True, "result": batch})

    def _send(self, answer: dict[str, Any]) -> None:
        body = json.dumps(answer).encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(head + body)


def _chat_of(body: bytes) -> int:
    if body.startswith(b"{"):
        return int(json.loads(body)["chat_id"])
    return int(parse_qs(body.decode())["chat_id"][0])


async def _speak_in_turn(world: World) -> None:
    """Let the chats speak one after another at the plan's rate, each its own next line."""
    plan = world.plan
    began = time.monotonic()
    for count in range(plan.chats * len(plan.lines)):
        pause = began + count / plan.rate - time.monotonic()
        if pause > 0:
            await asyncio.sleep(pause)
        world.speak(1 + count % plan.chats)


async def main(plan: Plan) -> None:
    """Serve until standard input ends; print the port first, and begin when a line comes in."""
    world = World(plan)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Http(world), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201 - the parent reads it
    lines = await _standard_input()
    speaking = None
    while await lines.readline():
        if plan.rate:
            speaking = loop.create_task(_speak_in_turn(world))
        else:
            for chat in range(1, plan.chats + 1):
                world.speak(chat)
    if speaking is not None:
        speaking.cancel()
    server.close()


async def _standard_input() -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


if __name__ == "__main__":
    chats, rate, *said = sys.argv[1:]
    uvloop.run(main(Plan(int(chats), said, float(rate))))
