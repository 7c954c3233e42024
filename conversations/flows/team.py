"""Somebody of the team joins by chat: a mentor, a coordinator or a safeguarding lead."""

from __future__ import annotations

from conversations.checks import first_name
from conversations.effects import Register
from conversations.facts import Role
from conversations.talk import Talk

NEXT_STEPS = {
    Role.SAFEGUARDING_LEAD: "lead_next",
    Role.COORDINATOR: "coordinator_next",
    Role.MENTOR: "mentor_next",
}
"""The prompt that says what comes next, by role; who has several roles hears of the first."""


def team(talk: Talk) -> None:
    """Ask for a first name, register it, and say what comes next."""
    look = talk.look
    talk.say("team_welcome", organisation=look.organisation)
    name = talk.ask("first_name", first_name, prompt="team_name")
    talk.do("register", Register(profile={"first_name": name}, agreed={}))
    told = next((prompt for role, prompt in NEXT_STEPS.items() if role in look.roles), "mentor_next")
    talk.say(told, first_name=name, coordinator=look.coordinator)
