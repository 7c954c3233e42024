"""The log of Web API requests: the newest of them, with what was asked and how it ended."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from playground.clock import iso
from playground.text import Json

KEPT = 20_000  # requests
NO_ANSWER = 0  # the status of a request whose connection was broken off
_HIDDEN = frozenset({"token", "client_secret", "code"})


@dataclass(frozen=True, slots=True)
class SlackEntry:
    """`error` is empty for a request that was granted; `team` is empty when no workspace was known."""

    n: int
    team: str
    method: str
    parameters: Json
    status: int
    error: str
    at: float

    def shape(self) -> Json:
        return {
            "n": self.n,
            "team": self.team,
            "method": self.method,
            "parameters": {k: "(hidden)" if k in _HIDDEN else v for k, v in self.parameters.items()},
            "status": self.status,
            "error": self.error,
            "at": iso(self.at),
        }


class SlackLog:
    """Numbers only rise, so that a reader can ask for what came after the last one it saw."""

    def __init__(self) -> None:
        self._entries: deque[SlackEntry] = deque(maxlen=KEPT)
        self._count = 0

    def add(self, team: str, method: str, parameters: Json, status: int, error: str, at: float) -> None:
        self._count += 1
        self._entries.append(SlackEntry(self._count, team, method, parameters, status, error, at))

    def after(self, n: int) -> list[Json]:
        newest_first = []
        for entry in reversed(self._entries):
            if entry.n <= n:
                break
            newest_first.append(entry.shape())
        return newest_first[::-1]

    def empty(self) -> None:
        self._entries.clear()
