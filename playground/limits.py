"""Telegram's speed limits on messages, kept as token buckets on the playground's clock."""

from __future__ import annotations

import math

from playground.clock import Clock
from playground.errors import ApiError

OVERALL_RATE = 30.0  # messages a second, all chats together: Telegram's FAQ on bulk notifications
OVERALL_BURST = 30.0  # messages at once: one second's worth
CHAT_RATE = 1.0  # messages a second in one chat, the same FAQ
CHAT_BURST = 5.0  # messages: "short bursts" are allowed, in no exact number; observed to be a handful
GROUP_RATE = 20.0 / 60.0  # messages a second in one group: 20 a minute
GROUP_BURST = 20.0  # messages at once: one minute's worth
SWEEP_AT = 10_000  # buckets kept before the full ones, which remember nothing, are dropped


class _Bucket:
    __slots__ = ("_at", "_burst", "_level", "_rate")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate = rate
        self._burst = burst
        self._level = burst
        self._at = now

    def wait(self, now: float) -> float:
        """Seconds until one message fits; 0 when it fits now."""
        self._level = min(self._burst, self._level + max(now - self._at, 0.0) * self._rate)
        self._at = now
        return max(0.0, 1.0 - self._level) / self._rate

    def take(self) -> None:
        self._level -= 1.0

    def is_full(self, now: float) -> bool:
        self.wait(now)
        return self._level >= self._burst


class Limits:
    """Counts the messages that a bot sends; edits, deletions and answers to presses are free."""

    def __init__(self, clock: Clock, *, enabled: bool = True) -> None:
        self._clock = clock
        self.enabled = enabled
        self.forget()

    def forget(self) -> None:
        self._overall = _Bucket(OVERALL_RATE, OVERALL_BURST, self._clock.now())
        self._chats: dict[int, list[_Bucket]] = {}

    def charge(self, chat_id: int, *, is_group: bool) -> None:
        """Takes one message from every bucket that it falls into, or raises ApiError 429 and takes none."""
        if not self.enabled:
            return
        now = self._clock.now()
        buckets = [self._overall, *self._buckets(chat_id, is_group=is_group, now=now)]
        wait = max(bucket.wait(now) for bucket in buckets)
        if wait > 0:
            raise too_many(max(1, math.ceil(wait)))
        for bucket in buckets:
            bucket.take()

    def _buckets(self, chat_id: int, *, is_group: bool, now: float) -> list[_Bucket]:
        if chat_id not in self._chats:
            if len(self._chats) >= SWEEP_AT:
                self._chats = {
                    key: kept for key, kept in self._chats.items() if not all(b.is_full(now) for b in kept)
                }
            self._chats[chat_id] = [_Bucket(CHAT_RATE, CHAT_BURST, now)]
            if is_group:
                self._chats[chat_id].append(_Bucket(GROUP_RATE, GROUP_BURST, now))
        return self._chats[chat_id]


def too_many(retry_after: int) -> ApiError:
    """Telegram's flood refusal; `retry_after` in whole seconds."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after)
