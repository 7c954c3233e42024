"""A pair over a store that has met: what both do after a meeting, and what is planned for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import event, update
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.effects import Effect
from conversations.facts import Role
from mentoring.changes import Who
from mentoring.nudges.nudge import Answer, Event, Nudge
from mentoring.nudges.planning import add, happened
from storage import check_ins, dues, matches, meetings
from storage.check_ins import CheckInRow
from storage.dues import DueRow, DueSettlement
from storage.meetings import MeetingRow
from storage.tables import meeting, person
from tests.mentoring.school import School
from tests.storage.matched import matched, met

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass
class Pair:
    """Max and his mentor Sam in one match, with one meeting."""

    school: School
    max: int
    sam: int
    match: int
    meeting: int

    @classmethod
    async def made(
        cls,
        school: School,
        starts: datetime | None = None,
        *,
        since: datetime | None = None,
        mentors_at: Iterable[str] = (),
        zones: tuple[str, str] = ("Europe/London", "Europe/London"),
        **more: Any,
    ) -> Pair:
        """Make the two, and a meeting that is confirmed for ``starts``, or else was to be an hour ago.

        ``zones`` are the young person's and the mentor's.
        """
        max_ = await school.person("Max", Role.YOUNG_PERSON)
        sam = await school.person("Sam", Role.MENTOR, at=mentors_at)
        async with school.store.write() as conn:
            for who, zone in zip((max_, sam), zones, strict=True):
                await conn.execute(update(person).where(person.c.id == who).values(zone=zone))
            match = await matched(conn, sam, max_, since=since or school.now - 30 * DAY)
            at = starts or school.now - HOUR
            number = await met(conn, match, 1, "confirmed", at, **{"topic": "cv", **more})
        return cls(school, max_, sam, match, number)

    async def do(self, person: int, *effects: Effect) -> Who:
        """Let one of them do something."""
        return await self.school.do(person, *effects)

    async def row(self) -> MeetingRow:
        """Return the meeting as it is now."""
        async with self.school.store.read() as conn:
            return (await meetings.by_ids(conn, [self.meeting]))[self.meeting]

    async def change(self, **values: Any) -> None:
        """Let the meeting be otherwise."""
        async with self.school.store.write() as conn:
            await conn.execute(update(meeting).where(meeting.c.id == self.meeting).values(**values))

    async def close(self) -> None:
        """End the match."""
        async with self.school.store.write() as conn:
            await matches.close(conn, self.match, "done", None, self.school.now)

    async def asked(self, person: int, kind: str = "meeting", name: str = "") -> int:
        """Ask somebody something, and return the check-in's id."""
        occasion = name or str(self.meeting)
        about = self.meeting if kind == "meeting" else None
        row = {"match_id": self.match, "meeting_id": about, "person_id": person, "kind": kind}
        async with self.school.store.write() as conn:
            await check_ins.ask(conn, [{**row, "occasion": occasion, "asked_at": self.school.now}])
            found = await check_ins.asked(conn, kind, [self.match], [occasion])
        return found[self.match, person, occasion].id

    async def check_in(self, number: int) -> CheckInRow:
        """Return a check-in as it is now."""
        async with self.school.store.read() as conn:
            return (await check_ins.by_ids(conn, [number]))[number]

    async def happens(self, what: Event, about: int) -> None:
        """Let something happen that nudges are planned for."""
        async with self.school.store.write() as conn:
            await happened(conn, what, about, self.school.now)

    async def due(self, kind: Nudge, now: datetime) -> list[DueRow]:
        """Return the dues of a kind whose time has come."""
        async with self.school.store.write() as conn:
            return [row for row in await dues.claim(conn, now, 10_000) if row.purpose == kind.purpose]

    async def tick(self, kind: Nudge, now: datetime) -> list[Answer]:
        """Answer and settle the dues of a kind whose time has come, and plan what comes then."""
        rows = await self.due(kind, now)
        async with self.school.store.write() as conn:
            answers = await kind.answers(conn, rows, now)
            await dues.settle(conn, [DueSettlement(row.id, "done", now) for row in rows])
            for answer in answers.values():
                await add(conn, kind, answer.then, now)
        assert set(answers) == {row.id for row in rows}
        return [answers[row.id] for row in rows]

    async def only(self, kind: Nudge, now: datetime) -> Answer:
        """Answer the only due of a kind whose time has come."""
        [answer] = await self.tick(kind, now)
        return answer


async def statements(conn: AsyncConnection, kind: Nudge, rows: Sequence[DueRow], now: datetime) -> int:
    """Return how many statements a kind takes to answer these dues."""
    seen: list[str] = []

    def see(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(conn.sync_connection, "before_cursor_execute", see)
    answers: Mapping[int, Answer] = await kind.answers(conn, rows, now)
    event.remove(conn.sync_connection, "before_cursor_execute", see)
    assert len(answers) == len(rows)
    return len(seen)
