"""When a pair would meet: free times as buttons, a page at a time, or what somebody types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from conversations.check import Check, Rejected
from conversations.checks.choices import OneOf
from conversations.checks.meeting_times import MOST_BUTTONS, MOST_PICKED, WhenCheck, narrowed
from conversations.checks.words import tidy
from conversations.clock import on_wall, spoken
from conversations.effects import AskForPerson
from conversations.facts import Facts
from conversations.flows.meeting_talk import Arranging, other_clock
from conversations.offers import spread
from conversations.reply import MORE, Choice, Json

ASK, LEAVE = "ask", "leave"

MOST_PAGES = 30
"""Pages of times in one talk: whoever looks at more of them finds none that suits."""

ALL, FITTING, LATER = "all", "fitting", "later"
"""What a page of times shows: what suits both, what fits words that were typed, what comes later."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was answered: the times, and whether they are ``meant`` or only fit what was typed.

    ``act`` is MORE for later times, and where there are none at all ASK or LEAVE.
    """

    times: tuple[datetime, ...] = ()
    meant: bool = False
    act: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Times to choose among, the ``picked`` ones first; ``left`` are those that no page has shown yet."""

    picked: tuple[datetime, ...]
    shown: tuple[datetime, ...]
    left: tuple[datetime, ...]
    what: str = ALL

    def after(self, said: Said, offers: Sequence[datetime], zone: str) -> Page:
        """Return the page that follows an answer; ``offers`` are what is free by now."""
        still = tuple(time for time in said.times if time in offers)
        if said.act != MORE:
            return first_page(still or offers, zone, FITTING if still else ALL)
        left = [time for time in self.left if time not in still] or offers
        last = max((on_wall(time, zone).date() for time in self.shown), default=date.min)
        # What was not shown of the days so far comes once there are no later days.
        later = [time for time in left if on_wall(time, zone).date() > last]
        shown = spread(later or left, MOST_BUTTONS - len(still), zone)
        return Page(still, shown, tuple(time for time in left if time not in shown), LATER)


def first_page(times: Sequence[datetime], zone: str, what: str = ALL) -> Page:
    """Return the first page of ``times``."""
    shown = spread(times, MOST_BUTTONS, zone)
    return Page((), shown, tuple(time for time in times if time not in shown), what)


class When(Check[Said]):
    """Times out of those of a page or, typed, of all ``offers``; where there are none, what to do instead."""

    def __init__(self, page: Page, offers: Sequence[datetime], on: Arranging, minutes: int) -> None:
        look = on.look
        self._offers, self._minutes, self._zone = tuple(offers), minutes, on.pair.zone
        self._presses = WhenCheck(offers, look, minutes=minutes, zone=on.pair.zone)
        self._instead = OneOf([Choice(act, label=f"meet_no_times.{act}") for act in (ASK, LEAVE)])
        self.several = bool(offers)
        self.least, self.most = (1, MOST_PICKED) if offers else (0, 1)
        self.picked = tuple(time.isoformat() for time in page.picked)
        shown = [*page.picked, *page.shown]
        more = [Choice(MORE, label="meet_when.more")] if page.left else []
        times = [Choice(time.isoformat(), words=spoken(time, look.zone, look.labels)) for time in shown]
        self.choices = (*times, *more) if offers else self._instead.choices

    def parse(self, text: str, facts: Facts) -> Said:
        """Return what was pressed or is meant by what was typed.

        Rejects nothing picked ("meet_pick_one"), too many ("meet_too_many"), and what ``narrowed`` and
        ``WhenCheck`` do.
        """
        *picks, last = text.split("\n")
        if not self._offers:
            if are_moments([*picks, last]):
                raise Rejected("time_taken")
            return Said(act=self._instead.parse(text, facts))
        if last.casefold() == MORE:
            return Said(self._pressed(picks, facts) if picks else (), act=MORE)
        if not tidy(text):
            raise Rejected("meet_pick_one")
        if are_moments([*picks, last]):
            return Said(self._pressed([*picks, last], facts), meant=True)
        wanted = narrowed(text, self._offers, facts, minutes=self._minutes, zone=self._zone)
        named = wanted.exact and len(wanted.times) <= MOST_PICKED
        return Said(wanted.times, meant=named or len(wanted.times) == 1)

    def _pressed(self, picks: Sequence[str], facts: Facts) -> tuple[datetime, ...]:
        if len(picks) > MOST_PICKED:
            raise Rejected("meet_too_many", {"most": MOST_PICKED})
        return self._presses.parse("\n".join(picks), facts)

    def dump(self, value: Said) -> Json:
        """Return the moments in ISO 8601, and how they are meant."""
        return {"times": self._presses.dump(value.times), "meant": value.meant, "act": value.act}

    def load(self, stored: Json, facts: Facts) -> Said:
        """Return a stored answer, though its times may no longer be free."""
        if not isinstance(stored, dict):
            raise Rejected("not_a_meeting_time")
        times = self._presses.load(stored.get("times"), facts) if stored.get("times") else ()
        return Said(times, bool(stored.get("meant")), str(stored.get("act") or ""))


def are_moments(lines: Sequence[str]) -> bool:
    """Tell whether these are values of buttons: moments in ISO 8601."""
    try:
        return all(datetime.fromisoformat(line).tzinfo is not None for line in lines)
    except ValueError:
        return False


def pick_times(on: Arranging, aim: str, minutes: int, times: int) -> tuple[datetime, ...]:
    """Ask for one to three times, for the ``times``th time in this talk; return none where it ends here."""
    offers, zone = on.pair.offers, on.look.zone
    theirs = on.proposal.starts if on.proposal is not None and not on.proposal.mine else ()
    page = first_page([time for time in offers if time not in theirs] or offers, zone)
    for number in range(1, MOST_PAGES + 1):
        prompt = "meet_when" if offers else "meet_no_times"
        values = {**on.shared(), "aim": aim, "page": page.what, "days": on.look.framework.hours.ahead}
        clock = other_clock(on, offers) if number == times == 1 else {}
        check = When(page, offers, on, minutes)
        said = on.talk.ask(on.key("meet_when", times, number), check, prompt, clock=clock, **values)
        if said.act in (ASK, LEAVE):
            _no_times(on, said.act)
            return ()
        if said.meant:
            return said.times
        page = page.after(said, offers, zone)
    on.leave()
    return ()


def _no_times(on: Arranging, act: str) -> None:
    if act == LEAVE:
        on.leave()
        return
    on.talk.do(on.key("ask_for_person"), AskForPerson("meet_no_times", on.look.first_name))
    on.talk.say("person_told", coordinator=on.look.coordinator)
