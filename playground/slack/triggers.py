"""Trigger ids: what lets the app open a view, once and within three seconds of somebody's act."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from playground.clock import Clock
from playground.slack.errors import SlackError

TRIGGER_SECONDS = 3.0  # how long a trigger id works, on the playground's clock
KEPT = 10_000  # trigger ids remembered


@dataclass(slots=True)
class Trigger:
    """`born` is playground time in seconds since 1970."""

    id: str
    team: str
    user: str
    born: float
    used: bool = False


class Triggers:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[str, Trigger] = {}
        self._count = itertools.count(1)

    def make(self, team: str, user: str) -> str:
        """A new trigger id for something that this person has just done."""
        now = self._clock.now()
        trigger = Trigger(f"{next(self._count)}.{int(now * 1000)}.{team}{user}", team, user, now)
        self._known[trigger.id] = trigger
        if len(self._known) > KEPT:
            del self._known[next(iter(self._known))]
        return trigger.id

    def redeem(self, trigger_id: str, team: str) -> Trigger:
        """Uses a trigger id up; SlackError invalid_, exchanged_ or expired_trigger_id."""
        trigger = self._known.get(trigger_id)
        if trigger is None or trigger.team != team:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._clock.now() - trigger.born > TRIGGER_SECONDS:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def empty(self) -> None:
        self._known.clear()
