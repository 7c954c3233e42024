"""What the two people of a match are told of each other when it begins and when it ends, and nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conversations.flows.fields import OTHER
from conversations.flows.pairing import AS_MEANT
from conversations.reply import COMMAND_MARK, Choice, Json, Order, Part, Reply
from mentoring.news import News
from storage.matches import PairRow
from storage.matching import StandingRow
from storage.meetings import NO_MEETINGS, TotalsRow

TOLD_TO_MENTORS = ("interests", "help_with")
"""What a young person told that their mentor hears: what they like, and what they want help with.

Only the options that were picked: what was typed freely stays with the team, as it may hold anything.
"""

TOLD_TO_YOUNG_PEOPLE = "job"
"""What a mentor told that their young person hears, beside the first name."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A match that has just begun, and who comes along; ``coordinator`` is a first name, or empty."""

    match: int
    mentor: StandingRow
    young_person: StandingRow
    adult: str
    needs_adult: bool
    coordinator: str


def introduced(new: Beginning) -> tuple[News, News]:
    """Return what the mentor and the young person hear of each other, with a button to find a time."""
    company: dict[str, Json] = {
        "adult": new.adult,
        "needs_adult": new.needs_adult,
        "coordinator": new.coordinator,
    }
    mentor = Part(
        "match_for_mentor",
        {
            "first_name": new.mentor.first_name,
            "young_person": new.young_person.first_name,
            **{field: _picked(new.young_person.fields.get(field)) for field in TOLD_TO_MENTORS},
            **company,
        },
    )
    young = Part(
        "match_for_young_person",
        {
            "first_name": new.young_person.first_name,
            "mentor": new.mentor.first_name,
            "job": str(new.mentor.fields.get(TOLD_TO_YOUNG_PEOPLE) or ""),
            **company,
        },
    )
    meet = Choice(f"{COMMAND_MARK}meet {new.match}", label="meet.first")
    return _news(mentor, new.mentor.id, meet), _news(young, new.young_person.id, meet)


def goodbye(
    pair: PairRow, reason: str, coordinator: str, totals: TotalsRow = NO_MEETINGS
) -> tuple[News, ...]:
    """Return what the two hear where their match has ended: not why, but whether it was as it was meant."""
    shared: dict[str, Json] = {"as_meant": reason in AS_MEANT, "coordinator": coordinator}
    met: Mapping[str, Json] = {"sessions": totals.held, "minutes": totals.minutes}
    mentor = {"first_name": pair.mentor or "", "other": pair.young_person or "", **shared, **met}
    young = {"first_name": pair.young_person or "", "other": pair.mentor or "", **shared}
    goals = Choice(f"{COMMAND_MARK}goals", label="home.goals")
    told = []
    if pair.mentor_id is not None:
        told.append(_news(Part("match_ended_mentor", mentor), pair.mentor_id))
    if pair.young_person_id is not None:
        told.append(_news(Part("match_ended_young_person", young), pair.young_person_id, goals))
    return tuple(told)


def _news(part: Part, person: int, *choices: Choice) -> News:
    return News(Reply(parts=(part,), choices=choices, order=Order.REMINDER), people=(person,))


def _picked(value: Json) -> list[Json]:
    """Return the options that were picked, without what stands for something typed."""
    return [one for one in value if one != OTHER] if isinstance(value, list) else []
