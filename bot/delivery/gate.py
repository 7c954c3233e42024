"""The one gate: holds back what must not go, whoever asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.clock import HOME_ZONE
from conversations.facts import Status
from conversations.nudging import Quiet
from conversations.reply import Order
from mentoring.nudges.nudge import Nudge
from mentoring.nudges.withholding import switched_off


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a message is for: the state of the account, and what is known of the person where there is one.

    ``nudges_off`` are the groups of nudges that they do not want, separated by commas.
    """

    state: str = "reachable"
    status: str = ""
    zone: str = HOME_ZONE
    paused_until: datetime | None = None
    nudges_off: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """It may go."""


@dataclass(frozen=True, slots=True)
class Held:
    """It waits until then."""

    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """It must never go."""

    status: str
    reason: str


Verdict = Passed | Held | Dropped


def gate(
    order: Order,
    not_after: datetime | None,
    to: Recipient,
    now: datetime,
    quiet: Quiet,
    nudge: Nudge | None = None,
) -> Verdict:
    """Say what becomes of a message of this order, of this kind where it is a nudge, to this recipient.

    An answer that somebody waits for, and a safety message, goes whatever their state: what is stored of
    an account may be older than what they wrote. A pause is one of nudges and announcements: what others
    did is still told.
    """
    if not_after is not None and not_after < now:
        return Dropped("expired", "too old")
    if order <= Order.REPLY:
        return Passed()
    if to.state != "reachable":
        return Dropped("gone", f"account {to.state}")
    if to.status in (Status.LEFT, Status.PAUSED):
        return Dropped("expired", f"person {to.status}")
    if nudge is not None and switched_off(nudge, to.nudges_off):
        return Dropped("expired", "switched off")
    if to.paused_until is not None and to.paused_until > now and (nudge or order is Order.ANNOUNCEMENT):
        return _held(to.paused_until, "paused", not_after)
    until = quiet.until(now, to.zone)
    return Passed() if until is None else _held(until, "quiet hours", not_after)


def _held(until: datetime, reason: str, not_after: datetime | None) -> Verdict:
    """Return that it waits until then, or is dropped now where it is too old by then."""
    if not_after is not None and not_after < until:
        return Dropped("expired", reason)
    return Held(until, reason)
