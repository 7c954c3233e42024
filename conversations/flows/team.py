"""Somebody of the team joins: a coordinator or a safeguarding lead."""

from __future__ import annotations

from conversations.checks import first_name
from conversations.effects import Register, TakeDuty
from conversations.facts import Place, Role
from conversations.flow import Flow
from conversations.flows.mentor import mentor
from conversations.talk import Talk

STAFF = frozenset({Role.COORDINATOR, Role.SAFEGUARDING_LEAD})

PLACES = {"lead": Place.LEAD, "deputy": Place.DEPUTY, "board": Place.BOARD, "none": Place.NONE}
"""The place on the list of who is told of a concern, by the value of its button."""


def team(talk: Talk) -> None:
    """Ask for a first name and a place on the list of who hears of concerns, and say what comes next."""
    look = talk.look
    if not look.roles & STAFF:
        # Mentors had no flow of their own once: whoever began here must not come in without the checks.
        return mentor(talk)
    talk.say("team_welcome", organisation=look.organisation)
    name = talk.ask("first_name", first_name, prompt="team_name")
    place = PLACES[talk.choose("team_duty", list(PLACES), organisation=look.organisation)]
    talk.do("register", Register(profile={"first_name": name}, agreed={}))
    if place is not Place.NONE:
        talk.do("take_duty", TakeDuty(place))
    told = "coordinator_next" if Role.COORDINATOR in look.roles else "lead_next"
    talk.say(told, first_name=name, place=int(place))
    return None


TEAM = Flow("team", team, kept=True)
