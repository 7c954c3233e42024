"""Which mentors may fit a young person, with reasons that a person weighs; nothing protected is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.checks import age_on
from conversations.flows.fields import OTHER
from conversations.matching import Candidate, Fit, Matching, MatchWanted, Waiting, Wanted
from conversations.reply import Json
from mentoring.programmes import framework
from storage import matching
from storage.matching import MOST_MENTORS, MentorRow, WaitingRow

MOST_WAITING = 20
"""Young people to choose among: more do not fit beneath one message."""

MOST_CANDIDATES = 4
"""Mentors who are shown with their reasons: more are not weighed, only scrolled past."""

COMPARED: Mapping[str, tuple[str, int]] = {
    "help_with": ("can_help_with", 3),
    "interests": ("industries", 2),
    "free_times": ("free_times", 2),
    "languages": ("languages", 1),
    "region": ("region", 1),
}
"""What is compared: a young person's field with a mentor's, and the points of each option that both have.

Age, gender, faith, health, origin and the like are not here: where somebody wishes for them, a person reads
the wish and decides.
"""

NEEDED = ("free_times", "languages")
"""Fields in which two people must have something in common to meet at all."""

COMMON_TONGUE = "english"
"""A language that tells no two people from others, so it is no reason."""


def fits(
    young_person: Mapping[str, Json], mentor: Mapping[str, Json]
) -> tuple[tuple[Fit, ...], tuple[str, ...]]:
    """Return why two profiles fit, and the fields that a meeting needs and they have nothing in common in."""
    found, gaps = [], []
    for field, (other, _) in COMPARED.items():
        shared = _shared(young_person.get(field), mentor.get(other))
        if field in NEEDED and not shared:
            gaps.append(field)
        told = tuple(option for option in shared if option != COMMON_TONGUE)
        if told:
            found.append(Fit(field, told))
    return tuple(found), tuple(gaps)


def points(reasons: Sequence[Fit]) -> int:
    """Return how much speaks for a match."""
    return sum(COMPARED[reason.kind][1] * len(reason.values) for reason in reasons)


def needs_adult(born: Json, framework_name: str, zone: str, now: datetime) -> bool:
    """Tell whether an adult is named before the first meeting; who told no birthday needs one."""
    try:
        day = date.fromisoformat(str(born))
    except ValueError:
        return True
    return age_on(day, now.astimezone(ZoneInfo(zone)).date()) < framework(framework_name).adult_under


async def who_waits(conn: AsyncConnection, organisation: int, wanted: MatchWanted, now: datetime) -> Matching:
    """Return who waits for a mentor and, for the one who is asked for, who could be theirs."""
    rows = await matching.waiting(conn, organisation, MOST_WAITING)
    found = await _found(conn, organisation, wanted.young_person)
    seen = Matching(
        waiting=tuple(_waiting(row, now) for row in rows),
        count=len(rows) if len(rows) < MOST_WAITING else await matching.count_waiting(conn, organisation),
        found=tuple(_waiting(row, now) for row in found),
    )
    return await _with_mentors(conn, organisation, seen, wanted.mentor) if len(found) == 1 else seen


async def _found(conn: AsyncConnection, organisation: int, wanted: Wanted) -> list[WaitingRow]:
    if wanted == Wanted():
        return []
    return await matching.waiting_named(conn, organisation, wanted.number, wanted.name, MOST_WAITING)


def _waiting(row: WaitingRow, now: datetime) -> Waiting:
    adult = needs_adult(row.fields.get("date_of_birth"), row.framework, row.zone, now)
    return Waiting(row.id, row.first_name, row.since, row.fields, adult)


async def _with_mentors(conn: AsyncConnection, organisation: int, seen: Matching, wanted: Wanted) -> Matching:
    """Return the same with those who could be the mentor of the one who was found."""
    [young] = seen.found
    best = _ranked(young.profile, await matching.mentors(conn, organisation, MOST_MENTORS))
    asked = []
    if wanted != Wanted():
        asked = await matching.mentors_named(conn, organisation, wanted.number, wanted.name, MOST_CANDIDATES)
    return Matching(
        waiting=seen.waiting,
        count=seen.count,
        found=seen.found,
        mentors=best[:MOST_CANDIDATES],
        found_mentors=_ranked(young.profile, asked),
    )


def _ranked(young_person: Mapping[str, Json], rows: Sequence[MentorRow]) -> tuple[Candidate, ...]:
    """Return mentors with their reasons, those first who lack nothing and for whom most speaks."""
    made = [_candidate(young_person, row) for row in rows]
    return tuple(sorted(made, key=lambda one: (len(one.gaps), -points(one.fits), one.id)))


def _candidate(young_person: Mapping[str, Json], row: MentorRow) -> Candidate:
    reasons, gaps = fits(young_person, row.fields)
    job = str(row.fields.get("job") or "")
    return Candidate(row.id, row.first_name, job, row.capacity - row.matches, reasons, gaps)


def _shared(mine: Json, theirs: Json) -> list[str]:
    """Return the options that both have, in the order of the first; what was typed freely is not compared."""
    other = set(_options(theirs))
    return [option for option in _options(mine) if option in other and option != OTHER]


def _options(value: Json) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []
