"""The survey of a young person: offered at the start of a match, in its middle and at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.clock import in_utc, on_wall
from conversations.programme import Wave
from conversations.reply import Choice, Json, Order, Part, Reply
from mentoring.nudges.nudge import Answer, Event, Nudge, Planned
from mentoring.programmes import framework
from mentoring.waves import began, open_wave, opens
from storage import matches, surveys
from storage.dues import DueRow
from storage.matches import PairRow
from storage.surveys import Answered

PURPOSE = "survey"

AFTER_SCHOOL = time(17)
"""When it is offered, on the young person's own clock."""

DAY = timedelta(days=1)

FIRST_DAY = 2
"""Days after a match began: both have read who the other is, and most have not met."""

REPEAT_DAYS = 5
"""Days after which it is offered once more, and never again."""

FIRST, REPEAT = 1, 2


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a due offers: a wave of a match, the first time or again, as in "17:middle:1".

    ``early`` where the match closed before its last month: "17:end:early:1".
    """

    match: int
    wave: Wave
    time: int = FIRST
    early: bool = False

    def __str__(self) -> str:
        early = ":early" if self.early else ""
        return f"{self.match}:{self.wave.value}{early}:{self.time}"

    @classmethod
    def of(cls, occurrence: str) -> Occasion:
        """Return the occasion that an occurrence names."""
        match, wave, *early, time_ = occurrence.split(":")
        return cls(int(match), Wave(wave), int(time_), bool(early))


async def plan(conn: AsyncConnection, match_id: int, now: datetime) -> Sequence[Planned]:
    """Plan the three waves of a match that began."""
    pair = (await matches.by_ids(conn, [match_id])).get(match_id)
    if pair is None or not framework(pair.framework).survey:
        return ()
    programme = framework(pair.framework)
    days = {wave: opens(pair, programme, wave) for wave in (Wave.MIDDLE, Wave.END)}
    days = {Wave.START: began(pair) + timedelta(FIRST_DAY), **days}
    planned = [offered(pair, Occasion(match_id, wave), day) for wave, day in days.items()]
    return [one for one in planned if one is not None and one.at > now]


def offered(pair: PairRow, occasion: Occasion, day: date) -> Planned | None:
    """Return when an occasion comes up; None where nobody is there to be asked."""
    person, zone = pair.young_person_id, pair.young_person_zone
    if person is None or zone is None:
        return None
    wall = datetime.combine(day, AFTER_SCHOOL)
    return Planned(person, str(occasion), in_utc(wall, zone), wall, zone)


async def answers(conn: AsyncConnection, dues: Sequence[DueRow], now: datetime) -> Mapping[int, Answer]:
    """Offer each survey that is open and not answered yet."""
    occasions = {due.id: Occasion.of(due.occurrence) for due in dues}
    wanted = {occasion.match for occasion in occasions.values()}
    pairs = await matches.by_ids(conn, wanted)
    answered = await surveys.answered(conn, wanted)
    return {due.id: _answer(due, occasions[due.id], pairs, answered, now) for due in dues}


def _answer(
    due: DueRow,
    occasion: Occasion,
    pairs: Mapping[int, PairRow],
    answered: set[Answered],
    now: datetime,
) -> Answer:
    pair = pairs.get(occasion.match)
    if pair is None or pair.young_person_id != due.person_id:
        return Answer(reason="the match is over")
    if Answered(due.person_id, pair.id, occasion.wave.value) in answered:
        return Answer(reason="answered")
    programme = framework(pair.framework)
    if open_wave(pair, programme, on_wall(now, pair.zone).date()) is not occasion.wave:
        return Answer(reason="its time is over")
    if closed_early(pair) and not occasion.early:
        return Answer(reason="it was asked when the match closed")
    again = None
    if occasion.time == FIRST:
        day = on_wall(now, pair.young_person_zone or pair.zone).date() + timedelta(REPEAT_DAYS)
        again = offered(pair, replace(occasion, time=REPEAT), day)
    return Answer(_reply(occasion, pair), then=(again,) if again else ())


def closed_early(pair: PairRow) -> bool:
    """Tell whether a match closed before the wave of its end had come."""
    if pair.closed_at is None:
        return False
    end = opens(pair, framework(pair.framework), Wave.END)
    return on_wall(pair.closed_at, pair.zone).date() < end


def _reply(occasion: Occasion, pair: PairRow) -> Reply:
    values: dict[str, Json] = {
        "wave": occasion.wave.value,
        "other": pair.mentor or "",
        "again": occasion.time == REPEAT,
        "over": pair.closed_at is not None,
    }
    choices = (Choice(f"/survey {occasion.wave.value}", label="survey.begin"),)
    return Reply(parts=(Part("survey_offer", values),), choices=choices, order=Order.REMINDER)


SURVEY = Nudge(PURPOSE, keeps=3 * DAY, answers=answers, plans={Event.MATCH_STARTED: plan}, asks=True)
