"""A question that is asked, once more where nobody answers, and then passed on to the coordinator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.pairs import CheckInKind
from conversations.reply import COMMAND_MARK, Choice, Order, Part, Reply
from mentoring.news import News
from mentoring.nudges.nudge import Answer, Planned
from mentoring.nudges.occasions import Occasion, Stage, days_later, other_of, zone_of
from mentoring.programmes import framework
from storage import check_ins
from storage.check_ins import CheckInRow
from storage.dues import DueRow
from storage.matches import PairRow


@dataclass(frozen=True, slots=True)
class Matter:
    """What somebody is asked, whose matter still stands.

    ``purpose`` names it for the team, and ``name`` tells it from others of its kind in a match: a meeting's
    id or a number. ``ask`` makes the question from the check-in's id and whether it is asked again.
    ``then`` is what is planned whatever they answer.
    """

    due: DueRow
    pair: PairRow
    occasion: Occasion
    purpose: str
    name: str
    ask: Callable[[int, bool], Reply]
    meeting: int | None = None
    then: tuple[Planned, ...] = ()

    def is_new(self, now: datetime) -> bool:
        """Tell whether it is asked now for the first time; one that is too old is not asked at all."""
        return self.occasion.stage is Stage.ASK and self.due.not_after >= now

    def planned(self, stage: Stage, days: int, now: datetime) -> Planned:
        """Return the same at its next stage, some days from now."""
        zone = zone_of(self.pair, self.due.person_id)
        return days_later(self.due, self.occasion.at(stage), days, zone, now)


async def asked(
    conn: AsyncConnection, kind: CheckInKind, matters: list[Matter], now: datetime
) -> Mapping[int, Answer]:
    """Return what becomes of each due: whoever is asked now is noted, and whoever is passed on."""
    new = [_row(matter, kind, now) for matter in matters if matter.is_new(now)]
    await check_ins.ask(conn, new)
    names = {matter.name for matter in matters}
    known = await check_ins.asked(conn, kind.value, {matter.pair.id for matter in matters}, names)
    rows = {m.due.id: known.get((m.pair.id, m.due.person_id, m.name)) for m in matters}
    answers = {m.due.id: _answer(m, rows[m.due.id], now) for m in matters}
    passed = [row.id for m in matters if answers[m.due.id].news and (row := rows[m.due.id])]
    await check_ins.pass_on(conn, passed, now)
    return answers


def _row(matter: Matter, kind: CheckInKind, now: datetime) -> dict[str, object]:
    return {
        "match_id": matter.pair.id,
        "meeting_id": matter.meeting,
        "person_id": matter.due.person_id,
        "kind": kind.value,
        "occasion": matter.name,
        "asked_at": now,
    }


def _answer(matter: Matter, row: CheckInRow | None, now: datetime) -> Answer:
    if row is None:
        return Answer(reason="it was not asked in time", then=matter.then)
    if row.answered_at is not None:
        return Answer(reason="answered", then=matter.then)
    nudging = framework(matter.pair.framework).nudging
    match matter.occasion.stage:
        case Stage.ASK:
            again = matter.planned(Stage.AGAIN, nudging.repeat_after, now)
            return Answer(matter.ask(row.id, False), then=(again, *matter.then))
        case Stage.AGAIN:
            last = matter.planned(Stage.PASS_ON, nudging.pass_on_after, now)
            return Answer(matter.ask(row.id, True), then=(last,))
        case Stage.PASS_ON:
            return Answer(reason="passed on", news=(_passed_on(matter),))


def _passed_on(matter: Matter) -> News:
    """Return what the team hears of somebody who was asked twice and has not answered."""
    pair, person = matter.pair, matter.due.person_id
    name = (pair.mentor if person == pair.mentor_id else pair.young_person) or ""
    values = {"first_name": name, "other": other_of(pair, person), "what": matter.purpose}
    button = Choice(f"{COMMAND_MARK}pair {pair.id}", label="follow.pair")
    told = Reply(parts=(Part("no_answer_for_team", values),), choices=(button,), order=Order.REMINDER)
    return News(told, organisation=pair.organisation_id)
