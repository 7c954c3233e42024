"""The log of what the app was sent: each attempt by itself, and how fast and by what it was acknowledged."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from playground.clock import iso
from playground.text import Json

KEPT = 20_000  # attempts, the newest: as many as the log of requests keeps

Kind = Literal["events_api", "interactive", "slash_commands"]
KINDS: tuple[Kind, ...] = ("events_api", "interactive", "slash_commands")
Status = Literal["waiting", "acknowledged", "timeout", "http_error", "connection_failed", "unsent"]


@dataclass(frozen=True, slots=True)
class Forged:
    """What a request over HTTP carries instead of the right headers; None leaves the right one."""

    signature: str | None = None
    timestamp: int | None = None


@dataclass(slots=True, eq=False)
class Parcel:
    """One thing that the app is to hear, however often it is sent.

    `answered` takes the app's answer to it; `failed` is told when nothing more will be tried.
    """

    kind: Kind
    type: str
    team: str
    user: str | None
    payload: Json
    answered: Callable[[Json], None] | None = None
    failed: Callable[[], None] | None = None
    forged: Forged = field(default_factory=Forged)


@dataclass(slots=True, eq=False)
class Delivery:
    """One attempt to deliver a parcel. `began` and `milliseconds` are real time, other times are not."""

    n: int
    parcel: Parcel
    first: int
    attempt: int
    reason: str
    sent_at: float
    envelope_id: str | None = None
    by: str | None = None
    began: float | None = None
    status: Status = "waiting"
    http_status: int | None = None
    milliseconds: float | None = None
    next_at: float | None = None
    response: Json | None = None

    def shape(self) -> Json:
        parcel = self.parcel
        return {
            "n": self.n,
            "kind": parcel.kind,
            "type": parcel.type,
            "event_id": parcel.payload.get("event_id"),
            "envelope_id": self.envelope_id,
            "trigger_id": parcel.payload.get("trigger_id"),
            "team": parcel.team,
            "user": parcel.user,
            "sent_at": iso(self.sent_at),
            "attempt": self.attempt,
            "reason": self.reason,
            "first": self.first,
            "by": self.by,
            "status": self.status,
            "http_status": self.http_status,
            "milliseconds": self.milliseconds,
            "next_at": iso(self.next_at) if self.next_at is not None else None,
        }


class Deliveries:
    """Numbers only rise, also after a reset, so that a reader can ask for what came after the last it saw."""

    def __init__(self) -> None:
        self._log: deque[Delivery] = deque(maxlen=KEPT)
        self._count = 0

    def add(self, parcel: Parcel, now: float, before: Delivery | None = None, reason: str = "") -> Delivery:
        """A new attempt: the first, or the one after `before`."""
        self._count += 1
        first, attempt = (before.first, before.attempt + 1) if before else (self._count, 0)
        delivery = Delivery(self._count, parcel, first, attempt, reason, now)
        self._log.append(delivery)
        return delivery

    def find(self, n: int) -> Delivery | None:
        """The attempt with this number, while it is remembered."""
        place = n - self._log[0].n if self._log else -1
        return self._log[place] if 0 <= place < len(self._log) else None

    def after(self, n: int, team: str | None = None) -> list[Json]:
        return [d.shape() for d in self._newer(n) if team in (None, d.parcel.team)]

    def empty(self) -> None:
        self._log.clear()

    def _newer(self, n: int) -> Iterator[Delivery]:
        return (delivery for delivery in self._log if delivery.n > n)
