"""Turns in batches: one read for everybody who waits, one turn at a time for each, one commit."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import metrics
from bot.bells import ALERTS, HOMES
from bot.clock import Clock
from bot.links import Links
from bot.loading import Party, load, who_of
from bot.rendering import Words
from bot.rows import heard_of
from bot.telling import apologised, outbox_row, told
from bot.wake import Wake
from conversations.effects import Effect, RaiseConcern, Reachable, ShowHome, Urgent
from conversations.engine import Engine
from conversations.heard import Heard, Kind
from conversations.nudging import QUIET, Quiet
from conversations.run import Run
from mentoring.changes import Who, carry_out
from mentoring.news import News
from storage import inbox, outbox, runs
from storage.errors import StoreError
from storage.inbox import HeardRow
from storage.people import homes
from storage.store import Store

log = structlog.get_logger()

BATCH = 256
"""Heard in one transaction: enough to spread the cost of a commit, few enough to answer within 50 ms."""

LOOK_AGAIN_SECONDS = 1.0
"""How often the turns look for what no bell announced: what was heard before a start, or by others."""

RUN_ID_BYTES = 6
"""Random bytes of a run's id: eight url-safe characters, so that a token fits into Telegram's 64 bytes."""


@dataclass(slots=True)
class Batch:
    """What a batch of turns changes."""

    runs: list[dict[str, Any]] = field(default_factory=list)
    outbox: list[dict[str, Any]] = field(default_factory=list)
    done: dict[str, list[int]] = field(default_factory=dict)
    concerns: list[str] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    bells: set[str] = field(default_factory=set)

    def forget(self, key: str) -> None:
        """Keep what is to be sent to ``key`` only until it is sent."""
        for row in self.outbox:
            if row["address"] == key:
                row.update(account_id=None, person_id=None, forget=True)

    def gather(self, who: Who) -> Who:
        """Take over what a change has to tell, and return ``who`` without it."""
        self.news += who.news
        self.touched |= who.touched
        if who.touched and who.person is not None:
            self.people.add(who.person)
        return who.told()


RINGS: Mapping[type[Effect], frozenset[str]] = {
    RaiseConcern: frozenset({ALERTS}),
    Urgent: frozenset({ALERTS}),
    ShowHome: frozenset({HOMES}),
}
"""The loops that have something to do at once when an effect was carried out."""

SILENT = (Kind.GROUP, Kind.OTHER, Kind.BLOCKED, Kind.UNBLOCKED, Kind.HOME)
"""Kinds that nobody expects an answer to: where the turn fails, nobody is told."""


class Turns:
    """Takes turns over what the inbox holds; ``ring`` wakes by name the loops that a commit made work for."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        engine: Engine,
        words: Words,
        bell: Wake,
        ring: Callable[[Collection[str]], None],
        links: Links,
        quiet: Quiet = QUIET,
    ) -> None:
        self._store = store
        self._clock = clock
        self._engine = engine
        self._words = words
        self._bell = bell
        self._ring = ring
        self._links = links
        self._quiet = quiet

    async def run(self) -> None:
        """Take turns until the bell says stop; the turn in hand is finished and committed."""
        while not self._bell.stopping:
            try:
                taken = await self.take()
            except StoreError as error:
                log.error("turns wait for the store", error=type(error).__name__)
                await self._clock.sleep(LOOK_AGAIN_SECONDS)
                continue
            if not taken:
                await self._bell.wait(LOOK_AGAIN_SECONDS)

    async def take(self, limit: int = BATCH) -> int:
        """Take the turns that wait, at most ``limit``, and return how many were taken.

        A turn that fails is taken alone and, where it fails again, answered with an apology: it must not
        keep the others waiting. Raises StoreError where the store is the trouble; nothing is lost by it.
        """
        try:
            return await self._together(limit)
        except StoreError:
            raise
        except Exception as error:
            log.warning("a batch of turns is taken one by one", exc_info=error)
        return await self._one_by_one(limit)

    async def _together(self, limit: int) -> int:
        with metrics.TURN_SECONDS.time():
            async with self._store.write() as conn:
                rows = await inbox.waiting(conn, limit)
                batch = await self._batch(conn, rows)
        self._announce(batch)
        return len(rows)

    async def _one_by_one(self, limit: int) -> int:
        seen: set[str] = set()
        taken = 0
        while await self._alone(limit, seen):
            taken += 1
        return taken

    async def _alone(self, limit: int, seen: set[str]) -> bool:
        """Take the turn of the next address that is not in ``seen``; return False where there is none."""
        row: HeardRow | None = None
        try:
            async with self._store.write() as conn:
                row = next((r for r in await inbox.waiting(conn, limit) if r.address not in seen), None)
                if row is None:
                    return False
                seen.add(row.address)
                batch = await self._batch(conn, [row])
        except StoreError:
            raise
        except Exception as error:
            if row is None:
                raise
            log.error("a turn failed; what was heard is kept", inbox=row.id, exc_info=error)
            async with self._store.write() as conn:
                batch = await self._apologise(conn, row, limit)
        self._announce(batch)
        return True

    async def _apologise(self, conn: AsyncConnection, row: HeardRow, limit: int) -> Batch:
        """Say sorry for the turn that failed, unless another process has taken it since."""
        batch, now = Batch(), self._clock.now()
        if all(one.id != row.id for one in await inbox.waiting(conn, limit)):
            return batch
        if row.kind not in SILENT:
            replies, who, concern = await apologised(conn, self._engine, row, now)
            batch.outbox += [outbox_row(reply, row.address, who, now) for reply in replies]
            batch.bells.add(ALERTS)
            if concern is not None:
                batch.concerns.append(concern.severity.value)
            batch.gather(who)
            await _tell(conn, batch, now)
        await inbox.done(conn, [row.id], now, "failed")
        batch.done["failed"] = [row.id]
        return batch

    async def _batch(self, conn: AsyncConnection, rows: Sequence[HeardRow]) -> Batch:
        batch = Batch()
        if not rows:
            return batch
        now = self._clock.now()
        heard = [(row.id, row.address, heard_of(row)) for row in rows]
        given = (self._words, self._engine, now)
        parties = await load(conn, heard, *given, feeds_on=self._links.feeds, quiet=self._quiet)
        for number, key, one in heard:
            party = parties[key]
            # What this turn needs to have looked up, another turn of this batch may not have needed.
            party.waits = party.waits or self._engine.seek(party.run, one) not in (None, party.seek)
            if not party.waits:
                await self._turn(conn, party, number, key, one, batch)
        for party in parties.values():
            if party.who is not None and party.who.person is not None:
                batch.runs += [run_row(run, party.who.person, now) for run in party.runs.values()]
        if batch.runs:
            await runs.save(conn, batch.runs)
        await _tell(conn, batch, now)
        for outcome, ids in batch.done.items():
            await inbox.done(conn, ids, now, outcome)
        return batch

    async def _turn(
        self, conn: AsyncConnection, party: Party, number: int, key: str, heard: Heard, batch: Batch
    ) -> None:
        """Take one turn and carry out its effects; what changed is gathered in ``batch``."""
        now = self._clock.now()
        turn = self._engine.turn(party.run, heard, party.facts, secrets.token_urlsafe(RUN_ID_BYTES))
        who = party.who or who_of(party, key, now)
        who = replace(who, heard=(*who.heard, number))
        for effect in (*_reopened(party, heard), *turn.effects):
            who = await carry_out(conn, effect, who)
            # What the next turn of this account should know is in the store now: it is loaded again.
            party.waits = True
            if isinstance(effect, RaiseConcern):
                batch.concerns.append(effect.concern.severity.value if effect.concern else effect.source)
            batch.bells |= RINGS.get(type(effect), frozenset())
        replies = (*turn.replies, *who.answers)
        party.who, party.run = batch.gather(who), turn.run
        for run in (turn.ended, turn.run):
            if run is not None and who.person is not None:
                party.runs[run.id] = run
        batch.outbox += [outbox_row(reply, key, who, now, party.facts.language) for reply in replies]
        if who.forgotten:
            batch.forget(key)
        batch.done.setdefault(turn.note, []).append(number)

    def _announce(self, batch: Batch) -> None:
        """Count and log what was committed, by number only, and wake delivery."""
        for outcome, ids in batch.done.items():
            metrics.TURNS.labels(outcome).inc(len(ids))
            log.debug("turns taken", outcome=outcome, inbox=ids)
        for severity in batch.concerns:
            metrics.CONCERNS.labels(severity).inc()
            log.warning("a concern was recorded", severity=severity)
        self._ring({*batch.bells, *(row["lane"] for row in batch.outbox)})


async def _tell(conn: AsyncConnection, batch: Batch, now: datetime) -> None:
    """Put what is to be sent into the outbox, and mark the pages that are out of date."""
    batch.outbox += await told(conn, batch.news, now)
    if batch.outbox:
        await outbox.add(conn, batch.outbox)
    if batch.touched:
        await homes.mark(conn, now, persons=batch.people, organisations=batch.touched)
        batch.bells.add(HOMES)


def run_row(run: Run, person: int, now: datetime) -> dict[str, Any]:
    """Return the row of a person's run."""
    return {
        "id": run.id,
        "person_id": person,
        "flow": run.flow,
        "turn": run.turn,
        "progress": run.progress.value,
        "pending_key": run.pending.key if run.pending else None,
        "pending_turn": run.pending.turn if run.pending else None,
        "state": run.to_json(),
        "started_at": now,
        "updated_at": now,
    }


def _reopened(party: Party, heard: Heard) -> tuple[Reachable, ...]:
    """Whoever writes to a bot that they had blocked has opened it again."""
    closed = party.loaded is not None and party.loaded.state != "reachable"
    return (Reachable(),) if closed and heard.kind not in (Kind.BLOCKED, Kind.UNBLOCKED) else ()
