"""Where a pair's next meeting stands for one of the two, and why a meeting may be called off."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from conversations.pairs import MeetingCard, MeetingStatus, Pair, Proposal

REASONS = ("ill", "exam", "work", "travel")
"""Why a meeting is called off, where nobody says so in words of their own; labels: "meet_reason.REASON"."""

LONGEST_REASON = 200
"""Characters of a reason in one's own words: the other reads it in a message among others."""


class Standing(StrEnum):
    """Where a pair's next meeting stands, for one of the two."""

    NONE = "none"
    """Nothing is arranged, or nothing that is still to come."""
    ASKED = "asked"
    """The other proposed times, and waits for an answer."""
    ASKING = "asking"
    """They proposed times themselves."""
    AGREED = "agreed"
    """A time is agreed, and waits for an adult to be named."""
    CONFIRMED = "confirmed"
    RUNNING = "running"
    """It has begun, and is not over."""


def standing(pair: Pair, now: datetime) -> Standing:
    """Return where the pair's next meeting stands at ``now``."""
    meeting = arranged(pair, now)
    if meeting is None:
        return Standing.NONE
    confirmed = meeting.status is MeetingStatus.CONFIRMED
    if confirmed and meeting.starts is not None and meeting.starts <= now:
        return Standing.RUNNING
    if meeting.proposal is not None and to_come(meeting.proposal, now):
        return Standing.ASKING if meeting.proposal.mine else Standing.ASKED
    if meeting.starts is None or meeting.starts <= now:
        return Standing.NONE
    return Standing.CONFIRMED if confirmed else Standing.AGREED


def arranged(pair: Pair, now: datetime) -> MeetingCard | None:
    """Return the meeting that is being arranged, or None where there is none: one that is over is not."""
    meeting = pair.meeting
    if meeting is None or meeting.starts is None or meeting.status is not MeetingStatus.CONFIRMED:
        return meeting
    return meeting if meeting.starts + timedelta(minutes=meeting.minutes) > now else None


def to_come(proposal: Proposal, now: datetime) -> tuple[datetime, ...]:
    """Return the times of a proposal that are still to come."""
    return tuple(start for start in proposal.starts if start > now)


def waits(pair: Pair, now: datetime) -> bool:
    """Tell whether it is their turn: nothing is arranged, or the other waits for an answer."""
    return standing(pair, now) in (Standing.NONE, Standing.ASKED)


def state_of(pair: Pair, now: datetime) -> str:
    """Return what tells one state of a pair's arrangement from every other, as a short text."""
    meeting = arranged(pair, now)
    proposal = meeting.proposal if meeting is not None else None
    ids = (meeting.id, meeting.sequence) if meeting is not None else (0, 0)
    return ".".join(map(str, (pair.id, standing(pair, now), *ids, proposal.id if proposal else 0)))
