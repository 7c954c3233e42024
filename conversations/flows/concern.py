"""Somebody on the safeguarding list reads a concern, and notes what is done about it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from conversations.cards import Labels, on_clock, worded
from conversations.check import Check, Rejected
from conversations.checks import free_text
from conversations.checks.words import phrase
from conversations.effects import NoteConcern, ReadConcern
from conversations.facts import ConcernCard, ConcernEvent, Facts, Role, Seek
from conversations.flow import Flow
from conversations.reply import Json
from conversations.talk import Talk

ASKED = "concern_number"

LONGEST_NOTE = 2000
"""Characters of one note: a page, which a form of any platform takes."""

MOST_EVENTS = 20
"""Steps of a timeline that are shown, the newest."""

CLOSED = "closed"
"""The kind of the step that closed a concern."""

_NUMBER = re.compile(r"(?:concern |number |no )?#?(\d{1,9})")


class ConcernNumber(Check[int]):
    """The number of a concern that was found, and that the person may see."""

    def parse(self, text: str, facts: Facts) -> int:
        """Return the number; reject what is none, and one that is not there or not theirs to see."""
        number = number_in(text)
        if number is None:
            raise Rejected("concern_no_number")
        if facts.concern is None or facts.concern.id != number:
            raise Rejected("concern_none", {"number": number})
        return number

    def dump(self, value: int) -> Json:
        """Return the number."""
        return value

    def load(self, stored: Json, facts: Facts) -> int:
        """Return a stored number."""
        if not isinstance(stored, int):
            raise Rejected("concern_no_number")
        return stored


def number_in(text: str) -> int | None:
    """Return the number of a concern as people type it, "5", "#5" or "concern 5", or None."""
    found = _NUMBER.fullmatch(phrase(text))
    return int(found[1]) if found else None


def concern(talk: Talk) -> None:
    """Show a concern, which is recorded, and take notes until the person is done or it is closed."""
    number = talk.ask(ASKED, ConcernNumber())
    card = talk.look.concern
    if card is None:
        talk.say("concern_none", number=number)
        return
    talk.do("read", ReadConcern(number))
    talk.say("concern_card", "", **_card(card, talk.look.zone))
    if card.events:
        talk.say("concern_timeline", "", **_timeline(card, talk.look))
    closed = any(event.kind == CLOSED for event in card.events)
    _noted(talk, number, closed=closed)


def _noted(talk: Talk, number: int, *, closed: bool) -> None:
    """Ask what is to be done until nothing is."""
    choices, times = ["note", "leave"] if closed else ["note", "close", "leave"], 1
    while (wish := talk.choose(f"concern_next:{times}", choices, number=number, closed=closed)) == "note":
        note = talk.ask(f"concern_note:{times}", free_text(LONGEST_NOTE))
        talk.do(f"note:{times}", NoteConcern(number, note))
        talk.say("concern_noted", f"concern_noted:{times}", number=number)
        times += 1
    if wish == "leave":
        talk.say("concern_left", number=number)
        return
    note = talk.ask("concern_close", free_text(LONGEST_NOTE), number=number)
    talk.do("close", NoteConcern(number, note, closes=True))
    talk.say("concern_closed", number=number)


def _card(card: ConcernCard, zone: str) -> dict[str, Json]:
    return {
        "number": card.id,
        "severity": card.severity,
        "category": card.category,
        "source": card.source,
        "first_name": card.first_name,
        "person": card.person,
        "words": card.words,
        **on_clock(card.at, zone),
    }


def _timeline(card: ConcernCard, look: Facts) -> dict[str, Json]:
    newest = card.events[-MOST_EVENTS:]
    events: list[Json] = [_event(event, look.labels, look.zone) for event in newest]
    return {"events": events, "earlier": len(card.events) - len(newest)}


def _event(event: ConcernEvent, labels: Labels, zone: str) -> dict[str, Json]:
    return {
        "what": worded(labels, "event", event.kind),
        "by": event.by,
        "note": event.note,
        **on_clock(event.at, zone),
    }


def seeks_concern(given: str, answers: Mapping[str, Json]) -> Seek | None:
    """Look up the concern that was asked for, in every turn."""
    number = number_in(str(answers.get(ASKED, given)))
    return Seek(concern=number) if number else None


CONCERN = Flow(
    "concern",
    concern,
    command="concern",
    roles=frozenset({Role.COORDINATOR, Role.SAFEGUARDING_LEAD}),
    first=ASKED,
    seeks=seeks_concern,
    candid=True,
)
