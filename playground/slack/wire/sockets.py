"""Socket Mode's connections: who is connected, who gets the next envelope, and how they are ended."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playground.clock import iso
from playground.slack.wire.deliveries import Delivery
from playground.text import Json

MOST = 10  # connections of one app at once, Slack's limit
LASTS = 18_060  # seconds: about how long Slack says that a connection will last
REASONS = frozenset({"warning", "refresh_requested", "link_disabled"})
CLOSING = frozenset({"refresh_requested", "link_disabled", "too_many_websockets"})


@dataclass(slots=True, eq=False)
class Socket:
    """One open connection. What is put into `outgoing` is sent in order; None closes the connection.

    `cut` breaks the connection off in the middle, with no goodbye.
    """

    id: int
    since: float
    cut: Callable[[], None]
    outgoing: asyncio.Queue[str | Delivery | None] = field(default_factory=asyncio.Queue)
    acknowledged: int = 0
    leaving: bool = False

    def shape(self) -> Json:
        return {"id": self.id, "since": iso(self.since), "acknowledged": self.acknowledged}

    def say(self, message: Json) -> None:
        self.outgoing.put_nowait(json.dumps(message))

    def disconnect(self, reason: str) -> None:
        """Slack's announcement of the end, and the end itself unless it is only a warning."""
        self.say({"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}})
        if reason in CLOSING:
            self.leaving = True
            self.outgoing.put_nowait(None)


class Sockets:
    """The open connections; each envelope goes to one of them, in turn."""

    def __init__(self) -> None:
        self.open: list[Socket] = []
        self._ids = itertools.count(1)
        self._turns = itertools.count()

    def join(self, since: float, app_id: str, cut: Callable[[], None]) -> Socket:
        """A new connection, which is greeted; one too many is sent away again."""
        socket = Socket(next(self._ids), since, cut)
        if len(self.open) >= MOST:
            socket.disconnect("too_many_websockets")
            return socket
        self.open.append(socket)
        about = {"host": "playground", "build_number": 1, "approximate_connection_time": LASTS}
        socket.say(
            {
                "type": "hello",
                "num_connections": len(self.open),
                "debug_info": about,
                "connection_info": {"app_id": app_id},
            }
        )
        return socket

    def leave(self, socket: Socket) -> None:
        if socket in self.open:
            self.open.remove(socket)

    def next(self) -> Socket | None:
        """The connection whose turn it is, or None while there is none."""
        ready = [socket for socket in self.open if not socket.leaving]
        return ready[next(self._turns) % len(ready)] if ready else None

    def find(self, socket_id: int) -> Socket | None:
        return next((socket for socket in self.open if socket.id == socket_id), None)


def envelope(delivery: Delivery) -> str:
    """A delivery as Socket Mode sends it; its real time runs from here."""
    parcel = delivery.parcel
    is_event = parcel.kind == "events_api"
    message: Json = {
        "envelope_id": delivery.envelope_id,
        "payload": parcel.payload,
        "type": parcel.kind,
        "accepts_response_payload": not is_event,
    }
    if is_event:
        message |= {"retry_attempt": delivery.attempt, "retry_reason": delivery.reason}
    text = json.dumps(message)
    delivery.began = time.perf_counter()
    return text
