"""The tick: whatever is due becomes messages, or is skipped and says why, each due once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import metrics
from bot.bells import HOMES
from bot.clock import Clock
from bot.telling import outbox_row, told
from conversations.nudging import Quiet
from conversations.reply import Order, Part
from mentoring.nudges.deciding import Decided, decided
from mentoring.nudges.kinds import KINDS
from mentoring.nudges.nudge import Nudge
from mentoring.nudges.planning import add
from mentoring.nudges.withholding import LATE, Later, Silent, tried_again, withheld
from storage import away, dues, outbox
from storage.availability import AwayRow
from storage.dues import DueDelay, DueRow, DueSettlement
from storage.errors import is_of_store
from storage.people import homes
from storage.store import Store

log = structlog.get_logger()

LOOK_SECONDS = 1.0
"""How often it is looked for dues whose time has come."""

AT_ONCE = 256
"""Dues in one transaction: turns wait for it on SQLite, which has one writer."""

MOST_BATCHES = 10
"""Transactions in one tick, about a second of work; what is left is for the next, half a second later."""

WAY_OUT = Part("nudge_way_out")
"""Stands beneath every nudge: how to get fewer."""

SAID, SKIPPED, PUT_OFF, FAILED = "said", "skipped", "put off", "failed"
"""What became of a due, as metrics call it."""

UNKNOWN = "no such nudge"
"""Why nothing is said of a due whose kind is not there any more."""


@dataclass(slots=True)
class Batch:
    """What one transaction came to; ``notes`` are (due, kind, reason) of those of which nothing is said."""

    taken: int = 0
    lanes: set[str] = field(default_factory=set)
    teams: set[int] = field(default_factory=set)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    notes: list[tuple[int, str, str]] = field(default_factory=list)

    def take(self, other: Batch) -> None:
        """Take over what a part of it came to."""
        self.lanes |= other.lanes
        self.teams |= other.teams
        self.counts.update(other.counts)
        self.notes += other.notes

    def note(self, due: DueRow, kind: str, outcome: str, reason: str = "") -> None:
        """Count what became of a due."""
        self.counts[kind, outcome] += 1
        if outcome != SAID:
            self.notes.append((due.id, kind, reason))


@dataclass(frozen=True, slots=True)
class Ready:
    """Dues of one kind whose time has come; ``silent`` says by id of which nothing is said, and why."""

    nudge: Nudge
    dues: Sequence[DueRow]
    silent: Mapping[int, str]

    def alone(self) -> list[Ready]:
        """Return the same, one due at a time."""
        return [replace(self, dues=[due]) for due in self.dues]


class Ticks:
    """Turns dues into messages; ``ring`` wakes by name the loops that a commit made work for."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        quiet: Quiet,
        ring: Callable[[Collection[str]], None],
        kinds: Mapping[str, Nudge] = KINDS,
    ) -> None:
        self._store = store
        self._clock = clock
        self._quiet = quiet
        self._ring = ring
        self._kinds = kinds
        self._looked: datetime | None = None
        self._behind = True

    async def tick(self, limit: int = AT_ONCE) -> int:
        """Take the dues whose time has come, ``limit`` in a transaction, and return how many were taken."""
        async with self._store.read() as conn:
            # Nearly every tick finds none, and should not wait for the writer.
            ready = await dues.any_ready(conn, self._clock.now())
        looked, self._looked = self._looked, self._clock.machine()
        if looked is None or self._looked - looked > LATE:
            self._behind = True
        taken = 0
        for _ in range(MOST_BATCHES if ready else 0):
            batch = await self._batch(limit)
            taken += batch.taken
            if batch.taken < limit:
                ready = False
                break
        self._behind = self._behind and ready
        return taken

    async def _batch(self, limit: int) -> Batch:
        batch, now = Batch(), self._clock.now()
        with metrics.TICK_SECONDS.time():
            async with self._store.write() as conn:
                rows = await dues.claim(conn, now, limit)
                batch.taken = len(rows)
                for ready in await self._ready(conn, rows, batch, now):
                    batch.take(await self._settled(conn, ready, now))
                await homes.mark(conn, now, organisations=batch.teams)
        self._announce(batch)
        return batch

    async def _ready(
        self, conn: AsyncConnection, rows: Sequence[DueRow], batch: Batch, now: datetime
    ) -> list[Ready]:
        """Return the dues that are decided now, kind by kind; put off what has to wait."""
        by_kind: dict[str, list[DueRow]] = {}
        for row in rows:
            by_kind.setdefault(row.purpose, []).append(row)
        unknown = [row for kind, some in by_kind.items() if kind not in self._kinds for row in some]
        await self._skip(conn, unknown, batch, now)
        known = [(self._kinds[kind], some) for kind, some in by_kind.items() if kind in self._kinds]
        asking = {row.person_id for nudge, some in known if nudge.asks for row in some}
        days = await away.of_people(conn, asking, now)
        kept = [await self._kept(conn, nudge, some, days, batch, now) for nudge, some in known]
        return [ready for ready in kept if ready.dues]

    async def _kept(
        self,
        conn: AsyncConnection,
        nudge: Nudge,
        rows: Sequence[DueRow],
        days: Mapping[int, Sequence[AwayRow]],
        batch: Batch,
        now: datetime,
    ) -> Ready:
        """Return the dues of one kind that are decided now; the others wait."""
        kept, silent, delays = [], {}, []
        for row in rows:
            match withheld(row, nudge, days.get(row.person_id, ()), self._quiet, now, behind=self._behind):
                case Later(until, reason):
                    delays.append(DueDelay(row.id, until))
                    batch.note(row, nudge.purpose, PUT_OFF, reason)
                case Silent(reason):
                    silent[row.id] = reason
                    kept.append(row)
                case None:
                    kept.append(row)
        await dues.put_off(conn, delays)
        return Ready(nudge, kept, silent)

    async def _settled(self, conn: AsyncConnection, ready: Ready, now: datetime) -> Batch:
        """Decide and settle dues of one kind; where that fails one by one: one keeps no other."""
        try:
            async with conn.begin_nested():
                return await self._said(conn, ready, now)
        except Exception as error:
            if is_of_store(error):
                raise
            failed = error
        batch, nudge = Batch(), ready.nudge.purpose
        if len(ready.dues) > 1:
            log.warning("nudges of a kind are decided one by one", nudge=nudge, exc_info=failed)
            for one in ready.alone():
                batch.take(await self._settled(conn, one, now))
            return batch
        log.error("a nudge failed", due=ready.dues[0].id, nudge=nudge, exc_info=failed)
        await self._fail(conn, ready.dues[0], nudge, batch, now)
        return batch

    async def _said(self, conn: AsyncConnection, ready: Ready, now: datetime) -> Batch:
        """Decide dues of one kind, and settle them with all that follows from it."""
        batch, nudge = Batch(), ready.nudge
        told_of = await decided(conn, nudge, ready.dues, ready.silent, now)
        news = [one for each in told_of for one in each.answer.news]
        rows = [nudge_row(nudge, one, now) for one in told_of if one.answer.reply is not None]
        rows += await told(conn, news, now)
        await outbox.add(conn, rows)
        await add(conn, nudge, [planned for one in told_of for planned in one.answer.then], now)
        await dues.settle(conn, [_settlement(one, now) for one in told_of])
        batch.lanes = {row["lane"] for row in rows}
        batch.teams = {one.organisation for one in news if one.organisation is not None}
        for one in told_of:
            outcome = SKIPPED if one.answer.reply is None else SAID
            batch.note(one.due, nudge.purpose, outcome, one.answer.reason)
        return batch

    async def _fail(self, conn: AsyncConnection, row: DueRow, kind: str, batch: Batch, now: datetime) -> None:
        """Try a due again later whose kind fails: what is planned after it would never come."""
        again = tried_again(row, now)
        if again is None:
            await dues.settle(conn, [DueSettlement(row.id, "skipped", now, FAILED)])
        else:
            await dues.put_off(conn, [DueDelay(row.id, again)])
        batch.note(row, kind, FAILED, FAILED)

    async def _skip(self, conn: AsyncConnection, rows: Sequence[DueRow], batch: Batch, now: datetime) -> None:
        """Settle dues of a kind that is not there any more."""
        await dues.settle(conn, [DueSettlement(row.id, "skipped", now, UNKNOWN) for row in rows])
        for row in rows:
            batch.note(row, "unknown", SKIPPED, UNKNOWN)

    def _announce(self, batch: Batch) -> None:
        """Count and log what was committed, by number only, and wake delivery."""
        for (kind, outcome), many in batch.counts.items():
            metrics.NUDGES.labels(kind, outcome).inc(many)
        for due, kind, reason in batch.notes:
            log.debug("a nudge is not sent now", due=due, nudge=kind, reason=reason)
        self._ring({*batch.lanes, *((HOMES,) if batch.teams else ())})


def nudge_row(nudge: Nudge, one: Decided, now: datetime) -> dict[str, Any]:
    """Return the outbox row of a nudge that is said; raise LookupError where it is said to nobody."""
    due, answer = one.due, one.answer
    if answer.reply is None or due.address is None:
        raise LookupError("a nudge needs something to say, and somebody to say it to")
    reply = replace(answer.reply, parts=(*answer.reply.parts, WAY_OUT), order=Order.REMINDER)
    return outbox_row(reply, due.address, None, now, due.language) | {
        "account_id": due.account_id,
        "person_id": due.person_id,
        "not_after": min(answer.until or due.not_after, due.not_after),
        "nudge": nudge.purpose,
        "due_id": due.id,
    }


def _settlement(one: Decided, now: datetime) -> DueSettlement:
    status = "skipped" if one.answer.reply is None else "done"
    return DueSettlement(one.due.id, status, now, one.answer.reason)
