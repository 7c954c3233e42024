"""One talk about a pair's next meeting: what it is about, and what every branch of it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from conversations.check import Rejected
from conversations.checks.choices import OneOf
from conversations.clock import on_wall
from conversations.facts import Facts
from conversations.meetings import arranged
from conversations.pairs import MeetingCard, Pair, PlaceCard, Proposal
from conversations.reply import Json
from conversations.rhythm import Rhythm
from conversations.talk import Talk
from conversations.week_words import city_of


class Act(OneOf):
    """One of what applies now; what was chosen stays, whatever applies later."""

    def load(self, stored: Json, facts: Facts) -> str:
        """Return a stored act."""
        if not isinstance(stored, str):
            raise Rejected("not_a_choice")
        return stored


@dataclass(frozen=True, slots=True)
class Arranging:
    """A talk, the pair that it is about, and how often their arrangement has changed since it began.

    Step keys carry that number: what was answered to how things were is never taken for how they are.
    """

    talk: Talk
    pair: Pair
    changes: int

    @property
    def look(self) -> Facts:
        """The world of this turn."""
        return self.talk.look

    @property
    def meeting(self) -> MeetingCard | None:
        """The meeting that is being arranged."""
        return arranged(self.pair, self.look.now)

    @property
    def proposal(self) -> Proposal | None:
        """The times that wait for an answer."""
        return self.meeting.proposal if self.meeting is not None else None

    @property
    def starts(self) -> str:
        """The start that is agreed, in ISO 8601, or nothing."""
        starts = self.meeting.starts if self.meeting is not None else None
        return starts.isoformat() if starts is not None else ""

    def key(self, name: str, *numbers: int) -> str:
        """Return the step key of ``name`` as things are."""
        return ":".join((name, *map(str, (self.pair.id, self.changes, *numbers))))

    def shared(self) -> dict[str, Json]:
        """Return the values that nearly every prompt is given."""
        return {"other": self.pair.other, "zone": self.look.zone, "coordinator": self.look.coordinator}

    def leave(self) -> None:
        """End with nothing changed."""
        self.talk.say("meet_left", self.key("meet_left"))


def offer(
    on: Arranging, times: Sequence[datetime], minutes: int, place: PlaceCard | None, rhythm: str
) -> dict[str, Json]:
    """Return times that are proposed, as a prompt shows them."""
    return {
        **promise(on, rhythm),
        "times": [time.isoformat() for time in times],
        "minutes": minutes,
        "place": place.name if place is not None else "",
        "online": place is not None and place.online,
    }


def promise(on: Arranging, rhythm: str) -> dict[str, Json]:
    """Return a rhythm in words, and the city on whose clock it is where that is not their own."""
    if not rhythm:
        return {"rhythm": "", "city": ""}
    elsewhere = on.pair.zone != on.look.zone
    spoken = Rhythm.read(rhythm).spoken(on.look.labels)
    return {"rhythm": spoken, "city": city_of(on.pair.zone) if elsewhere else ""}


def other_clock(on: Arranging, times: Sequence[datetime]) -> dict[str, Json]:
    """Return what the other's clock shows at the first of ``times`` at which it differs, or nothing.

    It is {"mine", "theirs"} as "17:00", and "days" by which their date is ahead.
    """
    theirs = on.pair.other_zone or on.look.zone
    for time in times:
        here, there = on_wall(time, on.look.zone), on_wall(time, theirs)
        if here != there:
            days = (there.date() - here.date()).days
            return {"mine": f"{here:%H:%M}", "theirs": f"{there:%H:%M}", "days": days}
    return {}
