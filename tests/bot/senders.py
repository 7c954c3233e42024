"""A platform that does what a test tells it to: the second implementation of delivery's Sender."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from itertools import count

from handlers.outcome import Outcome, Sent
from handlers.rendered import Rendered


class Scripted:
    """Answers each message with the next outcome that was scripted for its chat, else for all, else Sent.

    ``sent`` are the messages in the order in which they came; ``on_way`` counts those not yet answered.
    """

    def __init__(self) -> None:
        self.sent: list[Rendered] = []
        self.on_way = 0
        self.most_on_way = 0
        self.arrived = asyncio.Event()
        self._open = asyncio.Event()
        self._open.set()
        self._script: dict[str, deque[Outcome]] = defaultdict(deque)
        self._numbers = count(1)

    def answers(self, *outcomes: Outcome, chat: str = "") -> None:
        """Script the outcomes of the next messages, of one chat or of all."""
        self._script[chat].extend(outcomes)

    def hold(self) -> None:
        """Let no message be answered until ``let_go``."""
        self._open.clear()

    def let_go(self) -> None:
        """Answer what was held."""
        self._open.set()

    async def send(self, rendered: Rendered) -> Outcome:
        """Take a message and answer it."""
        self.sent.append(rendered)
        self.on_way += 1
        self.most_on_way = max(self.most_on_way, self.on_way)
        self.arrived.set()
        await asyncio.sleep(0)
        await self._open.wait()
        self.on_way -= 1
        script = self._script[rendered.address.user] or self._script[""]
        return script.popleft() if script else Sent(str(next(self._numbers)))

    def to(self, chat: str) -> list[str]:
        """Return the texts that came for a chat."""
        return [one.text for one in self.sent if one.address.user == chat]
