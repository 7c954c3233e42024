"""A pair arranges when it meets next: times are proposed, agreed, moved and called off."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from conversations.cards import fitted
from conversations.checks.words import folded
from conversations.facts import EVERY_MATCH, Role, Seek
from conversations.flow import Flow
from conversations.flows.meeting_answers import CHANGE, answer, look_at_own
from conversations.flows.meeting_asks import FIRST, MOVE, OTHER, chosen_length, propose
from conversations.flows.meeting_stands import CANNOT, look_at, say_running
from conversations.flows.meeting_talk import Act, Arranging
from conversations.meetings import Standing, standing, state_of, to_come, waits
from conversations.pairs import Pair
from conversations.reply import Choice, Json
from conversations.talk import Talk

WHOM, ABOUT = "meet_whom", "meet_about_match"

CANCEL, TAKE = "cancel", "take"
"""What a button may ask for beside MOVE and OTHER."""

MOST_NAMES = 3
"""First names of other matches that are said."""

_WISH = re.compile(
    r"#?(?P<match>\d{1,15})"
    r"(?: (?P<act>move|cancel|other)| take (?P<proposal>\d{1,15}) (?P<number>[1-9]))?"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What followed the command: a match by number or first name, and what is to be done.

    With TAKE it is the time ``number``, from 1, of the proposal ``proposal``.
    """

    match: int = 0
    name: str = ""
    act: str = ""
    proposal: int = 0
    number: int = 0


def wish_in(given: str) -> Wish:
    """Return what "17", "17 move", "17 cancel", "17 other", "17 take 88 2" or "Mia" asks for."""
    said = " ".join(given.casefold().split())
    found = _WISH.fullmatch(said)
    if found is None:
        return Wish(name=folded(said))
    proposal, number = int(found["proposal"] or 0), int(found["number"] or 0)
    return Wish(
        int(found["match"]), act=TAKE if proposal else found["act"] or "", proposal=proposal, number=number
    )


def meet(talk: Talk) -> None:
    """Find whom it is about, and do what there is to do about their next meeting."""
    wish = wish_in(talk.given)
    pair = _pair(talk, wish)
    if pair is None:
        return
    on, stands = _found(talk, pair), standing(pair, talk.look.now)
    _go_on(on, stands, _granted(on, stands, wish) if not on.changes else "")


def _go_on(on: Arranging, stands: Standing, act: str) -> None:
    if stands is Standing.RUNNING:
        say_running(on)
    elif stands is Standing.ASKED and on.proposal is not None:
        answer(on, on.proposal, act)
    elif stands is Standing.ASKING and on.proposal is not None:
        look_at_own(on, on.proposal, act)
    elif stands in (Standing.CONFIRMED, Standing.AGREED):
        look_at(on, stands, act)
    else:
        if on.proposal is not None:
            on.talk.say("meet_lapsed", on.key("meet_lapsed"), other=on.pair.other, mine=on.proposal.mine)
        propose(on, FIRST)


def _pair(talk: Talk, wish: Wish) -> Pair | None:
    """Return the match that is meant; where there is none, say what there is to say."""
    active = {pair.id: pair for pair in talk.look.pairs if pair.active}
    meant = talk.keep(ABOUT, _meant(talk, active, wish))
    if wish.match and meant != wish.match:
        talk.say("meet_not_found", number=wish.match)
    if not active and not meant:
        is_mentor = Role.MENTOR in talk.look.roles
        talk.anew("meet_nobody", "meet_nobody", is_mentor=is_mentor, coordinator=talk.look.coordinator)
        return None
    if not meant:
        choices = [Choice(str(pair.id), words=fitted(pair.other)) for pair in active.values()]
        return _still_there(talk, active, int(talk.ask(WHOM, Act(choices))))
    chosen = _still_there(talk, active, int(str(meant)))
    if chosen is not None:
        _say_about(talk, chosen, list(active.values()), wish)
    return chosen


def _meant(talk: Talk, active: Mapping[int, Pair], wish: Wish) -> int:
    """Return the match that is meant by number or name, or the only one where it is their turn, or 0."""
    if wish.match in active:
        return wish.match
    named = [pair.id for pair in active.values() if wish.name and folded(pair.other) == wish.name]
    turn = [pair.id for pair in active.values() if waits(pair, talk.look.now)]
    for found in (named, list(active), turn):
        if len(found) == 1:
            return found[0]
    return 0


def _still_there(talk: Talk, active: Mapping[int, Pair], which: int) -> Pair | None:
    """Return the match that was chosen, or say that it was closed in between."""
    chosen = active.get(which)
    other = talk.keep(f"meet_other:{which}", chosen.other if chosen is not None else "")
    if chosen is None:
        talk.anew("meet_over", "meet_over", other=other, coordinator=talk.look.coordinator)
    return chosen


def _say_about(talk: Talk, chosen: Pair, active: list[Pair], wish: Wish) -> None:
    """Say whom it is about where somebody has several, and nobody was asked for."""
    others: list[Json] = [pair.other for pair in active if pair.id != chosen.id]
    if others and not wish.match and not wish.name:
        talk.say("meet_about", other=chosen.other, others=others[:MOST_NAMES])


def _found(talk: Talk, pair: Pair) -> Arranging:
    """Return the talk about the pair as things are now.

    Where they have changed since the last turn it says so, and what was just heard is no answer any more.
    """
    changes = talk.changes(f"meet_state:{pair.id}", state_of(pair, talk.look.now))
    if changes:
        talk.anew(f"meet_changed:{pair.id}:{changes}", "meet_changed")
    return Arranging(talk, pair, changes)


def _granted(on: Arranging, stands: Standing, wish: Wish) -> str:
    """Return what the command asks for as an answer to what would be asked, where it still applies."""
    acts = {
        Standing.CONFIRMED: {MOVE: MOVE, CANCEL: CANNOT},
        Standing.AGREED: {MOVE: MOVE, CANCEL: CANNOT},
        Standing.ASKED: {OTHER: OTHER, CANCEL: CANNOT},
        Standing.ASKING: {OTHER: CHANGE},
    }
    if wish.act != TAKE:
        return acts.get(stands, {}).get(wish.act, "")
    proposal = on.proposal
    if stands is Standing.ASKED and proposal is not None and proposal.id == wish.proposal:
        start = dict(enumerate(proposal.starts, 1)).get(wish.number)
        if start in to_come(proposal, on.look.now):
            return start.isoformat()
    on.talk.say("meet_not_there", on.key("meet_not_there"))
    return ""


def seeks_pairs(given: str, answers: Mapping[str, Json]) -> Seek:
    """Look up the person's matches in every turn, with the free times of the one that it is about."""
    which = str(answers.get(WHOM) or answers.get(ABOUT) or "")
    if not which.isdecimal():
        return Seek(pairs=True, offers=EVERY_MATCH)
    return Seek(pairs=True, offers=int(which), minutes=chosen_length(answers))


MEET = Flow(
    "meet",
    meet,
    command="meet",
    roles=frozenset({Role.YOUNG_PERSON, Role.MENTOR}),
    seeks=seeks_pairs,
)
