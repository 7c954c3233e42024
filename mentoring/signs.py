"""What the store knows of how matches go, read in one go for however many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.following import SAFE, Safe, rating_of
from mentoring.health import LATELY, Signs
from storage import health
from storage.health import CheckInsRow, HeardRow, MeetingsRow, TwoRow

NO_MEETINGS = MeetingsRow(0, 0, 0, None, 0, None, None, None, 0, 0)
NOTHING_HEARD = HeardRow(None, None)

NEVER = datetime.min.replace(tzinfo=UTC)

TAKES_PART = frozenset({"active", "paused"})
"""Statuses of who is in the programme still."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: until when they have paused, what was heard of them, their check-ins of each kind.

    The check-ins are in the order of their answers; those that were never answered are first.
    """

    paused_until: datetime | None
    heard: datetime | None
    check_ins: tuple[CheckInsRow, ...]

    def heard_since(self, *moments: datetime | None) -> datetime:
        """Return when something was last heard of them, ``moments`` among it, of which one is no None."""
        answered = (one.answered_at for one in self.check_ins)
        return max(moment for moment in (self.heard, *answered, *moments) if moment is not None)

    def paused(self, now: datetime) -> bool:
        """Tell whether they have paused."""
        return self.paused_until is not None and self.paused_until > now

    def rated(self, since: datetime | None = None) -> int:
        """Return their newest rating from 1 to 5, of those since then, or 0."""
        newest_first = reversed(self.check_ins)
        lately = (one for one in newest_first if since is None or _after(one.answered_at, since))
        return next((number for one in lately if (number := rating_of(one.answers))), 0)

    def passed_on(self) -> bool:
        """Tell whether they answered nothing since a check-in of theirs was passed on."""
        passed = [one.passed_on_at for one in self.check_ins if one.passed_on_at is not None]
        return bool(passed) and not any(_after(one.answered_at, max(passed)) for one in self.check_ins)

    def safe(self) -> str:
        """Return their newest word on whether the young person is safe, or nothing."""
        told = (one.answers[SAFE] for one in reversed(self.check_ins) if SAFE in one.answers)
        return str(next(told, ""))


@dataclass(frozen=True, slots=True)
class Read:
    """What is known of one match."""

    row: TwoRow
    signs: Signs
    mentor: Side
    young_person: Side
    meetings: MeetingsRow = NO_MEETINGS


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read of many matches, by match, by match and person, or by person."""

    meetings: Mapping[int, MeetingsRow]
    heard: Mapping[int, HeardRow]
    proposed: Mapping[int, datetime]
    concerns: Mapping[int, int]
    check_ins: Mapping[tuple[int, int | None], list[CheckInsRow]]

    def of(self, row: TwoRow, now: datetime) -> Read:
        """Return what is known of one match."""
        heard = self.heard.get(row.id, NOTHING_HEARD)
        mentor = self._side(row.id, row.mentor_id, row.mentor_paused, heard.mentor)
        young = self._side(row.id, row.young_person_id, row.young_person_paused, heard.young_person)
        meetings = self.meetings.get(row.id, NO_MEETINGS)
        return Read(row, self._signs(row, meetings, mentor, young, now), mentor, young, meetings)

    def _side(self, match: int, who: int | None, paused: datetime | None, heard: datetime | None) -> Side:
        found = self.check_ins.get((match, who), [])
        return Side(paused, heard, tuple(sorted(found, key=lambda one: one.answered_at or NEVER)))

    def _signs(self, row: TwoRow, meetings: MeetingsRow, mentor: Side, young: Side, now: datetime) -> Signs:
        both = (row.started_at, meetings.last_held)
        lately = now - LATELY
        return Signs(
            match=row.id,
            mentor=row.mentor or "",
            young_person=row.young_person or "",
            started=row.started_at,
            heard_mentor=mentor.heard_since(*both),
            heard_young_person=young.heard_since(*both),
            last_held=meetings.last_held,
            missed_in_a_row=meetings.in_a_row,
            next=meetings.next,
            unlogged=meetings.unlogged,
            proposed=self.proposed.get(row.id),
            waits_for_adult=meetings.agreed is not None,
            paused_mentor=mentor.paused(now),
            paused_young_person=young.paused(now),
            gone=not {row.mentor_status, row.young_person_status} <= TAKES_PART,
            concerns=sum(self.concerns.get(who, 0) for who in _people([row])),
            safe=_worst(mentor.safe(), young.safe()),
            rated_mentor=mentor.rated(lately),
            rated_young_person=young.rated(lately),
            passed_on_mentor=mentor.passed_on(),
            passed_on_young_person=young.passed_on(),
        )


async def read(conn: AsyncConnection, rows: Sequence[TwoRow], now: datetime, month: datetime) -> list[Read]:
    """Return what is known of matches, in their order; ``month`` is when this month began."""
    if not rows:
        return []
    ids = [row.id for row in rows]
    check_ins: dict[tuple[int, int | None], list[CheckInsRow]] = {}
    for one in await health.check_ins(conn, ids):
        check_ins.setdefault((one.match_id, one.person_id), []).append(one)
    known = _Known(
        meetings=await health.meetings(conn, ids, now, month),
        heard=await health.heard(conn, ids),
        proposed=await health.unanswered(conn, ids, now),
        concerns=await health.concerned(conn, _people(rows)),
        check_ins=check_ins,
    )
    return [known.of(row, now) for row in rows]


def _people(rows: Iterable[TwoRow]) -> set[int]:
    return {who for row in rows for who in (row.mentor_id, row.young_person_id) if who is not None}


def _after(moment: datetime | None, since: datetime) -> bool:
    return moment is not None and moment >= since


def _worst(*words: str) -> Safe:
    return next((word for word in (Safe.NO, Safe.NOT_SURE) if word in words), Safe.YES)
