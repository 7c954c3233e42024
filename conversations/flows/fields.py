"""What young people are asked about themselves: one entry a question, in the order in which it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conversations.check import Check, skippable
from conversations.checks import date_of_birth, first_name, free_text, region, several_of, short_text
from conversations.reply import Choice, Json
from conversations.talk import Talk

OTHER = "other"
"""The option of a list that lets people type what is not in it."""

LONGEST_OTHER = 100
"""Characters of what is typed where a list has nothing that fits."""

MOST_INTERESTS = 5
"""Options; with more, nothing tells one young person from another when mentors are matched."""


@dataclass(frozen=True, slots=True)
class Field:
    """A question about oneself: its prompt has the field's name, its answer goes into the profile."""

    check: Check[Any]
    offers_other: bool = False


def _listed(field: str, *options: str, least: int = 1, most: int = 0) -> Check[tuple[str, ...]]:
    """Return a check for some of ``options``, labelled "field.option"; ``most`` 0 means all."""
    choices = [Choice(option, label=f"{field}.{option}") for option in options]
    return several_of(choices, least=least, most=most or len(choices))


INTERESTS = _listed(
    "interests",
    *("art", "business", "computing", "engineering", "food", "health"),
    *("law", "media", "music", "people", "science", OTHER),
    most=MOST_INTERESTS,
)
HELP_WITH = _listed(
    "help_with",
    *("exams", "organisation", "education", "forms", "careers", "interviews"),
    *("networks", "placements", "cv", "confidence", "motivation", OTHER),
    most=MOST_INTERESTS,
)
FREE_TIMES = _listed(
    "free_times",
    *("weekday_day", "weekday_after_school", "weekday_evening", "weekend_morning", "weekend_afternoon"),
)
LANGUAGES = _listed(
    "languages",
    *("english", "welsh", "bsl", "polish", "romanian", "panjabi"),
    *("urdu", "bengali", "arabic", "portuguese", "spanish", OTHER),
)
EASE = _listed("ease", "step_free", "quiet", "captions", "plain", "breaks", "by_text", OTHER, least=0)
MENTOR_WISH = _listed(
    "mentor_wish", "same_work", "listens", "straight", "patient", "like_me", "woman", "man", OTHER, least=0
)

FIELDS: Mapping[str, Field] = {
    "first_name": Field(first_name),
    "date_of_birth": Field(date_of_birth),
    "region": Field(region),
    "interests": Field(INTERESTS, offers_other=True),
    "help_with": Field(HELP_WITH, offers_other=True),
    "hopes": Field(free_text()),
    "free_times": Field(FREE_TIMES),
    "languages": Field(LANGUAGES, offers_other=True),
    "ease": Field(skippable(EASE), offers_other=True),
    "mentor_wish": Field(skippable(MENTOR_WISH), offers_other=True),
}


class Form:
    """The questions about oneself, asked in one talk; ``answers`` holds the profile so far, as JSON."""

    def __init__(self, talk: Talk, known: Mapping[str, Json] | None = None) -> None:
        self.answers: dict[str, Json] = dict(known or {})
        self._talk = talk
        self._times: dict[str, int] = {}

    def ask(self, name: str) -> Any:
        """Ask the field's question, for the first time or once more, and return its answer."""
        field = FIELDS[name]
        value = self._talk.ask(self._key(name), field.check)
        self.answers[name] = field.check.dump(value)
        other = f"{name}_{OTHER}"
        self.answers.pop(other, None)
        if field.offers_other and value and OTHER in value:
            self.answers[other] = self._talk.ask(self._key(other), short_text(LONGEST_OTHER))
        return value

    def times(self, name: str) -> int:
        """Return how often ``name`` was asked."""
        return self._times.get(name, 0)

    def _key(self, name: str) -> str:
        """Return the step key of this asking: the name, and from the second time on its number."""
        times = self._times[name] = self.times(name) + 1
        return name if times == 1 else f"{name}:{times}"


def field_choices(*names: str) -> list[Choice]:
    """Return a button for each of the fields ``names``."""
    return [Choice(name, label=f"field.{name}") for name in names]
