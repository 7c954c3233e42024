"""A coordinator looks at one person, and does what they wait for."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.cards import named
from conversations.check import Check, Rejected
from conversations.checks.names import LONGEST_NAME
from conversations.checks.words import tidy
from conversations.facts import Card, Facts, Role, Seek
from conversations.flow import Flow
from conversations.flows.seeing import act_on, shown
from conversations.reply import Choice, Json
from conversations.talk import Talk

WHOM = "see_whom"

MOST_SHOWN = 20
"""People to choose among: more do not fit beneath one message."""

MOST_DIGITS = 15
"""Digits of a person's number: as many as any store counts to."""


class Whom(Check[str]):
    """A first name, or a person's number, by which somebody was found."""

    def parse(self, text: str, facts: Facts) -> str:
        """Return what was sought; reject no words ("not_text"), and where nobody was found ("see_none")."""
        whom = tidy(text)
        if not whom:
            raise Rejected("not_text")
        if not facts.found:
            raise Rejected("see_none", {"whom": whom[:LONGEST_NAME]})
        return whom

    def dump(self, value: str) -> Json:
        """Return what was sought."""
        return value

    def load(self, stored: Json, facts: Facts) -> str:
        """Return what was sought before."""
        return str(stored)


def see(talk: Talk) -> None:
    """Find somebody, show their card, and do what applies."""
    whom = talk.ask(WHOM, Whom())
    card = _one(talk, talk.look.found[:MOST_SHOWN])
    if card is None:
        talk.say("see_gone", whom=whom[:LONGEST_NAME])
        return
    # Step keys name the person: an answer about one is never taken for another who is found later.
    talk.say("see_card", f"see_card:{card.id}", **shown(card, talk.look))
    act_on(talk, card)


def _one(talk: Talk, found: tuple[Card, ...]) -> Card | None:
    """Return the one who is meant of those who were found, or None where nobody is there any more."""
    if len(found) < 2:
        return found[0] if found else None
    choices = [Choice(str(card.id), words=named(card, talk.look.labels)) for card in found]
    which = talk.choose("see_which", choices, count=len(found), most=MOST_SHOWN)
    return next(card for card in found if str(card.id) == which)


def seeks_person(given: str, answers: Mapping[str, Json]) -> Seek | None:
    """Look up whoever was asked for, in every turn: by number, or by name."""
    whom = tidy(str(answers.get(WHOM, given)))
    number = whom.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS:
        return Seek(person=int(number))
    return Seek(name=whom) if 0 < len(whom) <= LONGEST_NAME else None


SEE = Flow("see", see, command="see", roles=frozenset({Role.COORDINATOR}), first=WHOM, seeks=seeks_person)
