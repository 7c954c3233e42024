"""Everything between Slack and the app: sends, waits three seconds, sends events again, keeps the log."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections import deque
from typing import Literal

import aiohttp

from playground.bells import Bells
from playground.clock import Clock
from playground.slack.wire.alarms import Alarms
from playground.slack.wire.deliveries import Deliveries, Delivery, Parcel, Status
from playground.slack.wire.requests import Addresses, Outcome, gives_challenge_back, post
from playground.slack.wire.sockets import Socket, Sockets
from playground.text import Json

ACKNOWLEDGE_SECONDS = 3.0  # how long the app may take, on the playground's clock
RETRY_AFTER = (0.0, 60.0, 300.0)  # seconds from a failed attempt of an event to the next; then none
ENDED = "slack delivery"  # rung when an attempt has ended


class Wire:
    """One for each world. `mode` socket needs the app to connect; http needs `addresses`."""

    def __init__(self, clock: Clock, bells: Bells, signing_secret: str) -> None:
        self.clock = clock
        self.bells = bells
        self.signing_secret = signing_secret
        self.alarms = Alarms(clock, bells)
        self.deliveries = Deliveries()
        self.sockets = Sockets()
        self.mode: Literal["socket", "http"] = "socket"
        self.addresses: Addresses | None = None
        self.outage = False
        self._unsent: deque[Delivery] = deque()
        self._underway: dict[str, Delivery] = {}  # by envelope id
        self._tasks: dict[Delivery, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None

    # ---- sending

    def send(self, parcel: Parcel) -> Delivery:
        """Sends something to the app; the answer, retries and failure come by themselves."""
        return self._attempt(self.deliveries.add(parcel, self.clock.now()))

    def _attempt(self, delivery: Delivery) -> Delivery:
        delivery.envelope_id = str(uuid.uuid4())
        self._underway[delivery.envelope_id] = delivery
        self.alarms.at(self.clock.now() + ACKNOWLEDGE_SECONDS, lambda: self._too_late(delivery))
        self._unsent.append(delivery)
        self.flush()
        return delivery

    def flush(self) -> None:
        """Sends what waits for a way to the app, as far as there is one."""
        while self._unsent and not self.outage:
            if self.mode == "http":
                self._over_http(self._unsent.popleft())
            elif socket := self.sockets.next():
                delivery = self._unsent.popleft()
                delivery.by = f"socket {socket.id}"
                socket.outgoing.put_nowait(delivery)
            else:
                return

    def _over_http(self, delivery: Delivery) -> None:
        delivery.by = "http"
        self._tasks[delivery] = asyncio.create_task(self._post(delivery))

    async def _post(self, delivery: Delivery) -> None:
        try:
            if self._session is None or self.addresses is None:
                outcome = Outcome(None, {})
            else:
                url = self.addresses.of(delivery.parcel.kind)
                outcome = await post(self._session, self.signing_secret, url, delivery)
        finally:
            self._tasks.pop(delivery, None)
        delivery.http_status = outcome.status
        if outcome.is_good:
            self._acknowledged(delivery, outcome.body)
        else:
            status: Status = "connection_failed" if outcome.status is None else "http_error"
            self._failed(delivery, status, again=outcome.again)

    # ---- what comes of it

    def take(self, socket: Socket, message: Json) -> None:
        """An app's message on a socket: an acknowledgement by envelope id, or nothing that Slack knows."""
        delivery = self._underway.get(str(message.get("envelope_id")))
        if delivery is None or delivery.by is None:
            return
        socket.acknowledged += 1
        delivery.by = f"socket {socket.id}"
        said = message.get("payload")
        self._acknowledged(delivery, said if isinstance(said, dict) else {})

    def _acknowledged(self, delivery: Delivery, said: Json) -> None:
        if delivery.began is not None:
            delivery.milliseconds = round((time.perf_counter() - delivery.began) * 1000, 3)
        delivery.response = said
        self._end(delivery, "acknowledged")
        if delivery.parcel.answered is not None:
            delivery.parcel.answered(said)
        self.bells.ring(ENDED)

    def _too_late(self, delivery: Delivery) -> None:
        if delivery.status != "waiting":
            return
        task = self._tasks.pop(delivery, None)
        if task is not None:
            task.cancel()
        if delivery in self._unsent:
            self._unsent.remove(delivery)
        self._failed(delivery, "timeout" if delivery.by else "unsent", delivery.sent_at + ACKNOWLEDGE_SECONDS)

    def _failed(
        self, delivery: Delivery, status: Status, since: float | None = None, *, again: bool = True
    ) -> None:
        """`since` is when it was too late, which a clock that was moved on may have passed long ago."""
        self._end(delivery, status)
        parcel = delivery.parcel
        if again and parcel.kind == "events_api" and delivery.attempt < len(RETRY_AFTER):
            delivery.next_at = (since or self.clock.now()) + RETRY_AFTER[delivery.attempt]
            self.alarms.at(delivery.next_at, lambda: self._again(delivery, status))
        elif parcel.failed is not None:
            parcel.failed()
        self.bells.ring(ENDED)

    def _again(self, delivery: Delivery, reason: str) -> None:
        self._attempt(self.deliveries.add(delivery.parcel, self.clock.now(), delivery, reason))

    def _end(self, delivery: Delivery, status: Status) -> None:
        delivery.status = status
        self._underway.pop(delivery.envelope_id or "", None)

    # ---- the ways to the app

    async def use_http(self, addresses: Addresses) -> bool:
        """Delivers over HTTP from now on; False, and no change, if the app does not know the challenge."""
        before = self.addresses.events_url if self.addresses else None
        if addresses.events_url != before and not await self._verify(addresses.events_url):
            return False
        self.mode, self.addresses = "http", addresses
        self.flush()
        return True

    async def _verify(self, url: str) -> bool:
        if self._session is None:
            return False
        return await gives_challenge_back(self._session, self.signing_secret, url)

    def use_socket(self) -> None:
        self.mode = "socket"
        self.flush()

    def set_outage(self, down: bool) -> None:
        self.outage = down
        if down:
            for socket in list(self.sockets.open):
                socket.cut()
        self.flush()

    # ---- its life

    async def run(self) -> None:
        """Rings the alarms and holds the HTTP connections, for as long as a server runs."""
        unlimited = aiohttp.ClientTimeout(total=None)  # the playground's clock ends what takes too long
        async with aiohttp.ClientSession(timeout=unlimited) as session:
            self._session = session
            try:
                await self.alarms.run()
            finally:
                self._session = None
                await self._give_up()

    async def _give_up(self) -> None:
        underway = list(self._tasks.values())
        for task in underway:
            task.cancel()
        await asyncio.gather(*underway, return_exceptions=True)

    def empty(self) -> None:
        """Forgets what was sent and what waits; connections, tickets and addresses stay."""
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._unsent.clear()
        self._underway.clear()
        self.deliveries.empty()
        self.alarms.clear()
        self.outage = False
