"""A nudge that had to wait on its way is asked about again: its matter may be settled by now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from mentoring.news import News
from mentoring.nudges.nudge import Answer, Nudge
from storage import dues
from storage.dues import DueRow

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Settled:
    """Why a nudge is not worth sending any more, and what others hear of that."""

    reason: str
    news: tuple[News, ...] = ()


async def settled(
    conn: AsyncConnection, due_ids: Collection[int], now: datetime, kinds: Mapping[str, Nudge]
) -> dict[int, Settled]:
    """Return, by the due's id, which nudges that wait are not worth sending any more.

    What cannot be told is worth sending: that a kind fails must keep nothing from going.
    """
    by_purpose: dict[str, list[DueRow]] = {}
    for row in await dues.by_ids(conn, due_ids):
        by_purpose.setdefault(row.purpose, []).append(row)
    found: dict[int, Settled] = {}
    for purpose, rows in by_purpose.items():
        answers = await _asked(conn, kinds[purpose], rows, now) if purpose in kinds else {}
        found |= {
            number: Settled(answer.reason, answer.news)
            for number, answer in answers.items()
            if answer.reply is None
        }
    return found


async def _asked(
    conn: AsyncConnection, nudge: Nudge, rows: list[DueRow], now: datetime
) -> Mapping[int, Answer]:
    try:
        async with conn.begin_nested():
            return await nudge.answers(conn, rows, now)
    except Exception as error:
        log.error("a kind of nudge cannot be asked again", nudge=nudge.purpose, exc_info=error)
        return {}
