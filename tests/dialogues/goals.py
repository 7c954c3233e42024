"""A pair with goals in the dialogues: what a talk changes is there in its next turn, as in the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from conversations.effects import (
    AddGoal,
    AddStep,
    DateGoal,
    DateStep,
    DropGoal,
    Effect,
    GoalReached,
    ReopenGoal,
    StepDone,
)
from conversations.facts import Facts, Role, Status
from conversations.goals import DROPPED, OPEN, REACHED
from conversations.pairs import Goal, MeetingCard, MeetingStatus, Pair, Step
from conversations.programme import Side
from tests.dialogues.dialogue import JOINING, NOON, Conversation
from tests.dialogues.words import WORDS

TODAY = NOON.date()
CV = Goal(
    17,
    "Write a CV",
    TODAY + timedelta(30),
    steps=(
        Step(4, "List what I have done", done=True),
        Step(5, "Show it to Sam", TODAY + timedelta(3)),
        Step(6, "Ask Dad to read it"),
    ),
)
CALM = Goal(18, "Feel calm in exams")
PAST = Goal(9, "Get a Saturday job", status=REACHED, ended=TODAY - timedelta(20))
NEXT = MeetingCard(40, 3, MeetingStatus.CONFIRMED, NOON + timedelta(days=9), 60)
SAM = Pair(3, Side.YOUNG_PERSON, "Sam", TODAY - timedelta(60), goals=(PAST, CV, CALM))


def young(*pairs: Pair, **more: Any) -> Facts:
    """Return the facts of Ann, a young person in these matches."""
    return _facts(Role.YOUNG_PERSON, "Ann", pairs, more)


def mentor(*pairs: Pair, **more: Any) -> Facts:
    """Return the facts of Sam, a mentor in these matches."""
    return _facts(Role.MENTOR, "Sam", pairs, more)


def _facts(role: Role, first_name: str, pairs: tuple[Pair, ...], more: Mapping[str, Any]) -> Facts:
    return replace(
        JOINING,
        status=Status.ACTIVE,
        roles=frozenset({role}),
        first_name=first_name,
        profile={"first_name": first_name},
        labels=WORDS.labels["en"],
        pairs=pairs,
        **more,
    )


class Living(Conversation):
    """A conversation whose effects on goals come to be before its next turn."""

    def hear(self, *given: Any, **more: Any) -> list[str]:
        """Take one turn, once what earlier ones changed has come to be."""
        self._live()
        return super().hear(*given, **more)

    def goal(self, number: int) -> Goal:
        """Return a goal as it is after all that was done."""
        return next(goal for goal in self.goals if goal.id == number)

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The goals of the first match, after all that was done."""
        self._live()
        return self.facts.pairs[0].goals

    def _live(self) -> None:
        for effect in self.effects[self.lived :]:
            self.facts = replace(self.facts, pairs=tuple(_after(effect, pair) for pair in self.facts.pairs))
        self.lived = len(self.effects)


def _after(effect: Effect, pair: Pair) -> Pair:
    if isinstance(effect, AddGoal):
        made = Goal(100 + len(pair.goals), effect.title, effect.by)
        return replace(pair, goals=(*pair.goals, made)) if effect.match == pair.id else pair
    return replace(pair, goals=tuple(_changed(effect, goal) for goal in pair.goals))


def _changed(effect: Effect, goal: Goal) -> Goal:
    change = _CHANGES.get(type(effect))
    return change(effect, goal) if change else goal


def _steps(number: int, goal: Goal, **more: Any) -> Goal:
    steps = (replace(step, **more) if step.id == number else step for step in goal.steps)
    return replace(goal, steps=tuple(steps))


def _added(effect: AddStep, goal: Goal) -> Goal:
    made = Step(1000 * goal.id + len(goal.steps), effect.title, effect.by)
    return replace(goal, steps=(*goal.steps, made)) if goal.id == effect.goal else goal


def _settled(status: str) -> Callable[[Any, Goal], Goal]:
    ended = None if status == OPEN else TODAY
    return lambda effect, goal: replace(goal, status=status, ended=ended) if goal.id == effect.goal else goal


_CHANGES: Mapping[type[Effect], Callable[[Any, Goal], Goal]] = {
    AddStep: _added,
    StepDone: lambda effect, goal: _steps(effect.step, goal, done=effect.done),
    DateStep: lambda effect, goal: _steps(effect.step, goal, by=effect.by),
    DateGoal: lambda effect, goal: replace(goal, by=effect.by) if goal.id == effect.goal else goal,
    GoalReached: _settled(REACHED),
    DropGoal: _settled(DROPPED),
    ReopenGoal: _settled(OPEN),
}


ANN = young(SAM)
BARE = young(replace(SAM, goals=()))
MIA = Pair(4, Side.MENTOR, "Mia", TODAY, goals=(Goal(30, "Pass my driving test"),))


def talk_of(*said: str, facts: Facts = ANN) -> Living:
    """Return the talk in which all this was said."""
    talk = Living(facts=facts)
    for text in said:
        talk.say(text)
    return talk
