"""Changes to what comes to somebody by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conversations.effects.base import Effect
from conversations.nudging import NudgeGroup, Reminder


@dataclass(frozen=True, slots=True)
class SetNudges(Effect):
    """Switch these groups of nudges off, and every other on."""

    off: tuple[NudgeGroup, ...]


@dataclass(frozen=True, slots=True)
class SetReminders(Effect):
    """Set which reminders come before a meeting; it may be none."""

    chosen: tuple[Reminder, ...]


@dataclass(frozen=True, slots=True)
class Pause(Effect):
    """Let no nudge come before ``until``, in UTC."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Resume(Effect):
    """Let nudges come again."""
