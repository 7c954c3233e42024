"""How a match goes, by the five heads of the monitoring standard: five taps, and a form for the mentor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conversations.check import Check, skippable
from conversations.checks import free_text, one_of
from conversations.effects import AnswerCheckIn
from conversations.facts import Role
from conversations.flow import Flow
from conversations.flows.asking import feared, given_in, meant, seeking
from conversations.following import ACTIVITIES, IMPACT, OUTCOMES, RELATIONSHIP, SAFE, Safe
from conversations.pairs import CheckIn, CheckInKind
from conversations.programme import Side
from conversations.reply import Choice, Json
from conversations.talk import Talk

DID = ("talked", "goals", "practised", "cv", "not_met", "other")
"""What a pair may have done lately."""

RATINGS = ("5", "4", "3", "2", "1")
"""The best first, as people read them."""

LOW = 2
"""From 1 to 5: with this and less a person is offered."""

LONGEST_TOLD = 3000
"""Characters: as many as a form of any platform takes, so that none are refused there."""

_TOLD = skippable(free_text(LONGEST_TOLD))
_RATED = one_of([Choice(rating, label=f"rating.{rating}") for rating in RATINGS])

HEADS: Mapping[str, Check[Any]] = {
    ACTIVITIES: _TOLD,
    OUTCOMES: _TOLD,
    RELATIONSHIP: _RATED,
    IMPACT: _RATED,
    SAFE: one_of([Choice(safe, label=f"mentor_safe.{safe}") for safe in Safe]),
}
"""What a mentor is asked under each head; safety is last, so that nothing is asked before it is acted on."""


def catch_up(talk: Talk) -> None:
    """Ask the five heads of whichever side it is."""
    asked = meant(talk, CheckInKind.CATCH_UP)
    if asked is None:
        return
    if asked.side is Side.MENTOR:
        _mentor(talk, asked)
    else:
        _young_person(talk, asked)


def _young_person(talk: Talk, asked: CheckIn) -> None:
    other = asked.other
    answers: dict[str, Json] = {ACTIVITIES: _did(talk, asked)}
    answers[OUTCOMES] = talk.choose("catch_up_outcomes", ["yes", "a_bit", "not_yet"], other=other)
    answers[SAFE] = safe = talk.choose("catch_up_safe", [*Safe], other=other)
    talk.do("safe", AnswerCheckIn(asked.id, dict(answers)))
    if safe != Safe.YES:
        feared(talk, Safe(safe), "check_in_unsafe", "told_catch_up")
        return
    answers[RELATIONSHIP] = rating = int(talk.choose("catch_up_relationship", RATINGS, other=other))
    answers[IMPACT] = int(talk.choose("catch_up_impact", RATINGS, other=other))
    talk.do("answers", AnswerCheckIn(asked.id, answers))
    talk.say("catch_up_end", other=other, low=rating <= LOW, coordinator=talk.look.coordinator)


def _did(talk: Talk, asked: CheckIn) -> str:
    """Return what the pair did, which the button of the question may have said already."""
    said = talk.keep("said", given_in(talk.given, DID)[1])
    return str(said) if said else talk.choose("catch_up_activities", DID, other=asked.other)


def _mentor(talk: Talk, asked: CheckIn) -> None:
    """Ask all heads at once."""
    given = talk.form(
        "catch_up", {f"mentor_{head}": check for head, check in HEADS.items()}, other=asked.other
    )
    answers: dict[str, Json] = {head: given[f"mentor_{head}"] for head in HEADS}
    answers |= {head: int(given[f"mentor_{head}"]) for head in (RELATIONSHIP, IMPACT)}
    safe = Safe(given[f"mentor_{SAFE}"])
    talk.do("answers", AnswerCheckIn(asked.id, answers))
    if safe is not Safe.YES:
        feared(talk, safe, "catch_up_worry", "told_mentor")
        return
    talk.say("catch_up_thanks", other=asked.other)


CATCH_UP = Flow(
    "catchup",
    catch_up,
    command="catchup",
    roles=frozenset({Role.YOUNG_PERSON, Role.MENTOR}),
    seeks=seeking(CheckInKind.CATCH_UP),
)
