"""Who has not joined yet: a code opens the door, anything else is told how to get one."""

from __future__ import annotations

import math
from dataclasses import replace

from conversations.effects import Effect, Redeem, TakeLink, WrongGuess
from conversations.facts import Facts, Invitation, InvitationState, LinkCode, Role, Status
from conversations.flow import Flow, replay
from conversations.invitations import MOST_WRONG_GUESSES
from conversations.reply import Reply
from conversations.run import Run
from conversations.turn import Turn, asked, said

FLOW_OF_ROLE = {Role.YOUNG_PERSON: "join", Role.MENTOR: "mentor"}
"""The flow that a role joins with; every other role joins with TEAM_FLOW."""

TEAM_FLOW = "team"

_REFUSED = {
    InvitationState.UNKNOWN: "code_unknown",
    InvitationState.EXPIRED: "code_expired",
    InvitationState.USED_UP: "code_used_up",
}


def received(facts: Facts, flows: dict[str, Flow], fresh_id: str) -> Turn:
    """Return the turn of an account that belongs to nobody: joining begins, or how it can."""
    tries = facts.invitation is not None or facts.link is not None
    if tries and facts.held_until is not None and facts.held_until > facts.now:
        minutes = math.ceil((facts.held_until - facts.now).total_seconds() / 60)
        return Turn(None, (said("code_held", minutes=minutes),), note="code held")
    if facts.link is not None:
        return _linked(facts.link)
    if facts.invitation is None:
        return Turn(None, (said("stranger"),), note="stranger")
    if facts.invitation.state is InvitationState.GOOD:
        return _welcomed(facts, facts.invitation, flows, fresh_id)
    return _refused(facts, facts.invitation.state)


def _welcomed(facts: Facts, invitation: Invitation, flows: dict[str, Flow], fresh_id: str) -> Turn:
    facts = replace(
        facts,
        status=Status.JOINING,
        roles=frozenset({invitation.role}),
        organisation=invitation.organisation,
        coordinator=invitation.coordinator,
        programme=invitation.programme,
    )
    redeemed = Redeem(invitation.id, invitation.organisation_id, invitation.programme_id, invitation.role)
    return begun(joining_flow(facts), facts, flows, fresh_id, effects=(redeemed,), note="invitation taken")


def _linked(link: LinkCode) -> Turn:
    """Join the account to the person whose code it is; an old code is no guess, but opens nothing."""
    if link.state is not InvitationState.GOOD:
        return Turn(None, (said("link_over"),), note=f"link {link.state.value}")
    return Turn(None, (said("linked", first_name=link.first_name),), (TakeLink(link.code),), note="linked")


def _refused(facts: Facts, state: InvitationState) -> Turn:
    """Refuse a code; only one that nobody was given counts as a guess."""
    if state is not InvitationState.UNKNOWN:
        return Turn(None, (said(_REFUSED[state]),), note=state.value)
    replies = [said(_REFUSED[state])]
    if facts.wrong_guesses + 1 >= MOST_WRONG_GUESSES:
        replies = [said("code_held", minutes=60)]
    return Turn(None, tuple(replies), (WrongGuess(),), note=state.value)


def joining_flow(facts: Facts) -> str:
    """Return the name of the flow that somebody of these roles joins with."""
    return next((FLOW_OF_ROLE[role] for role in sorted(facts.roles) if role in FLOW_OF_ROLE), TEAM_FLOW)


def begun(
    name: str,
    facts: Facts,
    flows: dict[str, Flow],
    fresh_id: str,
    *,
    effects: tuple[Effect, ...] = (),
    before: tuple[Reply, ...] = (),
    note: str = "",
    given: str = "",
) -> Turn:
    """Return the first turn of a new run of the flow ``name``, begun with what was ``given``."""
    run = Run(id=fresh_id, flow=name, turn=1, given=given)
    if given and flows[name].first:
        run.early[flows[name].first] = given
    played = replay(flows[name], run, facts)
    replies = (*before, *asked(run, *played.parts))
    return Turn(run, replies, (*effects, *played.effects), note=note or f"{name} begun")
