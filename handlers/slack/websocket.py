"""One open WebSocket of Slack's: each request is taken in a task of its own, in the order of arrival."""

from __future__ import annotations

import asyncio
import json
from typing import Self

import aiohttp
import structlog
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncBoltRequest

from handlers.slack.app import Edge
from handlers.slack.payload import Json, text

# Seconds for what is in hand when we leave; Slack itself waits three for an acknowledgement.
FINISH_SECONDS = 3.0

log = structlog.get_logger()


class Turnstile:
    """Lets one request through at a time, in order of arrival, up to where it is handed to ``receive``."""

    def __init__(self, turn: asyncio.Lock) -> None:
        self._turn = turn
        self._inside = False

    async def __aenter__(self) -> Self:
        await self._turn.acquire()
        self._inside = True
        return self

    async def __aexit__(self, *_: object) -> None:
        self.leave()

    def leave(self) -> None:
        """Let the next one in; again does nothing."""
        if self._inside:
            self._inside = False
            self._turn.release()


class OpenSocket:
    """Reads ``socket`` until it closes. ``leaving`` is set once another one has to take its place."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, edge: Edge, turn: asyncio.Lock) -> None:
        self.leaving = asyncio.Event()
        self._socket = socket
        self._edge = edge
        self._turn = turn
        self._greeted = asyncio.Event()
        self._in_hand: set[asyncio.Task[None]] = set()
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def greeted(
        cls, socket: aiohttp.ClientWebSocketResponse, edge: Edge, turn: asyncio.Lock
    ) -> OpenSocket:
        """One that Slack has said hello on. Raises ConnectionError if it closes instead."""
        opened = cls(socket, edge, turn)
        try:
            await opened._greeted.wait()
            if not opened.is_open:
                raise ConnectionAbortedError("closed without a hello")
        except BaseException:
            await opened.close()
            raise
        return opened

    @property
    def is_open(self) -> bool:
        """Whether requests still come in here."""
        return not self._reading.done()

    async def close(self) -> None:
        """Read no more; finish and acknowledge what is in hand, then close."""
        self._reading.cancel()
        if self._in_hand:
            _, late = await asyncio.wait(self._in_hand, timeout=FINISH_SECONDS)
            for task in late:
                task.cancel()
        await asyncio.wait({self._reading, *self._in_hand})
        await self._socket.close()

    async def _read(self) -> None:
        try:
            async for frame in self._socket:
                if frame.type is aiohttp.WSMsgType.TEXT:
                    self._arrived(frame.data)
        finally:
            self.leaving.set()
            self._greeted.set()

    def _arrived(self, frame: str) -> None:
        try:
            said = json.loads(frame)
        except (ValueError, RecursionError):
            return
        if text(said, "envelope_id"):
            task = asyncio.create_task(self._taken(said))
            self._in_hand.add(task)
            task.add_done_callback(self._in_hand.discard)
        elif text(said, "type") == "hello":
            self._greeted.set()
        elif text(said, "type") == "disconnect":
            log.info("slack asks for a new connection", reason=text(said, "reason")[:40])
            self.leaving.set()

    async def _taken(self, envelope: Json) -> None:
        """Acknowledge one request once it is received; without that Slack sends it again."""
        try:
            request = AsyncBoltRequest(mode="socket_mode", body=_object(envelope))
        except (ValueError, TypeError, LookupError, AttributeError):
            log.error("slack sent what cannot be read; it is dropped")
            response = BoltResponse(status=200)
        else:
            async with Turnstile(self._turn) as turnstile:
                response = await self._edge.dispatch(request, turnstile.leave)
        if response.status != 200:
            return
        try:
            await self._socket.send_str(_acknowledgement(envelope, response))
        except (ConnectionError, aiohttp.ClientError, RuntimeError) as error:
            log.info("slack was gone before the acknowledgement", error=type(error).__name__)


def _object(envelope: Json) -> Json:
    payload = envelope.get("payload")
    return payload if isinstance(payload, dict) else {}


def _acknowledgement(envelope: Json, response: BoltResponse) -> str:
    said: Json = {"envelope_id": envelope["envelope_id"]}
    if response.body and envelope.get("accepts_response_payload") is True:
        said["payload"] = json.loads(response.body)
    return json.dumps(said)
