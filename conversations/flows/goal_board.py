"""The goals of one pair during a talk: as they were looked up, with what the talk has changed since."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from conversations.check import Rejected
from conversations.checks.choices import OneOf
from conversations.facts import Facts
from conversations.goals import OPEN, called, open_goals, same
from conversations.pairs import Goal, Pair, Step
from conversations.reply import Json
from conversations.talk import Talk

_WISH = re.compile(r"(?P<goal>\d{1,15})(?: (?P<act>done|later|reached)(?: (?P<step>\d{1,15}))?)?")

_ACT = re.compile(r"(?P<what>[a-z]+)(?::(?P<number>\d{1,15}))?")

NEW = "new"
DONE, LATER, REACHED_IT = "done", "later", "reached"


@dataclass(frozen=True, slots=True)
class Wish:
    """What followed the command: a goal by its number, what is to be done, and to which of its steps."""

    goal: int = 0
    act: str = ""
    step: int = 0


def wish_in(given: str) -> Wish:
    """Return what "17 done 4", "17 reached", "17" or "new" asks for; nothing where it is none of these."""
    said = " ".join(given.casefold().replace("#", "").split())
    found = _WISH.fullmatch(said)
    if found:
        return Wish(int(found["goal"]), found["act"] or "", int(found["step"] or 0))
    return Wish(act=NEW) if said == NEW else Wish()


class Act(OneOf):
    """One of what applies now, like "drop" or "step:4"; what was chosen stays, whatever applies later."""

    def load(self, stored: Json, facts: Facts) -> str:
        """Return a stored act."""
        if not isinstance(stored, str) or not _ACT.fullmatch(stored):
            raise Rejected("not_a_choice")
        return stored


def parts_of(act: str) -> tuple[str, int]:
    """Return what an act is, and its number or 0."""
    what, _, number = act.partition(":")
    return what, int(number or 0)


class Board:
    """Applies what a talk does to the goals it shows.

    A turn's facts are older than its own effects, and those of the next turn hold them: each change here
    comes to the same over both. Which question comes next must not hang on what is here, only on what was
    answered: at the top of a replay it holds what happened later. ``undoable`` are steps, and ``ended``
    goals, that this talk has settled.
    """

    def __init__(self, talk: Talk, pair: Pair) -> None:
        self.talk = talk
        self.pair = pair
        self._goals = {goal.id: goal for goal in pair.goals}
        self.undoable: set[int] = set()
        self.ended: set[int] = set()
        self.times = 0

    @property
    def goals(self) -> list[Goal]:
        """Every goal, oldest first."""
        return list(self._goals.values())

    @property
    def open(self) -> list[Goal]:
        """The goals that are worked on."""
        return open_goals(self.goals)

    def key(self, name: str) -> str:
        """Return a step key of this round; it names the match, so that no answer is taken for another's."""
        return f"{name}:{self.pair.id}:{self.times}"

    def find(self, goal_id: int, title: str = "") -> Goal | None:
        """Return a goal by id, or the newest with this title; None where it is not there."""
        return self._goals.get(goal_id) or (called(title, self.goals) if title else None)

    def step(self, goal: Goal, step_id: int) -> Step | None:
        """Return a step of a goal, or None."""
        return next((step for step in goal.steps if step.id == step_id), None)

    def add_step(self, goal: Goal, step: Step) -> None:
        """Add a step, whose id is not known yet, unless it is there by now."""
        if not any(same(known.title, step.title) for known in goal.steps):
            self._goals[goal.id] = replace(goal, steps=(*goal.steps, step))

    def tick(self, goal: Goal, step_id: int, *, done: bool) -> Goal:
        """Return the goal with a step done, or not done after all."""
        steps = tuple(replace(step, done=done) if step.id == step_id else step for step in goal.steps)
        (self.undoable.add if done else self.undoable.discard)(step_id)
        self._goals[goal.id] = replace(goal, steps=steps)
        return self._goals[goal.id]

    def date(self, goal: Goal, step_id: int, by: date | None) -> None:
        """Give a step another day, or the goal itself where the step is 0."""
        if not step_id:
            self._goals[goal.id] = replace(goal, by=by)
            return
        steps = tuple(replace(step, by=by) if step.id == step_id else step for step in goal.steps)
        self._goals[goal.id] = replace(goal, steps=steps)

    def settle(self, goal: Goal, status: str) -> None:
        """End a goal, or open it again."""
        (self.ended.discard if status == OPEN else self.ended.add)(goal.id)
        self._goals[goal.id] = replace(goal, status=status, ended=None if status == OPEN else goal.ended)
