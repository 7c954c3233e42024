"""A coordinator invites people: for which role, and how many."""

from __future__ import annotations

from conversations.checks import whole_number
from conversations.effects import Invite
from conversations.facts import Role
from conversations.flow import Flow
from conversations.reply import Choice
from conversations.talk import Talk

INVITED = (Role.YOUNG_PERSON, Role.MENTOR, Role.COORDINATOR)
"""The roles that a coordinator may invite to."""

MOST_USES = 1000
"""People on one invitation: more than a cohort has, and few enough that a code gone astray is noticed."""

A_CLASS = 30
"""People on an invitation that is read out to a class."""

_USES = whole_number(1, MOST_USES, [Choice(str(uses), label=f"invite_uses.{uses}") for uses in (1, A_CLASS)])


def invite(talk: Talk) -> None:
    """Ask whom an invitation is for and how many may use it, and make it."""
    role = Role(talk.choose("invite_role", INVITED))
    uses = talk.ask("invite_uses", _USES, role=role.value)
    talk.do("invite", Invite(role, uses))
    talk.say("invite_made", role=role.value, uses=uses)


INVITE = Flow("invite", invite, command="invite", roles=frozenset({Role.COORDINATOR}), first="invite_role")
