"""When each wave of a survey is open in a match: near its start, around its middle, towards its end."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from conversations.clock import on_wall
from conversations.programme import Framework, Wave
from storage.matches import PairRow

START_DAYS = 30
"""Days in which the start is measured: later, an answer would hold what the mentoring has changed."""

MIDDLE_DAYS = 45
"""Days from the middle month in which the middle is measured."""

AFTER_DAYS = 60
"""Days after a match closed in which the end is measured: later, it would hold what came after it."""

LEAST_DAYS = 30
"""Days that a match lasted at least whose end is measured: in less than a month nothing can be told."""


def began(pair: PairRow) -> date:
    """Return the day on which a match began, on its own calendar."""
    return on_wall(pair.started_at, pair.zone).date()


def opens(pair: PairRow, programme: Framework, wave: Wave) -> date:
    """Return the first day of a wave in a match that lasts as long as its programme says."""
    match wave:
        case Wave.START:
            return began(pair)
        case Wave.MIDDLE:
            return began(pair) + relativedelta(months=programme.middle_month)
        case Wave.END:
            return began(pair) + relativedelta(months=programme.months - 1)


def open_wave(pair: PairRow, programme: Framework, today: date) -> Wave | None:
    """Return the wave that is open on a day of the match's own calendar, or None."""
    if pair.closed_at is not None:
        closed = on_wall(pair.closed_at, pair.zone).date()
        lasted, since = closed - began(pair), today - closed
        kept = lasted >= timedelta(LEAST_DAYS) and since <= timedelta(AFTER_DAYS)
        return Wave.END if kept else None
    if today >= opens(pair, programme, Wave.END):
        return Wave.END
    middle = opens(pair, programme, Wave.MIDDLE)
    if middle <= today < middle + timedelta(MIDDLE_DAYS):
        return Wave.MIDDLE
    return Wave.START if today < began(pair) + timedelta(START_DAYS) else None
