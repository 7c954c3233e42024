"""Slack's speed limits on the Web API, kept on the playground's clock."""

from __future__ import annotations

import math
from dataclasses import dataclass

from playground.clock import Clock
from playground.slack.errors import ratelimited

POST = "chat.postMessage"
SWEEP_AT = 10_000  # lanes kept before the idle ones, which remember nothing, are dropped


@dataclass(frozen=True, slots=True)
class Rate:
    """`each` is the seconds that one request costs; `burst` is how many fit at once after a rest."""

    each: float
    burst: int


# The tiers of Slack's rate-limits page: so many a minute and "more", of which only the minute is counted on.
TIER_1 = Rate(60.0, 10)  # 1 a minute; an app may hold ten sockets, so ten at once are let through
TIER_3 = Rate(1.2, 50)  # 50 a minute
TIER_4 = Rate(0.6, 100)  # 100 a minute
SPECIAL = Rate(0.1, 600)  # hundreds a minute: what the page says of auth.test
IN_CHANNEL = Rate(
    1.0, 5
)  # one message a second in a channel; "short bursts" are a handful, in no exact number
IN_WORKSPACE = Rate(0.2, 300)  # several hundred messages a minute in a workspace: taken as 300

TIERS = {
    "apps.connections.open": TIER_1,
    "apps.uninstall": TIER_1,
    "auth.revoke": TIER_3,
    "auth.test": SPECIAL,
    "chat.delete": TIER_3,
    "chat.postEphemeral": TIER_4,
    "chat.update": TIER_3,
    "conversations.history": TIER_3,
    "conversations.info": TIER_3,
    "conversations.leave": TIER_3,
    "conversations.open": TIER_3,
    "files.completeUploadExternal": TIER_4,
    "files.getUploadURLExternal": TIER_4,
    "oauth.v2.access": TIER_4,
    "users.info": TIER_4,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.push": TIER_4,
    "views.update": TIER_4,
}

Lane = tuple[str, ...]


class SlackLimits:
    """Remembers for each lane the time up to which it is paid for; a refused request costs nothing."""

    def __init__(self, clock: Clock, *, enabled: bool = True) -> None:
        self._clock = clock
        self.enabled = enabled
        self.forget()

    def forget(self) -> None:
        self._paid: dict[Lane, float] = {}

    def charge_method(self, team: str, method: str) -> None:
        """Takes one request in a workspace; SlackError ratelimited. chat.postMessage is charged apart."""
        if method in TIERS:
            self._charge({(team, method): TIERS[method]})

    def charge_message(self, team: str, channel: str) -> None:
        """Takes one chat.postMessage into a channel; SlackError ratelimited."""
        self._charge({(team, POST, channel): IN_CHANNEL, (team, POST): IN_WORKSPACE})

    def _charge(self, lanes: dict[Lane, Rate]) -> None:
        if not self.enabled:
            return
        now = self._clock.now()
        wait = max(self._wait(lane, rate, now) for lane, rate in lanes.items())
        if wait > 0:
            raise ratelimited(max(1, math.ceil(wait)))
        if len(self._paid) >= SWEEP_AT:
            self._paid = {lane: paid for lane, paid in self._paid.items() if paid > now}
        for lane, rate in lanes.items():
            self._paid[lane] = max(self._paid.get(lane, now), now) + rate.each

    def _wait(self, lane: Lane, rate: Rate, now: float) -> float:
        """Seconds until one request fits; 0 or less when it fits now."""
        ahead = min(self._paid.get(lane, now) - now, rate.each * rate.burst)
        return round(ahead - rate.each * (rate.burst - 1), 3)  # sums of seconds since 1970 are no finer
