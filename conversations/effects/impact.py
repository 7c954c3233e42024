"""What young people say of themselves over time, and a look at what it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conversations.effects.base import Effect
from conversations.programme import Wave


@dataclass(frozen=True, slots=True)
class AnswerSurvey(Effect):
    """Keep how far somebody agrees with each statement, from 1 to 5 by the question's key, in one wave."""

    match: int
    wave: Wave
    answers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ShowImpact(Effect):
    """Send what the organisation's mentoring has come to: numbers, and a picture of before and after."""
