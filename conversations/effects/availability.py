"""Changes to when somebody can meet: the hours of their week, days away, their clock."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.effects.base import Effect
from conversations.week import Days, Free


@dataclass(frozen=True, slots=True)
class SetWeek(Effect):
    """Set the hours of somebody's week: the ``parts`` that they picked, as in the profile, and all hours."""

    parts: tuple[str, ...]
    free: tuple[Free, ...]


@dataclass(frozen=True, slots=True)
class AddAway(Effect):
    """Somebody is away on these days."""

    days: Days


@dataclass(frozen=True, slots=True)
class RemoveAway(Effect):
    """Somebody is not away on these days after all."""

    days: Days


@dataclass(frozen=True, slots=True)
class SetZone(Effect):
    """Somebody lives by another clock now, as in "Europe/Paris"; what was promised them is moved to it."""

    zone: str
