"""What is handed out to be brought back once: codes of an installation, and tickets for a socket."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from playground.clock import Clock
from playground.slack.errors import SlackError

CODE_SECONDS = 600.0  # how long a code works: ten minutes in Slack
TICKET_SECONDS = 60.0  # how long the address of a socket works before it is first used


@dataclass(slots=True)
class Grant:
    """Somebody's consent to an installation; `redirect_uri` is empty when none was asked for."""

    code: str
    team: str
    user: str
    scopes: frozenset[str]
    redirect_uri: str
    born: float
    used: bool = False


class Grants:
    """Codes are given by the consent page and taken by oauth.v2.access."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[str, Grant] = {}
        self._count = itertools.count(1)

    def make(self, team: str, user: str, scopes: frozenset[str], redirect_uri: str) -> Grant:
        code = f"{next(self._count)}.{team}.PLAYGROUND-CODE"
        grant = Grant(code, team, user, scopes, redirect_uri, self._clock.now())
        self._known[code] = grant
        return grant

    def redeem(self, code: str, redirect_uri: str) -> Grant:
        """Uses a code up; SlackError invalid_code, code_already_used or bad_redirect_uri."""
        grant = self._known.get(code)
        if grant is None or self._clock.now() - grant.born > CODE_SECONDS:
            raise SlackError("invalid_code")
        if grant.used:
            raise SlackError("code_already_used")
        if redirect_uri != grant.redirect_uri:
            raise SlackError("bad_redirect_uri")
        grant.used = True
        return grant

    def empty(self) -> None:
        self._known.clear()


class Tickets:
    """Each lets one socket in, once; apps.connections.open gives them and the socket brings them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._born: dict[str, float] = {}
        self._count = itertools.count(1)

    def make(self) -> str:
        ticket = f"{next(self._count)}-PLAYGROUND-TICKET"
        self._born[ticket] = self._clock.now()
        return ticket

    def redeem(self, ticket: str) -> bool:
        """Whether this ticket lets a socket in now; it does so once."""
        born = self._born.pop(ticket, None)
        return born is not None and self._clock.now() - born <= TICKET_SECONDS

    def empty(self) -> None:
        self._born.clear()
