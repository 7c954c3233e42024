"""Asks a kind of nudge what becomes of its dues, and lets nobody hear twice of one matter at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from mentoring.nudges.nudge import Answer, Nudge
from storage.dues import DueRow

OVERTAKEN = "overtaken"
"""Why nothing is said of a due where a newer one is about the same matter."""

_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Decided:
    """A due and what becomes of it."""

    due: DueRow
    answer: Answer


async def decided(
    conn: AsyncConnection, nudge: Nudge, dues: Sequence[DueRow], silent: Mapping[int, str], now: datetime
) -> list[Decided]:
    """Return what becomes of dues of one kind; of those in ``silent``, by id, nothing is said, and why.

    Raises what the kind raises, and KeyError where it has no answer for a due.
    """
    asked = [_past(due, now) if due.id in silent else due for due in dues]
    answers = await nudge.answers(conn, asked, now)
    told = [Decided(due, _kept_quiet(answers[due.id], silent.get(due.id, ""))) for due in dues]
    return _newest(told, nudge.matter)


def _past(due: DueRow, now: datetime) -> DueRow:
    """Return a due as kinds see one of which nothing is said any more."""
    return due._replace(not_after=min(due.not_after, now - _MOMENT))


def _kept_quiet(answer: Answer, reason: str) -> Answer:
    """Return an answer without its reply where there is a ``reason`` to say nothing."""
    if not reason or answer.reply is None:
        return answer
    return replace(answer, reply=None, reason=reason)


def _newest(told: Sequence[Decided], parts: int) -> list[Decided]:
    """Let only the newest due speak of those that say something to one person about one matter.

    The newest is what was planned last: their times may be the same where they were put off.
    """
    speaks: dict[tuple[int, str], int] = {}
    for one in told:
        if one.answer.reply is not None:
            matter = _matter(one, parts)
            speaks[matter] = max(one.due.id, speaks.get(matter, 0))
    return [
        one
        if one.answer.reply is None or speaks[_matter(one, parts)] == one.due.id
        else Decided(one.due, _kept_quiet(one.answer, OVERTAKEN))
        for one in told
    ]


def _matter(one: Decided, parts: int) -> tuple[int, str]:
    return one.due.person_id, ":".join(one.due.occurrence.split(":")[:parts])
