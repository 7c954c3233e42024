"""The check for when a pair would meet: times that suit both, picked from buttons or said in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from conversations.check import Check, Rejected
from conversations.checks.unfit import refused
from conversations.checks.wishes import find_wish
from conversations.checks.words import folded, phrase, tidy
from conversations.clock import on_wall, spoken
from conversations.facts import Facts
from conversations.offers import spread
from conversations.reply import Choice, Json

MOST_BUTTONS = 6
"""Times offered as buttons: as many as a phone shows beneath a message without scrolling."""

MOST_PICKED = 3
"""Times that may be proposed at once."""

USUAL_MINUTES = 60
"""How long a meeting is where the programme says nothing else."""

_ISO = re.compile(r"(?<=\d)t(?=\d)")
_SOONEST = frozenset(
    {"asap", "as soon as possible", "soonest", "the soonest", "earliest", "the earliest", "the first one"}
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The offers that somebody's words mean, soonest first; ``exact`` where they named each moment."""

    times: tuple[datetime, ...]
    exact: bool


def narrowed(
    text: str, offers: Sequence[datetime], facts: Facts, *, minutes: int = USUAL_MINUTES, zone: str = ""
) -> Wanted:
    """Return those of ``offers`` (UTC, soonest first) that somebody means who types ``text``.

    The words are read on the person's own clock; ``zone`` is the pair's, where it is another. Rejects words
    that name no time ("not_a_meeting_time"), a date that no calendar has, and, saying which offer is nearest,
    a time that is over, too soon, too far off, outside of the programme's hours, or not free.
    """
    if folded(text) in _SOONEST and offers:
        first = on_wall(offers[0], facts.zone).date()
        return Wanted(tuple(one for one in offers if on_wall(one, facts.zone).date() == first), exact=False)
    try:
        wish = find_wish(_ISO.sub(" ", phrase(text)), facts)
        if wish is None:
            raise Rejected("not_a_meeting_time")
        fits = tuple(one for one in offers if wish.take(on_wall(one, facts.zone), minutes))
        if not fits:
            raise refused(wish, offers, facts, minutes, zone or facts.zone)
        return Wanted(fits, exact=all(window.moment(facts.zone) for window in wish.suit))
    except OverflowError:
        raise Rejected("date_beyond_plan", {"days": facts.framework.hours.ahead}) from None


class WhenCheck(Check[tuple[datetime, ...]]):
    """One or more of the ``offers`` (UTC, soonest first), as they are.

    Buttons show at most ``shown`` of them, on the clock of whom ``look`` is about, and up to ``most`` may be
    picked. Typed words may mean more than that: whoever asks then asks once more, with only these.
    """

    several = True
    least = 1

    def __init__(
        self,
        offers: Sequence[datetime],
        look: Facts,
        *,
        shown: int = MOST_BUTTONS,
        most: int = MOST_PICKED,
        minutes: int = USUAL_MINUTES,
        zone: str = "",
    ) -> None:
        """``minutes`` is how long the meeting is, ``zone`` the pair's clock where it is not the person's."""
        self.most = most
        self.choices = tuple(
            Choice(one.isoformat(), words=spoken(one, look.zone, look.labels))
            for one in spread(offers, shown, look.zone)
        )
        self._offers = tuple(offers)
        self._minutes, self._zone = minutes, zone

    def parse(self, text: str, facts: Facts) -> tuple[datetime, ...]:
        """Return the times that were pressed or are meant; rejects what ``narrowed`` does.

        Rejects also none ("too_few_choices") and more presses than may be picked ("too_many_choices").
        """
        if not tidy(text):
            raise Rejected("too_few_choices", {"least": self.least})
        pressed = _moments(text.split("\n")) or self._labelled(text)
        if pressed is None:
            return narrowed(text, self._offers, facts, minutes=self._minutes, zone=self._zone).times
        if len(pressed) > self.most:
            raise Rejected("too_many_choices", {"most": self.most})
        if not set(pressed) <= set(self._offers):
            raise Rejected("time_taken")
        return tuple(sorted(pressed))

    def _labelled(self, text: str) -> list[datetime] | None:
        """Return the time of the button whose very words ``text`` is, or None."""
        typed = tidy(text).casefold()
        return _moments([choice.value for choice in self.choices if choice.words.casefold() == typed])

    def dump(self, value: tuple[datetime, ...]) -> Json:
        """Return the moments in ISO 8601, UTC."""
        return [one.astimezone(UTC).isoformat() for one in value]

    def load(self, stored: Json, facts: Facts) -> tuple[datetime, ...]:
        """Return stored moments, though they may no longer be free."""
        found = _moments([str(one) for one in stored]) if isinstance(stored, list) else None
        if not found:
            raise Rejected("not_a_meeting_time")
        return tuple(found)


def _moments(values: Sequence[str]) -> list[datetime] | None:
    """Return the moments that all of ``values`` are in ISO 8601 with a zone, or None."""
    try:
        moments = [datetime.fromisoformat(value.strip()) for value in values]
    except ValueError:
        return None
    known = [moment.astimezone(UTC) for moment in moments if moment.tzinfo is not None]
    return known if known and len(known) == len(moments) else None
