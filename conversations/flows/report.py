"""Somebody reports that something is wrong; what they wrote is kept before anything else is asked."""

from __future__ import annotations

from conversations.check import Check, Rejected
from conversations.checks import free_text
from conversations.checks.words import folded, listed
from conversations.effects import RaiseConcern, Urgent
from conversations.facts import Facts, Role, Status
from conversations.flow import ANYBODY, Flow
from conversations.reply import Choice, Json
from conversations.talk import Talk

LONGEST_REPORT = 40_000
"""Characters; the longest message that any platform carries, so that no report is refused for its length."""


SOURCE = "report"
"""Where a concern comes from that is raised here."""

MOST_MORE = 20
"""Further messages that are taken for more of the report; whoever writes on hears what happens now."""

YES, NO, UNSURE = "yes", "no", "unsure"

_WORDS = {
    **dict.fromkeys(listed("y yes yeah yeh yea yep yup ya"), YES),
    **dict.fromkeys((*listed("n no nope nah safe"), "not now", "im safe", "im ok", "im fine"), NO),
    **dict.fromkeys((*listed("unsure maybe idk dunno"), "not sure", "im not sure", "i dont know"), UNSURE),
}
_NEITHER = frozenset((*listed("ok okay k thanks thx ta"), "thank you", "ok thanks", "ok thank you"))


class Danger(Check[str]):
    """Yes, no or unsure, as the button's value; anything else that is typed is more of the report."""

    choices = tuple(Choice(value, label=f"danger.{value}") for value in (YES, NO, UNSURE))

    def parse(self, text: str, facts: Facts) -> str:
        """Return the button's value or the words; reject no words ("not_text") and a mere "thanks"."""
        plain = folded(text)
        if plain in _NEITHER:
            raise Rejected("not_yes_or_no")
        return _WORDS.get(plain) or _MORE.parse(text, facts)

    def dump(self, value: str) -> Json:
        """Return the value or the words."""
        return value

    def load(self, stored: Json, facts: Facts) -> str:
        """Return a stored value, or stored words."""
        return _MORE.load(stored, facts)


_MORE = free_text(LONGEST_REPORT)


def report(talk: Talk) -> None:
    """Take the words, raise the concern, ask whether anybody is in danger now, and say what happens next."""
    team = Role.YOUNG_PERSON not in talk.look.roles
    words = talk.ask("report", free_text(LONGEST_REPORT), team=team)
    talk.do("raise", RaiseConcern(None, words, SOURCE))
    talk.say("report_kept")
    ask_danger(talk, SOURCE)
    told = "report_end_team" if team else "report_end"
    talk.say(told, joining=talk.look.status is Status.JOINING)


def ask_danger(talk: Talk, source: str) -> None:
    """Ask whether anybody is in danger now, about the concern of ``source`` that was just raised."""
    danger = _danger(talk, source)
    if danger == YES:
        talk.do("urgent", Urgent(source))
        talk.say("danger_yes")
    elif danger == UNSURE:
        talk.say("danger_unsure")


def _danger(talk: Talk, source: str) -> str:
    """Ask until it is answered; people tell what happened in several messages, and none of them is lost."""
    for more in range(1, MOST_MORE + 1):
        told = talk.ask("danger" if more == 1 else f"danger:{more}", Danger())
        if told in (YES, NO, UNSURE):
            return told
        talk.do(f"raise:{more}", RaiseConcern(None, told, source))
        if _WORDS.get(folded(told).partition(" ")[0]) == YES:
            return YES
        talk.say("report_more", f"report_more:{more}")
    return UNSURE


REPORT = Flow("report", report, command="report", statuses=ANYBODY, first="report", candid=True)
