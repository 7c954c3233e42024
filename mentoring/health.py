"""How a match goes: green, amber or red, by rules that are written down once, each with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from conversations.following import Safe
from conversations.health import Colour, Health, Why

NO_MEETING_DAYS = 45
"""Days without a meeting after which a match is red: a month, and half of the next."""

NONE_ARRANGED_DAYS = 30
"""Days without a meeting after which one should be arranged at least: the rhythm is once a month."""

SILENT_DAYS = 30
"""Days in which somebody answered, proposed and logged nothing, and met nobody."""

UNANSWERED_DAYS = 7
"""Days that proposed times wait for an answer; the other side has been reminded by then."""

UNLOGGED_DAYS = 7
"""Days after a meeting in which it should be said whether it was held."""

MISSED_IN_A_ROW = 2

LOW_RATING = 2
"""From 1 to 5: this and less is low."""

LATELY = timedelta(days=45)
"""How long a low rating counts: by then there should be a newer one."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of how a match goes, all moments in UTC.

    ``heard_mentor`` and ``heard_young_person`` are when something was last heard of each, the start of the
    match and meetings that were held among it. ``rated_mentor`` and ``rated_young_person`` are their newest
    ratings from 1 to 5, 0 for none lately. ``passed_on_mentor`` and ``passed_on_young_person`` tell that
    their last check-in has no answer, and ``gone`` that one of the two has left. ``safe`` is the worst of
    what the two last said about the young person.
    """

    match: int
    mentor: str
    young_person: str
    started: datetime
    heard_mentor: datetime
    heard_young_person: datetime
    last_held: datetime | None = None
    missed_in_a_row: int = 0
    next: datetime | None = None
    unlogged: datetime | None = None
    proposed: datetime | None = None
    waits_for_adult: bool = False
    paused_mentor: bool = False
    paused_young_person: bool = False
    gone: bool = False
    concerns: int = 0
    safe: Safe = Safe.YES
    rated_mentor: int = 0
    rated_young_person: int = 0
    passed_on_mentor: bool = False
    passed_on_young_person: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its key, which names its reason ("sign.key") and what to do next ("next_step.key") in labels.

    ``counts`` returns the days or times that the reason names, 0 where it names none, and None where the rule
    does not apply. ``words`` say it in docs/health.md.
    """

    key: str
    colour: Colour
    words: str
    counts: Callable[[Signs, datetime], int | None]


def _when(holds: bool) -> int | None:
    return 0 if holds else None


def _days(since: datetime | None, now: datetime, least: int) -> int | None:
    """Return the whole days since then where they are ``least`` or more, else None."""
    days = (now - since).days if since is not None else -1
    return days if days >= least else None


def _without(signs: Signs) -> datetime:
    """Return since when there was no meeting."""
    return max(signs.started, signs.last_held or signs.started)


def _no_meeting(signs: Signs, now: datetime) -> int | None:
    return _days(_without(signs), now, NO_MEETING_DAYS)


def _none_arranged(signs: Signs, now: datetime) -> int | None:
    if signs.next is not None or _no_meeting(signs, now) is not None:
        return None
    return _days(_without(signs), now, NONE_ARRANGED_DAYS)


def _low(rating: int) -> int | None:
    return rating if 0 < rating <= LOW_RATING else None


def _silent(heard: datetime, now: datetime, *, paused: bool) -> int | None:
    return None if paused else _days(heard, now, SILENT_DAYS)


RED, AMBER = Colour.RED, Colour.AMBER

RULES: tuple[Rule, ...] = (
    Rule(
        "concern",
        RED,
        "a concern that came from one of the two is open",
        lambda signs, now: _when(signs.concerns > 0),
    ),
    Rule(
        "unsafe",
        RED,
        "the newest word of one of the two is that the young person is not safe",
        lambda signs, now: _when(signs.safe is Safe.NO),
    ),
    Rule(
        "gone",
        RED,
        "one of the two has left the programme",
        lambda signs, now: _when(signs.gone),
    ),
    Rule(
        "missed",
        RED,
        f"{MISSED_IN_A_ROW} meetings or more were missed in a row",
        lambda signs, now: signs.missed_in_a_row if signs.missed_in_a_row >= MISSED_IN_A_ROW else None,
    ),
    Rule(
        "no_meeting",
        RED,
        f"no meeting was held for {NO_MEETING_DAYS} days, counted from the start of the match too",
        _no_meeting,
    ),
    Rule(
        "unsure",
        AMBER,
        "one of the two was last not sure whether the young person is safe",
        lambda signs, now: _when(signs.safe is Safe.NOT_SURE),
    ),
    Rule(
        "low_young_person",
        AMBER,
        f"the young person's newest rating, of the last {LATELY.days} days, is {LOW_RATING} or less out of 5",
        lambda signs, now: _low(signs.rated_young_person),
    ),
    Rule(
        "low_mentor",
        AMBER,
        f"the mentor's newest rating, of the last {LATELY.days} days, is {LOW_RATING} or less out of 5",
        lambda signs, now: _low(signs.rated_mentor),
    ),
    Rule(
        "adult",
        AMBER,
        "a time is agreed, and waits for an adult to be named",
        lambda signs, now: _when(signs.waits_for_adult),
    ),
    Rule(
        "passed_on_young_person",
        AMBER,
        "the young person's last check-in was passed on without an answer",
        lambda signs, now: _when(signs.passed_on_young_person),
    ),
    Rule(
        "passed_on_mentor",
        AMBER,
        "the mentor's last check-in was passed on without an answer",
        lambda signs, now: _when(signs.passed_on_mentor),
    ),
    Rule(
        "none_arranged",
        AMBER,
        f"no meeting was held for {NONE_ARRANGED_DAYS} days, and none is arranged",
        _none_arranged,
    ),
    Rule(
        "proposal",
        AMBER,
        f"proposed times have waited {UNANSWERED_DAYS} days for an answer",
        lambda signs, now: _days(signs.proposed, now, UNANSWERED_DAYS),
    ),
    Rule(
        "unlogged",
        AMBER,
        f"a meeting was to be {UNLOGGED_DAYS} days ago or more, and nobody has said whether it was",
        lambda signs, now: _days(signs.unlogged, now, UNLOGGED_DAYS),
    ),
    Rule(
        "silent_young_person",
        AMBER,
        f"nothing was heard of the young person for {SILENT_DAYS} days, and they have not paused",
        lambda signs, now: _silent(signs.heard_young_person, now, paused=signs.paused_young_person),
    ),
    Rule(
        "silent_mentor",
        AMBER,
        f"nothing was heard of the mentor for {SILENT_DAYS} days, and they have not paused",
        lambda signs, now: _silent(signs.heard_mentor, now, paused=signs.paused_mentor),
    ),
)
"""Every rule, the gravest first: a match has the colour of the first that applies, green without any."""

_GRAVITY = {rule.key: place for place, rule in enumerate(RULES)}


def judged(signs: Signs, now: datetime) -> Health:
    """Return a match's colour, every reason for it, and what to do next: what the gravest reason asks for."""
    found = [(rule, count) for rule in RULES if (count := rule.counts(signs, now)) is not None]
    return Health(
        match=signs.match,
        mentor=signs.mentor,
        young_person=signs.young_person,
        colour=found[0][0].colour if found else Colour.GREEN,
        why=tuple(Why(rule.key, count) for rule, count in found),
        next=found[0][0].key if found else "",
    )


def urgency(health: Health) -> tuple[int, int, int]:
    """Return what orders matches, those that need somebody most first."""
    if not health.why:
        return len(RULES), 0, health.match
    first = health.why[0]
    return _GRAVITY[first.key], -first.count, health.match
