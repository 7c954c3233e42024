"""The only object that a flow sees: say, ask, choose, look, do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from conversations.check import Check
from conversations.checks.choices import one_of
from conversations.effects import Effect
from conversations.facts import Facts
from conversations.replay import Replay
from conversations.reply import Choice, Json

T = TypeVar("T")


class Talk:
    """A flow's view of one turn.

    A flow is a plain function that is run from its top each turn; every call names a step key, and what
    already happened under that key is not done again. ``look`` is the frozen world of this turn, ``given``
    what followed the command that began the talk.
    """

    def __init__(self, replay: Replay) -> None:
        self._replay = replay
        self.look: Facts = replay.facts
        self.given: str = replay.run.given

    def say(self, prompt: str, /, key: str = "", **values: Json) -> None:
        """Send a prompt once in this run; ``key`` is its step key where the prompt is said twice."""
        self._replay.say(key or prompt, prompt, values)

    def anew(self, key: str, prompt: str, /, **values: Json) -> None:
        """Send a prompt once in this run, and drop what was just heard where it was not taken yet.

        For a flow that finds the world so changed that it must ask otherwise than before.
        """
        self._replay.anew(key, prompt, values)

    def ask(self, key: str, check: Check[T], /, prompt: str = "", **values: Json) -> T:
        """Return the answer to question ``key``, or end the turn here with the question asked.

        The prompt's name is ``key`` without its number ("day:2" is asked with "day") unless it is given.
        """
        return self._replay.ask(key, check, prompt or key.partition(":")[0], values)

    def choose(self, key: str, choices: Sequence[str | Choice], /, prompt: str = "", **values: Json) -> str:
        """Ask for one of ``choices`` (values whose label is named "question.value") and return its value."""
        named = prompt or key.partition(":")[0]
        offered = [c if isinstance(c, Choice) else Choice(c, label=f"{named}.{c}") for c in choices]
        return self._replay.ask(key, one_of(offered), named, values)

    def form(self, name: str, checks: Mapping[str, Check[Any]], /, **values: Json) -> dict[str, Any]:
        """Ask questions that belong together, and return the answers by key.

        They are asked one by one, or all at once where the platform has forms. Each is asked with the
        prompt of its key, rendered with ``values``; the label "form.name" is the form's title.
        """
        return self._replay.form(name, checks, values)

    def keep(self, key: str, value: Json, /) -> Json:
        """Return what this run has kept under ``key``, or keep ``value`` there.

        For what a flow finds in the world when it begins, and that its own changes would make it find
        otherwise in a later turn.
        """
        return self._replay.keep(key, value)

    def changes(self, key: str, value: Json, /) -> int:
        """Return how often ``value``, which is how the world is now, has changed since this run began.

        Step keys that carry the number hold answers to how things are, and never to how they were.
        """
        return self._replay.changes(key, value)

    def do(self, key: str, effect: Effect, /) -> None:
        """Describe a change, once in this run; answers given before it can no longer be taken back."""
        self._replay.do(key, effect)
