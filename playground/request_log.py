"""The log of Bot API requests: the newest of them, with what was asked and how it ended."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from playground.clock import iso
from playground.text import Json

KEPT = 20_000  # requests
NO_ANSWER = 0  # the status of a request whose connection was broken off
_HIDDEN = frozenset({"secret_token"})


@dataclass(frozen=True, slots=True)
class Entry:
    n: int
    method: str
    parameters: Json
    status: int
    at: float

    def shape(self) -> Json:
        told = {name: "(hidden)" if name in _HIDDEN else _plain(v) for name, v in self.parameters.items()}
        return {
            "n": self.n,
            "method": self.method,
            "parameters": told,
            "status": self.status,
            "at": iso(self.at),
        }


class RequestLog:
    """Numbers only rise, so that a reader can ask for what came after the last one it saw."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._count = 0

    def add(self, method: str, parameters: Json, status: int, at: float) -> None:
        self._count += 1
        self._entries.append(Entry(self._count, method, parameters, status, at))

    def after(self, n: int) -> list[Json]:
        newest_first = []
        for entry in reversed(self._entries):
            if entry.n <= n:
                break
            newest_first.append(entry.shape())
        return newest_first[::-1]

    def empty(self) -> None:
        self._entries.clear()


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)
