"""What a coordinator's flows about matches look up in the dialogues, out of all that could be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from conversations.facts import Facts, Seek
from conversations.health import Colour, Health, Matches, Rating, Sheet, Why
from conversations.matching import Candidate, Fit, Matching, Waiting, Wanted
from conversations.pairs import PlaceCard
from conversations.programme import Side
from tests.clocks import MORNING

T = TypeVar("T", Waiting, Candidate, Health)

ANN = Waiting(
    id=12,
    first_name="Ann",
    since=MORNING - timedelta(days=9),
    profile={"mentor_wish": ["listens", "other"], "mentor_wish_other": "Funny", "hopes": "A job that I like"},
    needs_adult=True,
)
ANNA = Waiting(31, "Anna", MORNING - timedelta(hours=3))
BEN = Waiting(40, "Ben", MORNING - timedelta(days=1))
MAX = Candidate(
    id=5,
    first_name="Max",
    job="Engineer",
    room=2,
    fits=(
        Fit("help_with", ("cv", "exams")),
        Fit("free_times", ("weekend_morning",)),
        Fit("region", ("london",)),
    ),
)
ZOE = Candidate(6, "Zoe", "", 1, (Fit("languages", ("polish",)),), ("free_times",))
MATCHING = Matching(waiting=(ANN, BEN, ANNA), count=3, mentors=(MAX, ZOE))

LATE = Health(17, "Max", "Ann", Colour.RED, (Why("no_meeting", 52), Why("adult")), "no_meeting")
SLOW = Health(18, "Zoe", "Ben", Colour.AMBER, (Why("unlogged", 9),), "unlogged")
WELL = Health(19, "Max", "Anna", Colour.GREEN)
SHEET = Sheet(
    health=LATE,
    since=date(2026, 9, 1),
    held=2,
    missed=1,
    minutes=105,
    waits="adult",
    ratings=(Rating(Side.MENTOR, 4), Rating(Side.YOUNG_PERSON, 2)),
    goals_open=1,
    goals_reached=1,
    needs_adult=True,
)
MATCHES = Matches(listed=(LATE, SLOW, WELL), count=3, sheet=SHEET)

LIBRARY, CALL = PlaceCard(7, "Library"), PlaceCard(8, "Video call", online=True)


def on_desk(facts: Facts, seek: Seek) -> dict[str, Any]:
    """Return what a turn is given of all who wait, all matches and all places."""
    wanted = seek.matching
    return {
        "matching": _matching(facts.matching, wanted.young_person, wanted.mentor) if wanted else Matching(),
        "matches": _matches(facts.matches, seek.matches) if seek.matches else Matches(),
        "places": facts.places if seek.places else (),
    }


def _matching(everybody: Matching, young: Wanted, mentor: Wanted) -> Matching:
    found = _meant(everybody.waiting, young, lambda one: (one.id, one.first_name))
    if len(found) != 1:
        return replace(everybody, found=found, mentors=())
    mentors = _meant(everybody.mentors, mentor, lambda one: (one.id, one.first_name))
    return replace(everybody, found=found, found_mentors=mentors)


def _matches(every: Matches, wanted: Wanted) -> Matches:
    found = _meant(every.listed, wanted, lambda one: (one.match, f"{one.mentor} {one.young_person}"))
    sheet = every.sheet if every.sheet and found == (every.sheet.health,) else None
    return replace(every, found=found, sheet=sheet)


def _meant(everybody: Sequence[T], wanted: Wanted, told: Any) -> tuple[T, ...]:
    """Return those with this number, or with this part of a name."""
    found = []
    for one in everybody:
        number, name = told(one)
        if number == wanted.number or (wanted.name and wanted.name.casefold() in name.casefold()):
            found.append(one)
    return tuple(found)
