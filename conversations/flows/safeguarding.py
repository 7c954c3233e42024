"""A coordinator sees who is told of a concern, and takes a place on that list or lays theirs down."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.effects import TakeDuty
from conversations.facts import Duty, Place, Role, Seek
from conversations.flow import Flow
from conversations.reply import Choice, Json
from conversations.talk import Talk

LEAVE_IT = "leave_it"

PLACES = {"lead": Place.LEAD, "deputy": Place.DEPUTY, "board": Place.BOARD, "lay_down": Place.NONE}
"""What each button does."""


def safeguarding(talk: Talk) -> None:
    """Show the list, and change the person's own place on it."""
    duties = talk.look.duties
    shown: list[Json] = [_shown(duty) for duty in duties]
    wish = talk.choose("duties", _choices(duties), duties=shown)
    if wish == LEAVE_IT:
        talk.say("duties_left")
        return
    place = PLACES[wish]
    talk.do("take", TakeDuty(place))
    if place is Place.NONE:
        talk.say("duty_laid_down", alone=all(duty.mine for duty in duties))
    else:
        talk.say("duty_yours", duty=int(place))


def _shown(duty: Duty) -> dict[str, Json]:
    return {"place": int(duty.place), "first_name": duty.first_name, "mine": duty.mine}


def _choices(duties: tuple[Duty, ...]) -> list[Choice]:
    """Return the places that are not the person's own, and what else they may do."""
    mine = {duty.place for duty in duties if duty.mine}
    values = [value for value, place in PLACES.items() if place and place not in mine]
    values += ["lay_down"] if mine else []
    return [Choice(value, label=f"duties.{value}") for value in (*values, LEAVE_IT)]


def seeks_duties(given: str, answers: Mapping[str, Json]) -> Seek:
    """Look up the list in every turn: somebody else may have changed it."""
    return Seek(duties=True)


SAFEGUARDING = Flow(
    "safeguarding",
    safeguarding,
    command="safeguarding",
    roles=frozenset({Role.COORDINATOR}),
    seeks=seeks_duties,
)
