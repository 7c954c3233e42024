"""What each prompt is rendered with in the tests: the names of its values, and three sets of values."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.checks.names import LONGEST_NAME
from conversations.checks.rooms import LONGEST_LINK
from conversations.checks.texts import FREE_TEXT_LIMIT
from conversations.flows.fields import FIELDS, LONGEST_OTHER, OTHER
from conversations.flows.places import LONGEST_PLACE
from conversations.reply import Json
from tests.prompts import (
    calendar_samples,
    follow_samples,
    free_samples,
    goals_samples,
    impact_samples,
    meet_samples,
    meeting_samples,
    mentor_samples,
    nudge_samples,
    pair_samples,
    team_samples,
)

_HOSTILE = (
    "<b>&amp;</b> {{ 7*7 }} {% raw %} **x** *y* _z_ `@here` <!channel> <https://x.test|here> \"'’🎉\n=1+1 "
)


def hostile(characters: int) -> str:
    """Return what somebody may type to break a message, ``characters`` long."""
    return (_HOSTILE * (characters // len(_HOSTILE) + 1))[:characters]


def _profile(*, longest: bool) -> dict[str, Json]:
    """Return a whole profile: short answers, or everything picked and typed to its limit."""
    profile: dict[str, Json] = {
        "first_name": "Ann",
        "date_of_birth": "2009-05-03",
        "hopes": "A job that I like.",
    }
    if longest:
        profile |= {"first_name": hostile(LONGEST_NAME), "hopes": hostile(FREE_TEXT_LIMIT)}
    for name, field in FIELDS.items():
        if field.check.choices:
            values: list[Json] = [c.value for c in field.check.choices if c.value != "skip"]
            profile[name] = (values if longest else values[:2]) if field.check.several else values[-1]
        if field.offers_other and longest:
            profile[f"{name}_{OTHER}"] = hostile(LONGEST_OTHER)
    return profile


TYPICAL: Mapping[str, Json] = {
    **meeting_samples.TYPICAL,
    **follow_samples.TYPICAL,
    **calendar_samples.TYPICAL,
    **free_samples.TYPICAL,
    **goals_samples.TYPICAL,
    **impact_samples.TYPICAL,
    **meet_samples.TYPICAL,
    **pair_samples.TYPICAL,
    **nudge_samples.TYPICAL,
    **team_samples.TYPICAL,
    **mentor_samples.TYPICAL,
    "age": 15,
    "away": False,
    "number": 12,
    "severity": "high",
    "team": False,
    "urgent": False,
    "coordinator": "Priya",
    "count": 612,
    "date": "2011-05-03",
    "days": 30,
    "first_name": "Ann",
    "joining": False,
    "least": 1,
    "limit": 500,
    "maximum_age": 25,
    "minimum_age": 16,
    "minutes": 60,
    "months": 12,
    "most": 5,
    "organisation": "Northside College",
    "profile": _profile(longest=False),
    "year": 2011,
    "years": 120,
}

LONGEST: Mapping[str, Json] = {
    **TYPICAL,
    **meeting_samples.longest(hostile, LONGEST_NAME, LONGEST_PLACE),
    **follow_samples.longest(hostile, LONGEST_NAME),
    **calendar_samples.longest(hostile),
    **free_samples.longest(hostile),
    **goals_samples.longest(hostile, LONGEST_NAME),
    **impact_samples.longest(hostile),
    **meet_samples.longest(hostile, LONGEST_NAME, LONGEST_PLACE, LONGEST_LINK),
    **pair_samples.longest(hostile, LONGEST_NAME),
    **nudge_samples.LONGEST,
    **team_samples.longest(hostile, LONGEST_NAME),
    **mentor_samples.LONGEST,
    "age": 120,
    "number": 1_000_000,
    "severity": "immediate",
    "team": True,
    "coordinator": hostile(LONGEST_NAME),
    "count": 4096,
    "date": "1906-09-30",
    "first_name": hostile(LONGEST_NAME),
    "joining": True,
    "minutes": 45,
    "organisation": hostile(100),
    "profile": _profile(longest=True),
}

BARE: Mapping[str, Json] = {
    **TYPICAL,
    **meeting_samples.BARE,
    **follow_samples.BARE,
    **calendar_samples.BARE,
    **free_samples.BARE,
    **goals_samples.BARE,
    **impact_samples.BARE,
    **meet_samples.BARE,
    **pair_samples.BARE,
    **nudge_samples.BARE,
    **team_samples.BARE,
    **mentor_samples.BARE,
    "away": True,
    "coordinator": "",
    "first_name": "",
    "minutes": 1,
    "organisation": "",
    "profile": {"first_name": "Ann", "interests": None, "ease": [], "privacy": True},
}
"""Everything that may be empty is."""

_FLOWS: Mapping[str, str] = {
    "age_right": "age date",
    "all_set": "first_name coordinator",
    "birth_fixed": "coordinator",
    "change": "",
    "leaving": "coordinator",
    "home_young_person": "first_name status pairs minutes zone",
    "me": "profile",
    "reset_done": "",
    "me_closed": "",
    "privacy": "coordinator",
    "privacy_no": "coordinator minimum_age maximum_age",
    "rules": "minutes months",
    "rules_no": "coordinator minimum_age maximum_age",
    "summary": "profile",
    "team_name": "",
    "team_welcome": "organisation",
    "too_old": "coordinator minimum_age maximum_age",
    "too_young": "coordinator minimum_age maximum_age",
    "welcome": "organisation",
}

_ENGINE: Mapping[str, str] = {
    "already_in": "first_name",
    "back_at_start": "",
    "back_sealed": "",
    "cancelled": "",
    "cancelled_joining": "",
    "cannot_skip": "",
    "code_expired": "",
    "code_held": "minutes",
    "code_unknown": "",
    "code_used_up": "",
    "crisis": "urgent",
    "crisis_stranger": "urgent",
    "crisis_team": "urgent",
    "crisis_violence": "urgent",
    "edited": "",
    "flow_gone": "",
    "help": "first_name coordinator joining team meets",
    "here_again": "",
    "known": "profile joining away team",
    "known_nothing": "",
    "not_words": "",
    "nothing_pending": "first_name joining",
    "nothing_to_cancel": "",
    "offer_person": "coordinator",
    "one_to_one": "",
    "other_organisation": "organisation coordinator",
    "person_told": "coordinator",
    "question_gone": "",
    "stale_button": "",
    "still_away": "",
    "stopped": "first_name",
    "stopped_joining": "",
    "stranger": "",
    "trouble": "",
    "welcome_back": "first_name",
}

_CHECKS: Mapping[str, str] = {
    "date_in_future": "",
    "date_in_past": "",
    "date_too_far": "years",
    "date_too_long_ago": "years",
    "date_without_time": "",
    "name_too_long": "limit",
    "not_a_choice": "",
    "not_a_date": "",
    "not_a_date_and_time": "",
    "not_a_leap_year": "year",
    "not_a_name": "",
    "not_a_region": "",
    "not_a_time": "",
    "not_a_whole_date": "",
    "not_a_number": "least most",
    "not_an_age": "",
    "not_one_region": "",
    "not_text": "",
    "not_that_many_days": "days",
    "not_that_weekday": "",
    "not_yes_or_no": "",
    "time_without_date": "",
    "too_few_choices": "least",
    "announcement": "words",
    "contact_in_words": "",
    "too_long": "count limit",
    "too_many_choices": "most",
}

_QUESTIONS: Mapping[str, str] = {
    **dict.fromkeys(FIELDS, ""),
    **{f"{name}_{OTHER}": "" for name, field in FIELDS.items() if field.offers_other},
}

SAMPLES: Mapping[str, tuple[str, ...]] = {
    prompt: tuple(names.split())
    for names_of in (
        *(_FLOWS, _ENGINE, _CHECKS, _QUESTIONS),
        *(calendar_samples.NAMES, free_samples.NAMES, goals_samples.NAMES, impact_samples.NAMES),
        *(follow_samples.MENTORS, follow_samples.EVERYBODY),
        *(meeting_samples.NAMES, meeting_samples.TEAM_NAMES),
        *(pair_samples.NAMES, pair_samples.TEAM_NAMES),
        *(nudge_samples.NAMES, nudge_samples.TEAM_NAMES),
        *(meet_samples.NAMES, team_samples.NAMES, mentor_samples.MENTORS, mentor_samples.EVERYBODY),
    )
    for prompt, names in names_of.items()
}
"""The names of the values that each prompt is given."""

TEAM_ONLY = frozenset(
    {
        "team_name",
        "team_welcome",
        *team_samples.NAMES,
        *mentor_samples.MENTORS,
        *meeting_samples.TEAM_NAMES,
        *follow_samples.MENTORS,
        *impact_samples.TEAM,
        *pair_samples.TEAM_NAMES,
        *nudge_samples.TEAM_NAMES,
    }
)
"""Prompts that no young person reads."""


def values(prompt: str, of: Mapping[str, Json]) -> dict[str, Json]:
    """Return what ``prompt`` is given, out of one of the three sets."""
    return {name: of[name] for name in SAMPLES[prompt]}
