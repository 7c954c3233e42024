"""What a coordinator sees of one person, and what they can do for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.cards import ago, name_of, worded
from conversations.check import Rejected, skippable
from conversations.checks import free_text
from conversations.checks.choices import OneOf
from conversations.effects import Decide, Reset, SettleHelp
from conversations.facts import Card, Facts, Role, Status
from conversations.reply import Choice, Json
from conversations.talk import Talk

APPROVE, DECLINE, HELPED, RESET, CLOSE = "approve", "decline", "helped", "reset", "close"
BACK = "back"

REASONS = ("references", "dbs", "workshop", "fit", "silent", "withdrew", "other")
"""Why somebody is turned down."""

REASON_LIMIT = 300
"""Characters in which a reason is told in more words."""


class Act(OneOf):
    """One of what applies to a person; an act that was chosen stays, though it may not apply any more."""

    def load(self, stored: Json, facts: Facts) -> str:
        """Return a stored act."""
        if stored not in (*_ACTS, CLOSE):
            raise Rejected("not_a_choice")
        return str(stored)


def shown(card: Card, look: Facts) -> dict[str, Json]:
    """Return the values of a person's card."""
    talking: dict[str, Json] = {}
    if card.flow:
        step = card.at.partition(":")[0]
        at = look.labels.get(f"field.{step}", step.replace("_", " "))
        talking = {"flow": worded(look.labels, "flow", card.flow), "at": at}
        talking |= ago(card.since or look.now, look.now)
    return {
        "person": card.id,
        "first_name": name_of(card, look.labels),
        "roles": [role.value for role in Role if role in card.roles],
        "status": card.status.value,
        "date": card.created.date().isoformat(),
        "talking": talking,
        "stuck": card.stuck_at is not None,
        "platforms": [*sorted(set(card.platforms))],
        "referrals": card.referrals,
        "profile": dict(card.profile),
    }


def act_on(talk: Talk, card: Card) -> None:
    """Do what the coordinator chooses, once; whoever thinks again is asked again."""
    name, times = name_of(card, talk.look.labels), 1
    while True:
        key = f"{card.id}:{times}"
        act = talk.ask(f"see_next:{key}", Act(_choices(card)), first_name=name)
        if act == CLOSE:
            talk.say("see_closed")
            return
        if _ACTS[act](talk, card, key, name):
            return
        times += 1


def _choices(card: Card) -> list[Choice]:
    """Return the acts that apply."""
    waits = card.status is Status.WAITING
    applies = {APPROVE: waits, DECLINE: waits, HELPED: card.stuck_at is not None, RESET: bool(card.flow)}
    acts = [act for act, does in applies.items() if does]
    return [Choice(act, label=f"see_next.{act}") for act in (*acts, CLOSE)]


def _approve(talk: Talk, card: Card, key: str, name: str) -> bool:
    if talk.choose(f"see_checks:{key}", [APPROVE, BACK], first_name=name) == BACK:
        return False
    return _decided(talk, card, Decide(card.id, True), name)


def _decline(talk: Talk, card: Card, key: str, name: str) -> bool:
    """Ask why, and whether it is to be done."""
    why, more = f"see_reason:{key}", f"see_reason_more:{key}"
    reasons = OneOf([Choice(reason, label=f"see_reason.{reason}") for reason in REASONS])
    told = talk.form("decline", {why: reasons, more: skippable(free_text(REASON_LIMIT))}, first_name=name)
    if talk.choose(f"see_sure:{key}", [DECLINE, BACK], first_name=name) == BACK:
        return False
    reason = f"{told[why]}: {told[more]}" if told[more] else told[why]
    return _decided(talk, card, Decide(card.id, False, reason), name)


def _decided(talk: Talk, card: Card, decision: Decide, name: str) -> bool:
    """Decide, unless somebody else has decided since the card was shown."""
    if card.status is not Status.WAITING:
        talk.say("see_decided", first_name=name, status=card.status.value)
        return True
    talk.do(f"decide:{card.id}", decision)
    talk.say("see_approved" if decision.approved else "see_turned_down", first_name=name)
    return True


def _helped(talk: Talk, card: Card, key: str, name: str) -> bool:
    talk.do(f"helped:{card.id}", SettleHelp(card.id))
    talk.say("see_helped", first_name=name)
    return True


def _reset(talk: Talk, card: Card, key: str, name: str) -> bool:
    if talk.choose(f"see_reset:{key}", [RESET, BACK], first_name=name) == BACK:
        return False
    talk.do(f"reset:{card.id}", Reset(card.id))
    talk.say("see_was_reset", first_name=name)
    return True


_ACTS: Mapping[str, Callable[[Talk, Card, str, str], bool]] = {
    APPROVE: _approve,
    DECLINE: _decline,
    HELPED: _helped,
    RESET: _reset,
}
