"""What people are asked about themselves, by role: one entry a question, in the order of the asking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conversations.check import Check, skippable, usually
from conversations.checks import (
    contact,
    date_of_birth,
    first_name,
    free_text,
    one_of,
    region,
    several_of,
    short_text,
    whole_number,
    yes_no,
)
from conversations.facts import Role
from conversations.reply import Choice, Json
from conversations.talk import Talk

OTHER = "other"
"""The option of a list that lets people type what is not in it."""

LONGEST_OTHER = 100
"""Characters of what is typed where a list has nothing that fits."""

MOST_INTERESTS = 5
"""Options; with more, nothing tells one person from another when mentors are matched."""

LONGEST_LINE = 80
"""Characters of an employer, a job or a whole name."""

MOST_YOUNG_PEOPLE = 3
"""At once; with an hour a month for each, and the time between, more is too much beside work."""

USUAL_YOUNG_PEOPLE = 1


@dataclass(frozen=True, slots=True)
class Field:
    """A question about oneself: its prompt has the field's name, its answer goes into the profile.

    ``unlike`` names another field whose answer this one, a contact, must not repeat.
    """

    check: Check[Any]
    offers_other: bool = False
    unlike: str = ""


def _listed(field: str, *options: str, least: int = 1, most: int = 0) -> Check[tuple[str, ...]]:
    """Return a check for some of ``options``, labelled "field.option"; ``most`` 0 means all."""
    choices = [Choice(option, label=f"{field}.{option}") for option in options]
    return several_of(choices, least=least, most=most or len(choices))


# A mentor picks from the same options as a young person, so that the two can be matched.
_WORK = (
    *("art", "business", "computing", "engineering", "food", "health"),
    *("law", "media", "music", "people", "science", OTHER),
)
_HELP = (
    *("exams", "organisation", "education", "forms", "careers", "interviews"),
    *("networks", "placements", "cv", "confidence", "motivation", OTHER),
)
INTERESTS = _listed("interests", *_WORK, most=MOST_INTERESTS)
INDUSTRIES = _listed("industries", *_WORK, most=MOST_INTERESTS)
HELP_WITH = _listed("help_with", *_HELP, most=MOST_INTERESTS)
CAN_HELP_WITH = _listed("can_help_with", *_HELP)
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
"""A young person's."""

MEETING_MODE = one_of(
    [Choice(mode, label=f"meeting_mode.{mode}") for mode in ("in_person", "online", "both")]
)
CAPACITY = usually(
    whole_number(
        1,
        MOST_YOUNG_PEOPLE,
        [Choice(str(number), words=str(number)) for number in range(1, MOST_YOUNG_PEOPLE + 1)],
    ),
    USUAL_YOUNG_PEOPLE,
)

MENTOR_FIELDS: Mapping[str, Field] = {
    "first_name": Field(first_name),
    "employer": Field(short_text(LONGEST_LINE)),
    "job": Field(short_text(LONGEST_LINE)),
    "region": Field(region),
    "industries": Field(INDUSTRIES, offers_other=True),
    "can_help_with": Field(CAN_HELP_WITH, offers_other=True),
    "languages": Field(LANGUAGES, offers_other=True),
    "why": Field(free_text()),
    "free_times": Field(FREE_TIMES),
    "meeting_mode": Field(MEETING_MODE),
    "capacity": Field(CAPACITY),
    "referee_name": Field(short_text(LONGEST_LINE)),
    "referee_contact": Field(contact(), unlike="referee_2_contact"),
    "referee_known": Field(short_text(LONGEST_OTHER)),
    "referee_2_name": Field(short_text(LONGEST_LINE)),
    "referee_2_contact": Field(contact(), unlike="referee_contact"),
    "referee_2_known": Field(short_text(LONGEST_OTHER)),
    "past_worry": Field(yes_no),
    "asked_to_stop": Field(yes_no),
    "checks_fine": Field(yes_no),
}
"""A mentor's."""

TEAM_FIELDS: Mapping[str, Field] = {"first_name": Field(first_name)}
"""A coordinator's and a safeguarding lead's."""


def fields_of(roles: frozenset[Role]) -> Mapping[str, Field]:
    """Return what somebody of these roles is asked about themselves."""
    if Role.YOUNG_PERSON in roles:
        return FIELDS
    return MENTOR_FIELDS if Role.MENTOR in roles else TEAM_FIELDS


class Form:
    """The questions about oneself, asked in one talk; ``answers`` holds the profile so far, as JSON."""

    def __init__(
        self, talk: Talk, fields: Mapping[str, Field], known: Mapping[str, Json] | None = None
    ) -> None:
        self.answers: dict[str, Json] = dict(known or {})
        self._talk = talk
        self._fields = fields
        self._times: dict[str, int] = {}

    def ask(self, name: str) -> Any:
        """Ask the field's question, for the first time or once more, and return its answer."""
        value = self._talk.ask(self._key(name), self._check(name))
        self._keep(name, value)
        return value

    def ask_together(self, form: str, names: Sequence[str]) -> None:
        """Ask several fields' questions as one form, for the first time or once more."""
        keys = {self._key(name): name for name in names}
        given = self._talk.form(form, {key: self._check(name) for key, name in keys.items()})
        for key, name in keys.items():
            self._keep(name, given[key])

    def times(self, name: str) -> int:
        """Return how often ``name`` was asked."""
        return self._times.get(name, 0)

    def _check(self, name: str) -> Check[Any]:
        field = self._fields[name]
        return contact(str(self.answers.get(field.unlike) or "")) if field.unlike else field.check

    def _keep(self, name: str, value: Any) -> None:
        """Put an answer into the profile, with what is typed where a list has nothing that fits."""
        field = self._fields[name]
        self.answers[name] = field.check.dump(value)
        other = f"{name}_{OTHER}"
        self.answers.pop(other, None)
        if field.offers_other and value and OTHER in value:
            self.answers[other] = self._talk.ask(self._key(other), short_text(LONGEST_OTHER))

    def _key(self, name: str) -> str:
        """Return the step key of this asking: the name, and from the second time on its number."""
        times = self._times[name] = self.times(name) + 1
        return name if times == 1 else f"{name}:{times}"


def field_choices(*names: str) -> list[Choice]:
    """Return a button for each of the fields ``names``."""
    return [Choice(name, label=f"field.{name}") for name in names]
