"""What an organisation's mentoring has come to: in numbers, and before and after in what young people say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.programme import Framework, Wave
from conversations.reply import Attachable, Attached, Json, Reply
from conversations.surveys import LEAST_PEOPLE
from conversations.turn import said
from mentoring.programmes import framework
from storage import impact, surveys
from storage.impact import DoneRow, ProgrammeRow

MINUTES_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one outcome of a programme changed for ``people`` who answered at the start and later.

    Means are of answers from 1 to 5. The last two count who agreed. All four are None for fewer people than
    LEAST_PEOPLE.
    """

    key: str
    people: int
    before: float | None = None
    after: float | None = None
    agreed_before: int | None = None
    agreed_after: int | None = None

    @property
    def shown(self) -> bool:
        """Tell whether there are enough people to show what they said."""
        return self.agreed_before is not None

    @property
    def percent_before(self) -> int:
        """How many of a hundred agreed before."""
        return _percent(self.agreed_before or 0, self.people)

    @property
    def percent_after(self) -> int:
        """How many of a hundred agreed after."""
        return _percent(self.agreed_after or 0, self.people)


@dataclass(frozen=True, slots=True)
class Impact:
    """What one programme has come to; ``waves`` counts who answered each wave of its survey."""

    programme: str
    done: DoneRow
    waves: Mapping[str, int]
    outcomes: tuple[Outcome, ...]

    @property
    def hours(self) -> int:
        """Whole hours of the meetings that were held."""
        return self.done.minutes // MINUTES_AN_HOUR

    @property
    def shown(self) -> tuple[Outcome, ...]:
        """The outcomes that there are enough answers for."""
        return tuple(outcome for outcome in self.outcomes if outcome.shown)


def _percent(part: int, whole: int) -> int:
    return (200 * part + whole) // (2 * whole) if whole else 0


async def impacts(conn: AsyncConnection, organisation_id: int) -> list[Impact]:
    """Return the impact of each programme of an organisation; matches in none count with the first."""
    programmes = await impact.programmes(conn, organisation_id)
    done = await impact.done(conn, organisation_id)
    stray = done.pop(None, DoneRow())
    if programmes:
        first = programmes[0].id
        done[first] = DoneRow(*(map(sum, zip(done.get(first, DoneRow()), stray, strict=True))))
    return [await _impact(conn, row, done.get(row.id, DoneRow())) for row in programmes]


async def _impact(conn: AsyncConnection, row: ProgrammeRow, done: DoneRow) -> Impact:
    asked = framework(row.framework)
    answered = await surveys.waves(conn, row.id)
    waves = {wave.value: answered.get(wave.value, 0) for wave in Wave}
    outcomes = [await _outcome(conn, row.id, key, questions) for key, questions in _measured(asked).items()]
    return Impact(row.name, done, waves, tuple(outcomes))


def _measured(programme: Framework) -> dict[str, list[str]]:
    """Return the questions of each outcome, by key."""
    found: dict[str, list[str]] = {}
    for question in programme.survey:
        found.setdefault(question.outcome, []).append(question.key)
    return found


async def _outcome(conn: AsyncConnection, programme_id: int, key: str, questions: list[str]) -> Outcome:
    row = await surveys.change(conn, programme_id, questions)
    few = Outcome(key, row.people)
    if row.people < LEAST_PEOPLE or row.before is None or row.after is None:
        return few
    return replace(
        few,
        before=row.before,
        after=row.after,
        agreed_before=row.agreed_before,
        agreed_after=row.agreed_after,
    )


def in_chat(one: Impact) -> Reply:
    """Return a programme's numbers as a message, with a picture where there is something to see."""
    told = said(
        "impact",
        programme=one.programme,
        numbers={**one.done._asdict(), "hours": one.hours},
        waves=dict(one.waves),
        outcomes=[_line(outcome) for outcome in one.outcomes],
        fewest=LEAST_PEOPLE,
    )
    return replace(told, attached=Attached(Attachable.CHART, chart_of(one))) if one.shown else told


def chart_of(one: Impact) -> dict[str, Json]:
    """Return the values that a programme's picture is drawn from."""
    rows: list[Json] = [
        {
            "outcome": outcome.key,
            "before": outcome.percent_before,
            "after": outcome.percent_after,
            "people": outcome.people,
        }
        for outcome in one.shown
    ]
    return {"programme": one.programme, "rows": rows}


def _line(outcome: Outcome) -> dict[str, Json]:
    return {
        "outcome": outcome.key,
        "people": outcome.people,
        "shown": outcome.shown,
        "before": outcome.percent_before,
        "after": outcome.percent_after,
        "mean_before": f"{outcome.before or 0:.1f}",
        "mean_after": f"{outcome.after or 0:.1f}",
    }


def as_json(one: Impact) -> dict[str, Any]:
    """Return a programme's numbers for other programs; shares are of 1, and None for too few people."""
    return {
        "programme": one.programme,
        "meetings_held": one.done.held,
        "hours": round(one.done.minutes / MINUTES_AN_HOUR, 2),
        "matches_running": one.done.active,
        "matches_finished": one.done.closed,
        "goals_reached": one.done.reached,
        "goals_open": one.done.open,
        "survey_answers": dict(one.waves),
        "outcomes": [_outcome_json(outcome) for outcome in one.outcomes],
        "shown_from_people": LEAST_PEOPLE,
    }


def _outcome_json(outcome: Outcome) -> dict[str, Any]:
    shares = [
        None if agreed is None else round(agreed / outcome.people, 3)
        for agreed in (outcome.agreed_before, outcome.agreed_after)
    ]
    means = [None if mean is None else round(mean, 2) for mean in (outcome.before, outcome.after)]
    return {
        "outcome": outcome.key,
        "people": outcome.people,
        "mean_before": means[0],
        "mean_after": means[1],
        "agree_before": shares[0],
        "agree_after": shares[1],
    }
