"""Faults that were asked for: the next requests that fit are refused, hang or break off."""

from __future__ import annotations

import itertools
import json
from dataclasses import asdict, dataclass

from playground.errors import ApiError
from playground.limits import too_many
from playground.text import Json

REFUSALS = {
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    500: "Internal Server Error",
}
BREAKS = frozenset({"timeout_after_delivery", "timeout", "drop"})
EVERY_METHOD = "*"
POLLING = "getUpdates"  # asked for by name only: it goes on all the time and would use up every fault


@dataclass(slots=True)
class Fault:
    """`code` is 429, 403, 500, 401 or one of BREAKS; `seconds` is how long a time-out hangs."""

    id: int
    method: str
    code: int | str
    times: int
    retry_after: int
    seconds: float
    contains: str | None
    chat_id: int | None

    def fits(self, method: str, values: Json) -> bool:
        if self.method.lower() != method.lower() and (self.method != EVERY_METHOD or method == POLLING):
            return False
        if self.chat_id is not None and str(values.get("chat_id")) != str(self.chat_id):
            return False
        return self.contains is None or self.contains in _words(values)

    def refusal(self) -> ApiError | None:
        """The error to answer with, or None for a fault that breaks the connection."""
        if isinstance(self.code, str):
            return None
        if self.code == 429:
            return too_many(self.retry_after)
        return ApiError(self.code, REFUSALS[self.code])

    def shape(self) -> Json:
        return asdict(self)


class Faults:
    """The faults still to come, oldest first; one that has come as often as asked is gone."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []
        self._ids = itertools.count(1)

    def add(
        self,
        method: str,
        code: int | str,
        *,
        times: int = 1,
        retry_after: int = 1,
        seconds: float = 30.0,
        contains: str | None = None,
        chat_id: int | None = None,
    ) -> Fault:
        fault = Fault(next(self._ids), method, code, times, retry_after, seconds, contains, chat_id)
        self.waiting.append(fault)
        return fault

    def take(self, method: str, values: Json) -> Fault | None:
        """The first fault that fits this request, counted as used once."""
        for fault in self.waiting:
            if fault.fits(method, values):
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None


def _words(values: Json) -> str:
    """All that a request says, as text to look in; objects sent as text are not escaped twice."""
    parts = (
        v if isinstance(v, str) else json.dumps(v, ensure_ascii=False, default=str) for v in values.values()
    )
    return "\n".join(parts)
