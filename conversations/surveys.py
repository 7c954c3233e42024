"""A survey, as the young person sees it who answers it."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.programme import Question, Wave

LEAST_PEOPLE = 5
"""People whose answers are shown together at least: of fewer, somebody could tell who said what."""

LIKERT = range(1, 6)
"""How far somebody agrees with a statement: 1 is not at all, 5 is yes, very."""


@dataclass(frozen=True, slots=True)
class SurveyCard:
    """The survey of a match that is open now, or was answered; ``other`` is the mentor's first name."""

    match: int
    wave: Wave
    other: str
    questions: tuple[Question, ...]
    answered: bool = False
