"""Changes to the meetings of a pair: proposed, agreed, moved, cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conversations.effects.base import Effect


@dataclass(frozen=True, slots=True)
class ProposeMeeting(Effect):
    """Propose one to three starts (UTC) for the pair's next meeting, or for another time of the one it has.

    ``meeting`` is the open meeting that the person saw, at ``sequence``, or 0 where there was none, and
    ``seen`` the open proposal that they saw, or 0. ``place`` is the id of an approved place, or 0. With
    ``rhythm`` the time is to come again each month.
    """

    match: int
    starts: tuple[datetime, ...]
    minutes: int
    place: int = 0
    meeting: int = 0
    sequence: int = 0
    seen: int = 0
    rhythm: str = ""


@dataclass(frozen=True, slots=True)
class AcceptProposal(Effect):
    """Accept one start (UTC) of a proposal."""

    proposal: int
    start: datetime


@dataclass(frozen=True, slots=True)
class WithdrawProposal(Effect):
    """Take back a proposal of one's own; a meeting that was confirmed before stays as it was."""

    proposal: int


@dataclass(frozen=True, slots=True)
class CancelMeeting(Effect):
    """Cancel a meeting that the person saw at ``sequence``; ``reason`` is told to the other."""

    meeting: int
    sequence: int
    reason: str


@dataclass(frozen=True, slots=True)
class EndRhythm(Effect):
    """The pair no longer meets at the same time each month; what is arranged stays."""

    match: int
