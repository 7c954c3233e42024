"""What the time goes on, by looking at what the bot is doing at every millisecond of its CPU time."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from types import FrameType

SECONDS_BETWEEN_LOOKS = 0.001

DRIVERS = "commit, and the store's drivers"

ROOMS = {
    "handlers/telegram/reading": "parse",
    "handlers/telegram/polling": "parse",
    "bot/rows": DRIVERS,
    "bot/loading": DRIVERS,
    "bot/inbox": DRIVERS,
    "storage/": DRIVERS,
    "sqlalchemy/": DRIVERS,
    "aiosqlite/": DRIVERS,
    "mentoring/nudges": "decide what is said",
    "bot/ticks": "decide what is said",
    "conversations/": "turn",
    "mentoring/": "turn",
    "bot/rendering": "render",
    "bot/delivery/presenting": "render",
    "bot/delivery/": "claim and record",
    "handlers/": "send",
    "telegram/": "send",
    "aiohttp/": "send",
    "bot/": "the rest of the bot",
}
"""The room of the innermost frame that has one; the first that fits counts."""

STORE_STEPS = {
    "storage/inbox": "keep and settle what was heard",
    "storage/people": "load",
    "storage/runs": "save runs",
    "storage/outbox": "add, claim and settle messages",
    "storage/dues": "claim, plan and settle dues",
}
"""Finer rooms of the store."""


class Spans:
    """Looks where the main thread is at every tick of the process's own CPU time, and counts by room."""

    def __init__(self) -> None:
        self.looks: Counter[str] = Counter()

    def __enter__(self) -> Spans:
        signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS)
        return self

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)

    def lines(self, messages: int, seconds: float) -> Iterator[str]:
        """Return a line a room: its share of ``seconds``, and its microseconds for each of ``messages``."""
        total = sum(self.looks.values())
        for room, looks in self.looks.most_common():
            share = looks / total
            yield f"{room:<32} {share:>4.0%}  {share * seconds / messages * 1e6:>5.0f} µs a reply"

    def _look(self, _: int, frame: FrameType | None) -> None:
        self.looks[_room(frame)] += 1


def _room(frame: FrameType | None) -> str:
    """Return the room that a thread is in; where the store is at work, for what it works."""
    found = ""
    while frame is not None:
        file = frame.f_code.co_filename
        for part, step in STORE_STEPS.items():
            if part in file:
                return step
        if not found:
            found = next((room for part, room in ROOMS.items() if part in file), "")
        if found and found != DRIVERS:
            return found
        frame = frame.f_back
    return found or "the loop itself, and waiting"
