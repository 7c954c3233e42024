"""A made-up kind of nudge and the dues of it, for tests of the tick."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ticks import Ticks
from conversations.clock import in_utc
from conversations.facts import Role
from conversations.nudging import Quiet
from conversations.reply import Part, Reply
from mentoring.nudges.nudge import Answer, Nudge, Planned
from storage import dues
from storage.dues import DueRow
from storage.store import Store
from storage.tables import account, due, outbox, person
from tests.bot.house import House, address
from tests.mentoring.school import School

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ANN, SAM = "1001", "1002"
SAYS = Reply(parts=(Part("free_closed"),))


async def said(_: AsyncConnection, some: Sequence[DueRow], now: datetime) -> Mapping[int, Answer]:
    """Say something about every due."""
    return {one.id: Answer(SAYS) for one in some}


MADE_UP = Nudge("made_up", keeps=DAY, answers=said)


class Chain:
    """A kind that comes again every day, and remembers what it was asked."""

    def __init__(self, **more: Any) -> None:
        self.asked: list[list[DueRow]] = []
        self.failing: set[str] = set()
        self.settled: Mapping[str, str] = {}
        self.kind = replace(Nudge("chain", keeps=2 * HOUR, answers=self.answers), **more)

    async def answers(
        self, conn: AsyncConnection, some: Sequence[DueRow], now: datetime
    ) -> Mapping[int, Answer]:
        """Say something about each, and plan the same for the next day that is still to come."""
        self.asked.append(list(some))
        if any(one.occurrence in self.failing for one in some):
            # Whatever it has written by then must be undone.
            await conn.execute(update(person).values(first_name="spoilt"))
            raise RuntimeError("words that somebody typed")
        return {one.id: self._answer(one, now) for one in some}

    def _answer(self, one: DueRow, now: datetime) -> Answer:
        about, number = one.occurrence.split(":")
        at, then = one.at + DAY, int(number) + 1
        while at <= now:
            at, then = at + DAY, then + 1
        planned = (Planned(one.person_id, f"{about}:{then}", at),)
        if about in self.settled:
            return Answer(reason=self.settled[about], then=planned)
        return Answer(SAYS, then=planned)


class Nudged:
    """A house whose ticks know these kinds, with Ann in it."""

    def __init__(self, house: House, *kinds: Nudge, quiet: Quiet | None = None) -> None:
        self.house = house
        self.school = School(house.store, house.clock.now())
        house.kinds = {kind.purpose: kind for kind in kinds or (MADE_UP,)}
        self.ticks = Ticks(house.store, house.clock, quiet or Quiet(), house.ring, house.kinds)
        self.ann = 0

    @classmethod
    async def made(cls, house: House, *kinds: Nudge, quiet: Quiet | None = None) -> Nudged:
        """Return one in which Ann is reached on Telegram."""
        nudged = cls(house, *kinds, quiet=quiet)
        nudged.ann = await nudged.school.person("Ann", Role.YOUNG_PERSON, at=[address(ANN)])
        return nudged

    @property
    def now(self) -> datetime:
        """The time, which stands still."""
        return self.house.clock.now()

    async def due(
        self,
        occurrence: str = "17:1",
        *,
        at: datetime | None = None,
        who: int = 0,
        purpose: str = "made_up",
        keeps: timedelta = DAY,
    ) -> None:
        """Plan something for somebody, now unless it is told."""
        at = at or self.now
        row = {"person_id": who or self.ann, "purpose": purpose, "occurrence": occurrence}
        async with self.house.store.write() as conn:
            await dues.add(conn, [{**row, "at": at, "not_after": at + keeps, "created_at": self.now}])

    async def wishes(self, who: int = 0, **values: Any) -> None:
        """Let somebody be otherwise."""
        async with self.house.store.write() as conn:
            await conn.execute(update(person).where(person.c.id == (who or self.ann)).values(**values))

    def at(self, moment: datetime) -> None:
        """Set the time."""
        self.house.clock.time = moment

    def local(self, wall: datetime, zone: str = "Europe/London") -> None:
        """Set the time to what a clock shows."""
        self.at(in_utc(wall, zone))

    async def tick(self) -> int:
        """Let the tick look once."""
        return await self.ticks.tick()

    async def dues(self) -> dict[str, tuple[str, str]]:
        """Return what became of each due, by occurrence."""
        return {row.occurrence: (row.status, row.reason) for row in await self.house.rows(due)}

    async def waiting(self) -> dict[str, datetime]:
        """Return when each due comes that waits, by occurrence."""
        return {row.occurrence: row.at for row in await self.house.rows(due, status="waiting")}

    async def sent(self, chat: str = ANN) -> list[Any]:
        """Return the nudges to a chat, in order."""
        return [row for row in await self.house.rows(outbox, address=address(chat)) if row.nudge]


async def many(store: Store, count: int, at: datetime, purpose: str = "made_up") -> list[int]:
    """Make people on Telegram with a due each, and return their ids."""
    school = School(store, at)
    await school.organisation()
    async with store.write() as conn:
        ids = await _people(conn, count, at)
        base = {"purpose": purpose, "occurrence": "17:1", "at": at, "not_after": at + DAY, "created_at": at}
        await dues.add(conn, [{**base, "person_id": one} for one in ids])
    return ids


async def _people(conn: AsyncConnection, count: int, now: datetime) -> list[int]:
    base = {"organisation_id": 1, "status": "active", "created_at": now}
    await conn.execute(insert(person), [{**base, "first_name": f"P{number}"} for number in range(count)])
    ids = list((await conn.scalars(select(person.c.id).order_by(person.c.id))).all())[-count:]
    base = {"platform": "telegram", "state_at": now, "created_at": now}
    accounts = [{**base, "address": f"telegram::{one}", "person_id": one} for one in ids]
    await conn.execute(insert(account), accounts)
    return ids
