"""What a due of a pair is about, and the two of a pair as nudges reach them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from conversations.clock import in_utc, on_wall
from mentoring.nudges.nudge import Planned
from storage.dues import DueRow
from storage.matches import PairRow


class Stage(StrEnum):
    """How often somebody was asked: now for the first time, once more, or no more: the coordinator hears."""

    ASK = "ask"
    AGAIN = "again"
    PASS_ON = "pass_on"  # noqa: S105 - no password


@dataclass(frozen=True, slots=True)
class Occasion:
    """The row that a due is about, which occasion of it, and the stage, as in "17:2" or "17:2:again".

    ``number`` is a meeting's sequence, so that a due for an earlier time of it is known, or counts.
    """

    about: int
    number: int
    stage: Stage = Stage.ASK

    def __str__(self) -> str:
        said = f"{self.about}:{self.number}"
        return said if self.stage is Stage.ASK else f"{said}:{self.stage}"

    @classmethod
    def of(cls, occurrence: str) -> Occasion:
        """Return the occasion that an occurrence names."""
        about, number, *stage = occurrence.split(":")
        return cls(int(about), int(number), Stage(stage[0]) if stage else Stage.ASK)

    def at(self, stage: Stage) -> Occasion:
        """Return the same at another stage."""
        return replace(self, stage=stage)


def both(pair: PairRow) -> list[tuple[int, str]]:
    """Return the two of a pair who are still there, each with the zone of their own clock."""
    sides = ((pair.mentor_id, pair.mentor_zone), (pair.young_person_id, pair.young_person_zone))
    return [(person, zone or pair.zone) for person, zone in sides if person is not None]


def zone_of(pair: PairRow, person: int) -> str:
    """Return the zone of one of the two."""
    return dict(both(pair)).get(person, pair.zone)


def other_of(pair: PairRow, person: int) -> str:
    """Return the first name of the other of the two, or nothing."""
    return (pair.young_person if person == pair.mentor_id else pair.mentor) or ""


def promised(person: int, occasion: Occasion, wall: datetime, zone: str) -> Planned:
    """Return what is planned for a time on somebody's own clock."""
    return Planned(person, str(occasion), in_utc(wall, zone), wall, zone)


def days_later(due: DueRow, occasion: Occasion, days: int, zone: str, now: datetime) -> Planned:
    """Return what is planned for some days from now, at the time of the day that a due was planned for."""
    day = on_wall(now, zone).date() + timedelta(days=days)
    wall = datetime.combine(day, on_wall(due.at, zone).time().replace(second=0, microsecond=0))
    return promised(due.person_id, occasion, wall, zone)
