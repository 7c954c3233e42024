"""Somebody answers the times that the other proposed, or looks at those that they proposed themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from conversations.check import Rejected
from conversations.checks.alternatives import without_filler
from conversations.checks.choices import exactly
from conversations.checks.hours import find_hours
from conversations.checks.meeting_times import narrowed
from conversations.checks.weekdays import find_weekdays
from conversations.checks.words import folded, phrase
from conversations.clock import spoken
from conversations.effects import AcceptProposal, CancelMeeting, WithdrawProposal
from conversations.facts import Facts
from conversations.flows.meeting_asks import OTHER, propose
from conversations.flows.meeting_stands import CANNOT, call_off, reason
from conversations.flows.meeting_talk import Act, Arranging, offer, other_clock
from conversations.flows.meeting_when import LEAVE, are_moments
from conversations.meetings import to_come
from conversations.pairs import Proposal
from conversations.reply import Choice, Json

KEEP, CHANGE, WITHDRAW = "keep", "change", "withdraw"

_YES = frozenset({"yes", "y", "yeah", "yep", "yup", "ok", "okay", "sure", "fine", "good", "great", "accept"})
_NO_TIME = "not_a_meeting_time"
_OTHER_TIME = frozenset({"time_none_fits", "time_too_soon", "time_out_of_hours", "date_beyond_plan"})


class Take(Act):
    """One of the times that the other proposed, or what else there is to answer."""

    def __init__(self, starts: Sequence[datetime], choices: Sequence[Choice], on: Arranging) -> None:
        look = on.look
        times = [Choice(one.isoformat(), words=spoken(one, look.zone, look.labels)) for one in starts]
        super().__init__([*times, *choices])
        self._starts, self._other, self._zone = tuple(starts), on.pair.other, on.pair.zone

    def parse(self, text: str, facts: Facts) -> str:
        """Return the time in ISO 8601 or the act; rejects a time that is none of these ("meet_not_among")."""
        value = exactly(text, self.choices, facts)
        if value is not None:
            return value
        if len(self._starts) == 1 and folded(text) in _YES:
            return self._starts[0].isoformat()
        if are_moments([text]):
            raise Rejected("time_taken")
        try:
            fits = narrowed(text, self._starts, facts, zone=self._zone).times
        except Rejected as rejected:
            if rejected.prompt == _NO_TIME:
                return super().parse(text, facts)
            if rejected.prompt not in _OTHER_TIME:
                raise
            fits = self._on_such_days(text, facts)
        if len(fits) > 1:
            raise Rejected("meet_which_time")
        return fits[0].isoformat()

    def _on_such_days(self, text: str, facts: Facts) -> tuple[datetime, ...]:
        """Return the times on any such weekday: of all Thursdays one means that which is offered."""
        days = find_hours(without_filler(phrase(text))).rest
        try:
            if find_weekdays(days) is not None:
                return narrowed(f"any {text}", self._starts, facts, zone=self._zone).times
        except Rejected:
            pass
        raise Rejected("meet_not_among", {"other": self._other})


def answer(on: Arranging, proposal: Proposal, act: str = "") -> None:
    """Ask which of the proposed times suits, and answer the other; an ``act`` is known already."""
    starts = to_come(proposal, on.look.now)
    check, values = Take(starts, _answers(on), on), _shown(on, proposal)
    act = act or on.talk.ask(on.key("meet_answer"), check, "meet_answer", **values)
    if act == OTHER:
        propose(on, OTHER)
    elif act == KEEP:
        on.talk.do(on.key("keep"), WithdrawProposal(proposal.id))
    elif act == CANNOT:
        _call_off(on)
    else:
        on.talk.do(on.key("accept"), AcceptProposal(proposal.id, datetime.fromisoformat(act)))


def _answers(on: Arranging) -> list[Choice]:
    acts = (OTHER, KEEP, CANNOT) if on.starts else (OTHER, CANNOT)
    labels = {CANNOT: "meet_answer.cannot" if on.starts else "meet_answer.not_this_month"}
    return [Choice(act, label=labels.get(act, f"meet_answer.{act}")) for act in acts]


def _call_off(on: Arranging) -> None:
    """Call off a meeting: one that has a time only once they are sure."""
    if on.starts or on.meeting is None:
        call_off(on)
        return
    why = reason(on)
    on.talk.do(on.key("call_off"), CancelMeeting(on.meeting.id, on.meeting.sequence, why))


def look_at_own(on: Arranging, proposal: Proposal, act: str = "") -> None:
    """Show the times that somebody proposed, and change them or take them back if they like."""
    acts = (CHANGE, WITHDRAW, CANNOT, LEAVE) if on.starts else (CHANGE, WITHDRAW, LEAVE)
    choices = Act([Choice(one, label=f"meet_own.{one}") for one in acts])
    act = act or on.talk.ask(on.key("meet_own"), choices, "meet_own", **_shown(on, proposal))
    if act == CHANGE:
        propose(on, OTHER)
    elif act == WITHDRAW:
        on.talk.do(on.key("withdraw"), WithdrawProposal(proposal.id))
    elif act == CANNOT:
        call_off(on)
    else:
        on.leave()


def _shown(on: Arranging, proposal: Proposal) -> dict[str, Json]:
    starts = to_come(proposal, on.look.now)
    return {
        **on.shared(),
        "offer": offer(on, starts, proposal.minutes, proposal.place, proposal.rhythm),
        "agreed": on.starts,
        "needs_adult": on.pair.needs_adult,
        "clock": other_clock(on, starts),
    }
