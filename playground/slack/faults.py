"""Faults of the Web API that were asked for: the next requests that fit are refused, hang or break off."""

from __future__ import annotations

import itertools
import json
from dataclasses import asdict, dataclass

from playground.slack.errors import SlackError, ratelimited
from playground.text import Json

BREAKS = frozenset({"timeout_after_delivery", "timeout", "drop"})
EVERY_METHOD = "*"


@dataclass(slots=True)
class SlackFault:
    """`code` is an HTTP status (500, 503, 429), one of BREAKS, or any error of Slack's, such as is_archived.

    `seconds` is how long a time-out hangs, `team` the workspace, `contains` text somewhere in the request.
    """

    id: int
    method: str
    code: int | str
    times: int
    retry_after: int
    seconds: float
    contains: str | None
    team: str | None

    def fits(self, team: str, method: str, values: Json) -> bool:
        if self.method not in {method, EVERY_METHOD}:
            return False
        if self.team is not None and self.team != team:
            return False
        return self.contains is None or self.contains in _words(values)

    @property
    def breaks(self) -> bool:
        return self.code in BREAKS

    def refusal(self) -> SlackError:
        """What a fault that is an answer answers with."""
        if self.code in {429, "ratelimited"}:
            return ratelimited(self.retry_after)
        if isinstance(self.code, int):
            after = self.retry_after if self.code == 503 else None
            error = "service_unavailable" if self.code == 503 else "internal_error"
            return SlackError(error, status=self.code, retry_after=after)
        return SlackError(self.code)

    def shape(self) -> Json:
        return asdict(self)


class SlackFaults:
    """The faults still to come, oldest first; one that has come as often as asked is gone."""

    def __init__(self) -> None:
        self.waiting: list[SlackFault] = []
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
        team: str | None = None,
    ) -> SlackFault:
        fault = SlackFault(next(self._ids), method, code, times, retry_after, seconds, contains, team)
        self.waiting.append(fault)
        return fault

    def take(self, team: str, method: str, values: Json) -> SlackFault | None:
        """The first fault that fits this request, counted as used once."""
        for fault in self.waiting:
            if fault.fits(team, method, values):
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
