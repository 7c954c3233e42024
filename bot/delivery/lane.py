"""One platform token's queue: claim, send, record, in as few transactions as the work allows."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import metrics
from bot.clock import HOME_ZONE, Clock
from bot.delivery.announced import announced, still_on, wait_again
from bot.delivery.attempts import REFUSED_TOKEN_PAUSE, Attempt, record
from bot.delivery.gate import Dropped, Held, Passed, Recipient, gate
from bot.delivery.pace import Pace
from bot.delivery.presenting import Presenter
from bot.delivery.waited import give_back, still_wanted
from bot.wake import Wake
from conversations.nudging import Quiet
from conversations.reply import Act, Order
from handlers.outcome import Bad, Gone, Outcome, Retry, Scope, Sent, Unknown
from handlers.rendered import Rendered
from mentoring.nudges.kinds import KINDS
from mentoring.nudges.nudge import Nudge
from storage import inbox, outbox, people
from storage.errors import StoreError
from storage.outbox import Claim, OutboxRow, Settlement
from storage.store import Store

log = structlog.get_logger()

MOST_IN_FLIGHT = 128
"""Requests at once on one lane: enough to keep a core busy, few enough for the platform's patience."""

LEASE = timedelta(seconds=20)
"""How long a claim lasts unless its process says, twice in that time, that it is still alive."""

LOOK_AGAIN_SECONDS = 1.0
"""How often a lane looks for work that no bell announced: retries, quiet hours that end, others' rows."""

STOP_SECONDS = 2.0
"""How long requests on their way may take once the process is told to stop."""


class Sender(Protocol):
    """What sends on a platform: it never raises, every end is an outcome."""

    async def send(self, rendered: Rendered) -> Outcome:
        """Carry out one message."""


class Watch(Protocol):
    """Who has to hear of it when a lane's token is refused, and when it is taken again."""

    async def refused(self, lane: str) -> None:
        """The platform refuses the lane's token."""

    async def taken(self, lane: str) -> None:
        """It takes it again."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a lane goes: its name, how its rows are rendered and sent, whose claims these are.

    ``kinds`` are the kinds of nudges by purpose.
    """

    name: str
    presenter: Presenter
    sender: Sender
    owner: str
    quiet: Quiet
    watch: Watch | None = None
    kinds: Mapping[str, Nudge] = field(default_factory=lambda: KINDS)


class Lane:
    """Delivers all that waits for one platform token: by rank, and one after another to an address."""

    def __init__(self, way: Way, store: Store, clock: Clock, pace: Pace, bell: Wake) -> None:
        self._way = way
        self._store = store
        self._clock = clock
        self._pace = pace
        self._bell = bell
        self._sending: set[asyncio.Task[None]] = set()
        self._ended: list[Attempt] = []
        self._refused: bool | None = None

    async def run(self) -> None:
        """Deliver until the bell says stop; then let what is on its way end, and record it."""
        while not self._bell.stopping:
            try:
                claimed = await self._round()
            except StoreError as error:
                log.error("outbox cannot be reached", lane=self._way.name, error=type(error).__name__)
                await self._clock.sleep(LOOK_AGAIN_SECONDS)
                continue
            if not claimed and not self._ended:
                await self._rest()
        await self._finish()

    async def _rest(self) -> None:
        change = self._pace.next_change(self._clock.now())
        await self._bell.wait(LOOK_AGAIN_SECONDS if change is None else min(change, LOOK_AGAIN_SECONDS))

    async def _finish(self) -> None:
        if self._sending:
            await asyncio.wait(self._sending, timeout=STOP_SECONDS)
        try:
            async with self._store.write() as conn:
                await record(conn, self._ended)
        except StoreError as error:
            log.error("the last outcomes are not recorded; what they were is looked at again at the start",
                      lane=self._way.name, error=type(error).__name__)  # fmt: skip

    async def _round(self) -> int:
        """Record what ended and claim what may go now; return how many were claimed."""
        now = self._clock.now()
        ended = tuple(self._ended)
        room = min(MOST_IN_FLIGHT - len(self._sending), self._pace.allowance(now))
        async with self._store.write() as conn:
            await record(conn, ended)
            rows = await self._claimed(conn, now, room) if room > 0 else []
        del self._ended[: len(ended)]
        for row in rows:
            self._send(row, now)
        return len(rows)

    async def _claimed(self, conn: AsyncConnection, now: datetime, room: int) -> list[OutboxRow]:
        """Claim what waits; what the gate holds back is put off or settled in the same transaction."""
        way, resting = self._way, self._pace.resting(now)
        stale = await outbox.mark_stale(conn, now)
        if stale:
            log.info("not sent again: the question is no longer asked", lane=way.name, messages=stale)
        rows = await outbox.claim(conn, way.name, now, now + LEASE, way.owner, room, resting)
        rows = await still_on(conn, rows, now)
        if len(rows) < room:
            claim = Claim(way.name, way.owner, now, now + LEASE)
            rows += await announced(conn, claim, room - len(rows), resting)
        # An answer that somebody waits for goes to whoever it is: only its age matters to the gate.
        checked = [row.address for row in rows if row.rank != Order.REPLY and row.act != Act.HOME]
        reached = await people.reach(conn, checked) if checked else {}
        rows = await self._unanswered(conn, rows, now)
        rows = [row for row in rows if await self._passes(conn, row, reached.get(row.address), now)]
        return await still_wanted(conn, rows, now, way.kinds)

    async def _unanswered(
        self, conn: AsyncConnection, rows: list[OutboxRow], now: datetime
    ) -> list[OutboxRow]:
        """Put off the questions that may have arrived before and whose answer may be in the inbox."""
        again = [row.address for row in rows if row.attempts and row.token_run]
        speaking = await inbox.speaking(conn, again) if again else set()
        held = [row for row in rows if row.attempts and row.token_run and row.address in speaking]
        await outbox.put_off(conn, [outbox.Retry(row.id, now, "an answer waits", row.chunks) for row in held])
        return [row for row in rows if row not in held]

    async def _passes(
        self, conn: AsyncConnection, row: OutboxRow, reach: people.Reach | None, now: datetime
    ) -> bool:
        """Ask the gate about a claimed row, and put it off or settle it where it may not go now."""
        if row.act == Act.HOME and (row.not_after is None or row.not_after >= now):
            # A page is looked at, it calls nobody: it may change at any hour.
            return True
        to = Recipient(*reach._replace(zone=reach.zone or HOME_ZONE)) if reach else Recipient()
        match gate(Order(row.rank), row.not_after, to, now, self._way.quiet, self._way.kinds.get(row.nudge)):
            case Held(until, reason) if row.due_id is not None and not row.chunks:
                await give_back(conn, row, until, reason, now)
            case Held(until, reason) if row.recipient_id is not None and not row.chunks:
                await wait_again(conn, row, until, reason, now)
            case Held(until, reason):
                await outbox.put_off(conn, [outbox.Retry(row.id, until, reason, row.chunks)])
            case Dropped(status, reason):
                log.info("not sent", outbox=row.id, lane=self._way.name, reason=reason)
                await outbox.settle(conn, [Settlement(row.id, status, now, "", reason, row.chunks)])
            case Passed():
                return True
        return False

    def _send(self, row: OutboxRow, now: datetime) -> None:
        self._pace.spent(row.address, now, new=row.act != Act.SETTLE)
        task = asyncio.create_task(self._deliver(row, now))
        self._sending.add(task)
        task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        """Make room for the next."""
        self._sending.discard(task)
        self._bell.up()

    async def _deliver(self, row: OutboxRow, began: datetime) -> None:
        """Send what is left of a row, message by message, and note how it ended."""
        try:
            outcome, chunks = await self._sent(row)
        except Exception as error:
            log.error("an attempt to send failed in itself", outbox=row.id, exc_info=error)
            outcome, chunks = Unknown("failed in itself"), row.chunks
        now = self._clock.now()
        self._ended.append(Attempt(row, outcome, chunks, now, began))
        self._heed(row, outcome, now)
        await self._tell(outcome)
        metrics.SENT.labels(self._way.name, type(outcome).__name__.lower()).inc()
        if isinstance(outcome, Sent) and row.act == Act.SAY and row.rank == Order.REPLY:
            metrics.ANSWER_SECONDS.observe((now - row.created_at).total_seconds())

    async def _tell(self, outcome: Outcome) -> None:
        """Tell who watches that the lane's token is refused, or taken again, once each."""
        watch, refused = self._way.watch, isinstance(outcome, Gone) and outcome.scope is Scope.LANE
        if watch is None or refused is self._refused or not (refused or isinstance(outcome, Sent)):
            return
        self._refused = refused
        try:
            await (watch.refused(self._way.name) if refused else watch.taken(self._way.name))
        except Exception as error:
            log.error("nobody was told how a lane is", lane=self._way.name, exc_info=error)

    async def _sent(self, row: OutboxRow) -> tuple[Outcome, int]:
        try:
            messages = await self._presented(row)
        except Exception as error:
            log.error("a message cannot be rendered", outbox=row.id, exc_info=error)
            return Bad("cannot be rendered"), row.chunks
        chunks = row.chunks
        outcome: Outcome = Sent()
        for message in messages[row.chunks :]:
            if chunks > row.chunks:
                self._pace.spent(row.address, self._clock.now())
            outcome = await self._way.sender.send(message)
            if not isinstance(outcome, Sent):
                return outcome, chunks
            chunks += 1
        return outcome, chunks

    async def _presented(self, row: OutboxRow) -> list[Rendered]:
        presenter = self._way.presenter
        if presenter.takes_long(row):
            return await asyncio.to_thread(presenter.present, row)
        return presenter.present(row)

    def _heed(self, row: OutboxRow, outcome: Outcome, now: datetime) -> None:
        """Let the pace learn from the outcome, and the operator hear of what needs a person."""
        lane = self._way.name
        match outcome:
            case Sent():
                self._pace.went()
                metrics.LANE_STOPPED.labels(lane).set(0)
            case Retry(after=after, scope=Scope.ACCOUNT):
                self._pace.refused(row.address, now + timedelta(seconds=after))
            case Retry(after=after):
                self._pace.hold(now + timedelta(seconds=after))
            case Gone(scope=Scope.LANE):
                self._pace.hold(now + REFUSED_TOKEN_PAUSE)
                metrics.LANE_STOPPED.labels(lane).set(1)
                log.error("the platform refuses this lane's token; nothing is lost, it is tried again in "
                          "a minute", lane=lane, reason=outcome.reason)  # fmt: skip
            case Bad():
                log.error("the platform refuses a message", outbox=row.id, reason=outcome.reason)
        if not isinstance(outcome, Sent | Bad):
            log.warning(
                "not sent",
                outbox=row.id,
                lane=lane,
                reason=outcome.reason,
                fault=outcome.fault.value,
                attempt=row.attempts + 1,
            )
