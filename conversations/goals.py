"""Goals in a few words: how far one is, and what is shown of it on a card, a page or a button."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from conversations.checks.words import folded
from conversations.pairs import Goal, Step
from conversations.reply import Json

MOST_GOALS = 5
"""Open goals of a pair: more are a list of wishes that nobody works on."""

MOST_STEPS = 8
"""Steps of a goal: as many as one message shows with a button each."""

LONGEST_TITLE = 100
"""Characters of a goal or a step: a sentence."""

OPEN, REACHED, DROPPED = "open", "reached", "dropped"


def open_goals(goals: Iterable[Goal]) -> list[Goal]:
    """Return the goals that are worked on."""
    return [goal for goal in goals if goal.status == OPEN]


def ended_goals(goals: Iterable[Goal]) -> list[Goal]:
    """Return the goals that were reached or let go, the newest first."""
    ended = [goal for goal in goals if goal.status != OPEN]
    return sorted(ended, key=lambda goal: (goal.ended or date.min, goal.id), reverse=True)


def goal_line(goal: Goal) -> dict[str, Json]:
    """Return a goal as one line: its number, title, day and status, and how many of its steps are done."""
    return {
        "goal": goal.id,
        "title": goal.title,
        "by": goal.by.isoformat() if goal.by else "",
        "status": goal.status,
        "ended": goal.ended.isoformat() if goal.ended else "",
        "done": sum(step.done for step in goal.steps),
        "steps": len(goal.steps),
    }


def goal_lines(goals: Iterable[Goal]) -> list[Json]:
    """Return the goals that are worked on as lines, for a card or a page."""
    return [goal_line(goal) for goal in open_goals(goals)]


def step_lines(steps: Sequence[Step]) -> list[Json]:
    """Return the steps of a goal as lines."""
    return [
        {"title": step.title, "done": step.done, "by": step.by.isoformat() if step.by else ""}
        for step in steps
    ]


def called(title: str, goals: Iterable[Goal]) -> Goal | None:
    """Return the goal with this title, whatever its case and accents; the newest of several, or None."""
    alike = [goal for goal in goals if same(goal.title, title)]
    return alike[-1] if alike else None


def same(one: str, other: str) -> bool:
    """Tell whether two titles read alike."""
    return (folded(one) or one) == (folded(other) or other)
