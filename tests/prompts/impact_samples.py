"""What the prompts of surveys and of impact are rendered with in the tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.programme import Wave
from conversations.reply import Json
from conversations.surveys import LEAST_PEOPLE

YOUNG: Mapping[str, str] = {
    "survey_item": "statement number many",
    "survey_known": "",
    "survey_none": "",
    "survey_offer": "wave other again over",
    "survey_thanks": "",
    "survey_why": "wave many fewest",
}
"""Prompts that young people read: the names of the values that each is given."""

TEAM: Mapping[str, str] = {
    "impact": "programme numbers waves outcomes fewest",
    "impact_picture": "programme rows",
}
"""Prompts that coordinators read."""

NAMES: Mapping[str, str] = {**YOUNG, **TEAM}

OUTCOMES = ("knowledge", "networks", "skills", "confidence")
COUNTS = ("active", "closed", "held", "minutes", "reached", "open", "hours")


def _outcome(key: str, *, people: int, shown: bool) -> dict[str, Json]:
    line: dict[str, Json] = {"outcome": key, "people": people, "shown": shown, "before": 29, "after": 70}
    return {**line, "mean_before": "2.9", "mean_after": "3.9"}


def _of(people: int, count: int) -> dict[str, Json]:
    shown = people >= LEAST_PEOPLE
    return {
        "numbers": dict.fromkeys(COUNTS, count),
        "waves": dict.fromkeys(Wave, count),
        "outcomes": [_outcome(key, people=people, shown=shown) for key in OUTCOMES],
        "rows": [_outcome(key, people=people, shown=True) for key in OUTCOMES] if shown else [],
    }


TYPICAL: Mapping[str, Json] = {
    **_of(34, 51),
    "fewest": LEAST_PEOPLE,
    "many": 8,
    "programme": "One hour a month",
    "statement": "I know people I can ask about work and study.",
    "wave": "start",
}


def longest(hostile: Callable[[int], str]) -> Mapping[str, Json]:
    """Return the same values at their longest, with what people may type to break a message."""
    many = _of(100_000, 1_000_000)
    return {**many, "programme": hostile(100), "statement": hostile(120), "wave": "end"}


BARE: Mapping[str, Json] = {**_of(0, 0), "wave": "middle"}
