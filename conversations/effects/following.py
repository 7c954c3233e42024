"""Changes by what people say after a meeting, and in the catch-ups about how a match goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conversations.effects.base import Effect
from conversations.reply import Json


@dataclass(frozen=True, slots=True)
class LogMeeting(Effect):
    """A mentor logs a meeting, or logs it anew: it was ``held`` for ``lasted`` minutes, or missed.

    ``topics`` are keys of the programme; ``why`` is the value of a button that says why it was missed.
    """

    meeting: int
    held: bool
    lasted: int = 0
    topics: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class NoteMeeting(Effect):
    """A mentor adds notes to a meeting that was held, and what was agreed to do until the next.

    What is None stays as it is.
    """

    meeting: int
    notes: str | None = None
    actions: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class AnswerCheckIn(Effect):
    """Keep answers to a check-in by the keys of conversations.following; a newer one replaces an older."""

    check_in: int
    answers: Mapping[str, Json]
