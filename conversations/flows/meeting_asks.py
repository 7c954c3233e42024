"""Somebody proposes times for a meeting: which, where and how long, and whether each month."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from conversations.cards import fitted, worded
from conversations.check import Rejected
from conversations.checks.lengths import length
from conversations.effects import ProposeMeeting
from conversations.facts import Facts
from conversations.flows.meeting_talk import Act, Arranging, offer
from conversations.flows.meeting_when import LEAVE, pick_times
from conversations.pairs import PlaceCard
from conversations.programme import Side
from conversations.reply import Choice, Json
from conversations.rhythm import Rhythm

FIRST, OTHER, MOVE = "first", "other", "move"
"""Why times are proposed: for a first time, instead of others, for another time of one that is agreed."""

SEND, MONTHLY, LENGTH, PLACE, TIMES = "send", "monthly", "length", "place", "times"

LENGTHS = (30, 60, 90)
SHORTEST, LONGEST = 15, 180
"""Minutes of a meeting: less is a greeting, more is no meeting of a mentor any more."""

LENGTH_KEY = "meet_length"
_LENGTH_STEP = re.compile(rf"{LENGTH_KEY}:\d+:(\d+):(\d+)")

MOST_CHANGES = 12
"""Changes to what is to be sent; after as many the talk ends, and nothing is sent."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be proposed; it has no times until some are picked."""

    minutes: int
    place: PlaceCard | None
    times: tuple[datetime, ...] = ()


class Wish(Act):
    """What is to be done with a draft; ``gone`` times cannot be sent."""

    def __init__(self, choices: Sequence[Choice], *, gone: bool) -> None:
        super().__init__(choices)
        self._gone = gone
        if gone:
            self.choices = tuple(choice for choice in choices if choice.value not in (SEND, MONTHLY))

    def parse(self, text: str, facts: Facts) -> str:
        """Return the wish; reject to send what is not free any more ("time_taken")."""
        if self._gone and text in (SEND, MONTHLY):
            raise Rejected("time_taken")
        return super().parse(text, facts)


def propose(on: Arranging, aim: str) -> None:
    """Ask for times, show what is to be sent, and send it once it is as they want it."""
    draft = Draft(_usual_minutes(on), _known_place(on))
    for number in range(1, MOST_CHANGES + 1):
        if not draft.times:
            draft = replace(draft, times=pick_times(on, aim, draft.minutes, number))
            if not draft.times:
                return
        if draft.place is None and len(on.pair.places) > 1:
            draft = replace(draft, place=_asked_place(on, number))
        key, values = on.key("meet_summary", number), _summary(on, draft, aim)
        wish = on.talk.ask(key, _wish(on, draft, aim), "meet_summary", **values)
        if wish not in (LENGTH, PLACE, TIMES):
            _end(on, draft, wish)
            return
        draft = _changed(on, draft, wish, number)
    on.leave()


def _changed(on: Arranging, draft: Draft, wish: str, number: int) -> Draft:
    if wish == LENGTH:
        return replace(draft, minutes=_asked_length(on, number))
    return replace(draft, place=None) if wish == PLACE else replace(draft, times=())


def _end(on: Arranging, draft: Draft, wish: str) -> None:
    """Send the draft, or leave all as it is."""
    if wish == LEAVE:
        on.leave()
        return
    meeting, seen = on.meeting, on.proposal
    proposed = ProposeMeeting(
        match=on.pair.id,
        starts=draft.times,
        minutes=draft.minutes,
        place=draft.place.id if draft.place is not None else 0,
        meeting=meeting.id if meeting is not None else 0,
        sequence=meeting.sequence if meeting is not None else 0,
        seen=seen.id if seen is not None else 0,
        rhythm=_rhythm(on, draft) if wish == MONTHLY else "",
    )
    on.talk.do(on.key("propose"), proposed)


def _usual_minutes(on: Arranging) -> int:
    """Return how long it is so far: as proposed, as agreed, or as the programme says."""
    known = on.proposal or on.meeting
    return known.minutes if known is not None else on.pair.minutes


def _known_place(on: Arranging) -> PlaceCard | None:
    """Return the place that is known so far, or the only one; what was found first stays so."""
    proposed = on.proposal.place if on.proposal is not None else None
    name = proposed.name if proposed is not None else on.meeting.place if on.meeting is not None else ""
    places = on.pair.places
    known = next((place for place in places if place.name == name), None)
    found = places[0] if len(places) == 1 else known
    kept = on.talk.keep(on.key("meet_known_place"), found.id if found is not None else 0)
    return next((place for place in places if place.id == kept), None)


def _asked_place(on: Arranging, number: int) -> PlaceCard | None:
    online = worded(on.look.labels, "places", "online")
    choices = [
        Choice(str(place.id), words=fitted(place.name, online if place.online else ""))
        for place in on.pair.places
    ]
    chosen = on.talk.ask(on.key("meet_place", number), Act(choices), other=on.pair.other)
    return next((place for place in on.pair.places if str(place.id) == chosen), None)


def _asked_length(on: Arranging, number: int) -> int:
    choices = [Choice(str(minutes), label=f"meet_length.{minutes}") for minutes in LENGTHS]
    check = length(SHORTEST, LONGEST, choices)
    return on.talk.ask(on.key(LENGTH_KEY, number), check, LENGTH_KEY, least=SHORTEST, most=LONGEST)


def chosen_length(answers: Mapping[str, Json]) -> int:
    """Return the minutes that were chosen last in a talk with these answers, or 0."""
    steps = [found for key in answers if (found := _LENGTH_STEP.fullmatch(key))]
    last = max(steps, key=lambda step: (int(step[1]), int(step[2])), default=None)
    minutes = answers[last[0]] if last else 0
    return minutes if isinstance(minutes, int) else 0


def _wish(on: Arranging, draft: Draft, aim: str) -> Wish:
    """Return what can be done with the draft; what is most likely comes first."""
    applies = {
        SEND: True,
        MONTHLY: aim != MOVE and bool(_rhythm(on, draft)),
        LENGTH: on.pair.side is Side.MENTOR,
        PLACE: len(on.pair.places) > 1,
        TIMES: True,
        LEAVE: True,
    }
    choices = [Choice(wish, label=f"meet_summary.{wish}") for wish, does in applies.items() if does]
    return Wish(choices, gone=_gone(on, draft))


def _gone(on: Arranging, draft: Draft) -> bool:
    return not set(draft.times) <= set(on.pair.offers)


def _rhythm(on: Arranging, draft: Draft) -> str:
    """Return the rhythm that one time alone would be one of, or nothing where they have it already."""
    rhythm = str(Rhythm.of(draft.times[0], on.pair.zone)) if len(draft.times) == 1 else ""
    return rhythm if rhythm != on.pair.rhythm else ""


def _summary(on: Arranging, draft: Draft, aim: str) -> dict[str, Json]:
    rhythm = _rhythm(on, draft) if aim != MOVE else ""
    return {
        **on.shared(),
        "offer": offer(on, draft.times, draft.minutes, draft.place, rhythm),
        "gone": _gone(on, draft),
        "needs_adult": on.pair.needs_adult,
    }
