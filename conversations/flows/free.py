"""Somebody says when they are free: their week, days away, and whose clock they live by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from conversations.check import Rejected, skippable
from conversations.checks.choices import OneOf, several_of
from conversations.checks.days_away import DaysAway, dumped, loaded
from conversations.checks.week_hours import WeekHours, changed
from conversations.checks.zones import zone
from conversations.clock import on_wall
from conversations.effects import AddAway, RemoveAway, SetWeek, SetZone
from conversations.facts import Facts, Role, Seek
from conversations.flow import Flow
from conversations.flows.fields import FREE_TIMES
from conversations.reply import Choice, Json
from conversations.talk import Talk
from conversations.week import Days, Free, of_parts
from conversations.week_words import city_of, days_spoken, lines_of, shown_days

WEEK, AWAY, RETURN, ZONE, CLOSE = "week", "away", "return", "zone", "close"
NOTHING = "nothing"

MOST_AWAY = 15
"""Times away that are kept at once; more do not fit beneath one message."""

MOST_ROUNDS = 40
"""Changes in one talk: a replay of all of them stays below the steps of a turn."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of when somebody is free, with what this talk has changed."""

    free: tuple[Free, ...]
    parts: tuple[str, ...]
    away: tuple[Days, ...]
    zone: str


class Act(OneOf):
    """One of what applies; an act that was chosen stays, though it may not apply any more."""

    def load(self, stored: Json, facts: Facts) -> str:
        """Return a stored act."""
        if stored not in (*_ACTS, CLOSE):
            raise Rejected("not_a_choice")
        return str(stored)


class Which(OneOf):
    """One of the times away, which stays chosen though it is taken back by then."""

    def load(self, stored: Json, facts: Facts) -> str:
        """Return stored days, or that none were meant."""
        if stored != NOTHING and loaded(stored) is None:
            raise Rejected("not_a_choice")
        return str(stored)


def free(talk: Talk) -> None:
    """Show when somebody is free, and change it until nothing more is to be changed."""
    look = talk.look
    parts = look.profile.get("free_times")
    usual = tuple(str(part) for part in parts) if isinstance(parts, list) else ()
    known = Known(look.week.free, usual, look.week.away, look.zone)
    for times in range(1, MOST_ROUNDS + 1):
        act = _act(talk, known, times)
        if act == CLOSE:
            break
        known = _ACTS[act](talk, known, times)
    talk.say("free_closed")


def _choices(known: Known) -> list[Choice]:
    applies = {AWAY: len(known.away) < MOST_AWAY, RETURN: bool(known.away)}
    acts = [act for act in (*_ACTS, CLOSE) if applies.get(act, True)]
    return [Choice(act, label=f"free.{act}") for act in acts]


def _act(talk: Talk, known: Known, times: int) -> str:
    """Show what is known, and ask what is to be done."""
    return talk.ask(
        f"free:{times}",
        Act(_choices(known)),
        week=lines_of(known.free),
        usual_times=[part for part in known.parts if of_parts([part])],
        days_away=shown_days(known.away),
        city=city_of(known.zone),
    )


def _week(talk: Talk, known: Known, times: int) -> Known:
    """Ask for the parts of the week, and for the days that are different."""
    offered = FREE_TIMES.choices
    parts = talk.ask(f"free_parts:{times}", several_of(offered, 1, len(offered), known.parts))
    usual = of_parts(parts)
    changes = talk.ask(f"free_days:{times}", skippable(WeekHours(usual)))
    hours = changed(usual, changes) if changes else usual
    talk.do(f"week:{times}", SetWeek(parts, hours))
    talk.say("free_week_set", f"free_week_set:{times}")
    return replace(known, parts=parts, free=hours)


def _away(talk: Talk, known: Known, times: int) -> Known:
    """Ask for days away; a session that is in them is named."""
    days = talk.ask(f"free_away:{times}", skippable(DaysAway()))
    if days is None:
        return known
    talk.do(f"away:{times}", AddAway(days))
    begins, ends = (day.isoformat() for day in days)
    talk.say("free_away_set", f"free_away_set:{times}", begins=begins, ends=ends)
    for number, starts in enumerate(talk.look.week.meetings):
        if days.first <= on_wall(starts, known.zone).date() <= days.last:
            told = {"starts": starts.isoformat(), "zone": known.zone}
            talk.say("free_meets", f"free_meets:{times}:{number}", **told)
    return replace(known, away=tuple(sorted({*known.away, days})))


def _return(talk: Talk, known: Known, times: int) -> Known:
    """Ask which days away are none after all."""
    look = talk.look
    days = [Choice(dumped(one), words=days_spoken(one, look.today, look.labels)) for one in known.away]
    choices = [*days, Choice(NOTHING, label="free_return.nothing")]
    which = loaded(talk.ask(f"free_return:{times}", Which(choices)))
    if which is None:
        return known
    talk.do(f"return:{times}", RemoveAway(which))
    talk.say("free_returned", f"free_returned:{times}")
    return replace(known, away=tuple(one for one in known.away if one != which))


def _zone(talk: Talk, known: Known, times: int) -> Known:
    """Ask where somebody is, and say what time it is there."""
    found = talk.ask(f"free_zone:{times}", skippable(zone))
    if found is None:
        return known
    talk.do(f"zone:{times}", SetZone(found))
    clock = f"{on_wall(talk.look.now, found):%H:%M}"
    talk.say("free_zone_set", f"free_zone_set:{times}", city=city_of(found), time=clock)
    return replace(known, zone=found)


_ACTS: Mapping[str, Callable[[Talk, Known, int], Known]] = {
    WEEK: _week,
    AWAY: _away,
    RETURN: _return,
    ZONE: _zone,
}


def seeks_week(given: str, answers: Mapping[str, Json]) -> Seek:
    """Look up when the person is free, in every turn."""
    return Seek(week=True)


FREE = Flow("free", free, command="free", roles=frozenset({Role.YOUNG_PERSON, Role.MENTOR}), seeks=seeks_week)
