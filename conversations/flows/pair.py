"""A coordinator looks at one match: how it goes and why, and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.cards import fitted, worded
from conversations.facts import Facts, Role, Seek
from conversations.flow import Flow
from conversations.flows.choosing import Numbered, wanted
from conversations.flows.pairing import act_on, name_adult, shown
from conversations.health import Health, Matches, Sheet
from conversations.reply import Choice, Json
from conversations.talk import Talk

WHICH, WHOSE = "pair_which", "adult_whose"


def pair(talk: Talk) -> None:
    """Find a match, show how it goes, and do what applies."""
    sheet = _sheet(talk, WHICH)
    if sheet is None:
        return
    number = sheet.health.match
    # Step keys name the match: an answer about one is never taken for another who is found later.
    talk.say("pair_sheet", f"pair_sheet:{number}", **shown(sheet, talk.look.zone))
    act_on(talk, sheet)


def adult(talk: Talk) -> None:
    """Say who comes along with a pair."""
    sheet = _sheet(talk, WHOSE)
    if sheet is None:
        return
    if sheet.closed is not None:
        talk.say("pair_over", "", **names(sheet.health))
        return
    name_adult(talk, sheet, str(sheet.health.match))


def _sheet(talk: Talk, key: str) -> Sheet | None:
    """Return the match that is meant, or None where there is none, or it is there no more."""
    seen = talk.look.matches
    if not seen.count and not seen.found:
        talk.say("pair_nobody")
        return None
    check = Numbered([one.match for one in seen.found], buttons(seen, talk.look), "pair_none")
    number = talk.ask(key, check, count=seen.count, shown=len(seen.listed))
    if seen.sheet is None or seen.sheet.health.match != number:
        talk.say("pair_gone", number=number)
        return None
    return seen.sheet


def buttons(seen: Matches, look: Facts) -> list[Choice]:
    """Return a button for each match to choose among: "Max and Ann · red"."""
    offered = seen.found if len(seen.found) > 1 else seen.listed
    return [Choice(str(one.match), words=in_words(one, look.labels)) for one in offered]


def in_words(one: Health, labels: Mapping[str, str]) -> str:
    """Return a match on a button."""
    both = f"{one.mentor} {worded(labels, 'pair', 'and')} {one.young_person}"
    return fitted(both, worded(labels, "colour", one.colour))


def names(one: Health) -> dict[str, Json]:
    """Return the first names of a match, as values of a prompt."""
    return {"mentor": one.mentor, "young_person": one.young_person}


def seeks_pair(given: str, answers: Mapping[str, Json]) -> Seek | None:
    """Look up the match that was asked for, in every turn: by number, or by a name of one of the two."""
    return Seek(matches=wanted(answers.get(WHICH, answers.get(WHOSE, given))))


_TEAM = frozenset({Role.COORDINATOR})
PAIR = Flow("pair", pair, command="pair", roles=_TEAM, first=WHICH, seeks=seeks_pair)
ADULT = Flow("adult", adult, command="adult", roles=_TEAM, first=WHOSE, seeks=seeks_pair)
