"""Response URLs: addresses that take up to five answers to an interaction, for half an hour."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from playground.clock import Clock

USES = 5  # answers to one address
LIFETIME = 30 * 60.0  # seconds on the playground's clock
KEPT = 10_000  # addresses remembered


@dataclass(slots=True)
class Place:
    """Where the answers of one interaction go: a conversation, a person, and the message if there is one."""

    team: str
    conversation: str
    user: str
    ts: str | None
    born: float
    used: int = 0


class ResponseUrls:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[str, Place] = {}

    def make(self, team: str, conversation: str, user: str, ts: str | None = None) -> str:
        """The path of a new address, such as /slack/actions/T0001/…"""
        code = secrets.token_urlsafe(16)
        self._known[code] = Place(team, conversation, user, ts, self._clock.now())
        if len(self._known) > KEPT:
            del self._known[next(iter(self._known))]
        return f"/slack/{'commands' if ts is None else 'actions'}/{team}/{code}"

    def use(self, code: str) -> Place | str:
        """The place, with one use taken; or Slack's word for why it cannot be used."""
        place = self._known.get(code)
        if place is None:
            return "no_service"
        if self._clock.now() - place.born > LIFETIME:
            return "expired_url"
        if place.used >= USES:
            return "used_url"
        place.used += 1
        return place

    def empty(self) -> None:
        self._known.clear()
