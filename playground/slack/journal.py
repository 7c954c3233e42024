"""What happened, in order: what the app is told of it, and what a transcript says of it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from playground.text import Json

KEPT = 20_000  # deeds kept for the transcript; the oldest go first


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the app is told over the Events API; `content` is the inner event."""

    id: str
    team: str
    content: Json
    at: float


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody did. `who` is a person's id or the bot's user id.

    `kind` is said, changed, deleted, whispered, home, opened, pushed, updated, left, or whatever else a
    later reader knows; `where` is a conversation's or, for views, a person's id. `files` are names.
    """

    at: float
    team: str
    who: str
    kind: str
    where: str
    text: str = ""
    blocks: tuple[Json, ...] = ()
    files: tuple[str, ...] = ()


class Journal:
    """`events` wait for whoever delivers them, who takes them from the left."""

    def __init__(self) -> None:
        self.events: deque[Event] = deque()
        self.deeds: deque[Deed] = deque(maxlen=KEPT)

    def empty(self) -> None:
        self.events.clear()
        self.deeds.clear()
