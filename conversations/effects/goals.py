"""Changes to what a pair wants to reach: its goals, and the steps towards them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from conversations.effects.base import Effect


@dataclass(frozen=True, slots=True)
class AddGoal(Effect):
    """Set a goal for a match, to be reached by a day or at no special time."""

    match: int
    title: str
    by: date | None = None


@dataclass(frozen=True, slots=True)
class AddStep(Effect):
    """Add a step to an open goal."""

    goal: int
    title: str
    by: date | None = None


@dataclass(frozen=True, slots=True)
class StepDone(Effect):
    """A step is done or, where ``done`` is False, is not done after all."""

    step: int
    done: bool = True


@dataclass(frozen=True, slots=True)
class DateStep(Effect):
    """A step has another day, or none."""

    step: int
    by: date | None


@dataclass(frozen=True, slots=True)
class DateGoal(Effect):
    """A goal has another day, or none."""

    goal: int
    by: date | None


@dataclass(frozen=True, slots=True)
class GoalReached(Effect):
    """A goal is reached: the other of the pair hears so."""

    goal: int


@dataclass(frozen=True, slots=True)
class DropGoal(Effect):
    """A goal is let go; it stays in the history."""

    goal: int


@dataclass(frozen=True, slots=True)
class ReopenGoal(Effect):
    """A goal that was reached or let go is open again."""

    goal: int
