"""Why a due whose time has come is not said now: it waits for a better moment, or nothing is said at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

from conversations.clock import in_utc, on_wall
from conversations.facts import Status
from conversations.nudging import Quiet
from mentoring.nudges.nudge import Nudge
from storage.availability import AwayRow
from storage.dues import DueRow

LATE = timedelta(minutes=10)
"""How long nobody looked, where that was an outage; and how late a due is that it kept from going."""

SPREAD = timedelta(minutes=30)
"""Over how long such dues are spread, so that not everybody hears of everything in one minute."""

ONE_DAY = timedelta(days=1)

SOON = timedelta(minutes=15)
"""How long a due waits whose kind failed, while it may still be said; later it is tried once a day."""

GIVEN_UP = timedelta(days=14)
"""How long after it could last be said such a due is tried: whoever runs the bot can mend it in that time."""


@dataclass(frozen=True, slots=True)
class Later:
    """It is looked at again then."""

    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Silent:
    """Nothing is said, and what comes after it is planned all the same."""

    reason: str


def withheld(
    due: DueRow,
    nudge: Nudge,
    away: Sequence[AwayRow],
    quiet: Quiet,
    now: datetime,
    *,
    behind: bool = False,
) -> Later | Silent | None:
    """Return what keeps a due from being said now, or None; ``away`` are the days its person is away.

    ``behind`` is true while what an outage has left behind is worked off.
    """
    reason = _silent(due, nudge, now)
    if reason:
        return Silent(reason)
    if not nudge.to_person:
        return None
    until, reason = _better(due, nudge, away, quiet, now)
    if until > now:
        return Later(until, reason) if until <= due.not_after else Silent(reason)
    if behind and now - due.at > LATE:
        until, _ = _better(due, nudge, away, quiet, now + _share(due.person_id))
        return Later(until, "spread after an outage") if now < until <= due.not_after else None
    return None


def tried_again(due: DueRow, now: datetime) -> datetime | None:
    """Return when a due is tried again whose kind failed, or None where it is given up."""
    if now <= due.not_after:
        return now + SOON
    return now + ONE_DAY if now - due.not_after <= GIVEN_UP else None


def switched_off(nudge: Nudge, groups: str) -> bool:
    """Tell whether somebody who switched these groups off, separated by commas, does not get this kind."""
    return nudge.optional and nudge.group in groups.split(",")


def _silent(due: DueRow, nudge: Nudge, now: datetime) -> str:
    """Return why nothing is said to this person at all, or nothing where something may be."""
    if due.not_after < now:
        return "too late"
    if not nudge.to_person:
        return ""
    if due.state != "reachable":
        return f"account {due.state}" if due.state else "no account"
    if due.status in (Status.LEFT, Status.PAUSED, Status.DECLINED):
        return f"person {due.status}"
    return "switched off" if switched_off(nudge, due.nudges_off) else ""


def _better(
    due: DueRow, nudge: Nudge, away: Sequence[AwayRow], quiet: Quiet, at: datetime
) -> tuple[datetime, str]:
    """Return the first moment from ``at`` on at which it may be said, and what it waits for, if anything."""
    first = ""
    while True:
        until, reason = _held(due, nudge, away, quiet, at)
        if until is None:
            return at, first
        at, first = until, first or reason


def _held(
    due: DueRow, nudge: Nudge, away: Sequence[AwayRow], quiet: Quiet, at: datetime
) -> tuple[datetime | None, str]:
    if due.paused_until is not None and due.paused_until > at:
        return due.paused_until, "paused"
    today = on_wall(at, due.lives_in).date()
    for days in away if nudge.asks else ():
        if days.first <= today <= days.last:
            # At the time of the day that it was planned for, on the first day back.
            wall = datetime.combine(days.last + ONE_DAY, on_wall(due.at, due.lives_in).time())
            return in_utc(wall, due.lives_in), "away"
    return quiet.until(at, due.lives_in), "quiet hours"


def _share(person_id: int) -> timedelta:
    """Return a share of SPREAD that is always the same for one person, and evenly spread over many."""
    return SPREAD * (crc32(str(person_id).encode()) / 2**32)
