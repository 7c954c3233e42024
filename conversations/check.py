"""A check turns text into a value, or rejects it with the name of the prompt that says why."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Generic, TypeVar

from conversations.facts import Facts
from conversations.reply import SKIP, Choice, Entry, Json

T = TypeVar("T")


class Rejected(Exception):
    """The answer cannot be taken; ``prompt`` says why to the person, rendered with ``values``."""

    def __init__(self, prompt: str, values: Mapping[str, Json] | None = None) -> None:
        super().__init__(prompt)
        self.prompt = prompt
        self.values: Mapping[str, Json] = values or {}


class Check(ABC, Generic[T]):
    """What an answer must be.

    ``choices`` are the buttons that the question offers. ``several`` is True where buttons are picked one
    after another and finished with "done". ``least`` and ``most`` bound how many may be picked, and
    ``picked`` are picked already when the question is asked. ``entry`` is the field that a platform offers
    for it.
    """

    choices: tuple[Choice, ...] = ()
    several: bool = False
    least: int = 0
    most: int = 1
    picked: tuple[str, ...] = ()
    entry: Entry = Entry.LINE

    @abstractmethod
    def parse(self, text: str, facts: Facts) -> T:
        """Return the value that ``text`` means; raise Rejected where it means none."""

    @abstractmethod
    def dump(self, value: T) -> Json:
        """Return ``value`` as JSON, for the run."""

    @abstractmethod
    def load(self, stored: Json, facts: Facts) -> T:
        """Return a stored answer as a value; raise Rejected where it can no longer be used.

        Lenient: what was accepted once is refused only where it cannot be understood any more.
        """


class Skippable(Check[T | None]):
    """Another check's answer, or None where the person would rather not say."""

    def __init__(self, check: Check[T]) -> None:
        self._check = check
        self.choices = (*check.choices, Choice(SKIP, label="skip"))
        self.several, self.least, self.most, self.entry = check.several, 0, check.most, check.entry
        self.picked = check.picked

    def parse(self, text: str, facts: Facts) -> T | None:
        """Return None for "skip", else what the check makes of ``text``."""
        return None if text == SKIP else self._check.parse(text, facts)

    def dump(self, value: T | None) -> Json:
        """Return None for None, else what the check makes of ``value``."""
        return None if value is None else self._check.dump(value)

    def load(self, stored: Json, facts: Facts) -> T | None:
        """Return None for None, else what the check makes of ``stored``."""
        return None if stored is None else self._check.load(stored, facts)


def skippable(check: Check[T]) -> Check[T | None]:
    """Let a question be skipped; its answer may then be None."""
    return Skippable(check)


class Usual(Skippable[T]):
    """Another check's answer, or the usual one where the person skips the question."""

    def __init__(self, check: Check[T], usual: T) -> None:
        super().__init__(check)
        self._usual = usual

    def parse(self, text: str, facts: Facts) -> T | None:
        """Return the usual answer for "skip", else what the check makes of ``text``."""
        return self._usual if text == SKIP else super().parse(text, facts)


def usually(check: Check[T], usual: T) -> Check[T | None]:
    """Let a question be skipped; its answer is then ``usual``."""
    return Usual(check, usual)
