"""The queue of updates for the bot: kept until confirmed, numbered by one, repeated on request."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from playground.text import Json

FIRST_UPDATE_ID = 100_001  # Telegram starts anywhere; a number that is seen at once not to be a message's
HISTORY = 20_000  # updates remembered so that they can be delivered again
BATCH = 100  # updates in one answer at most, Telegram's limit
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class Webhook:
    """Where updates are pushed to, and how the latest pushes went; times in playground seconds."""

    url: str
    secret_token: str | None = None
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str = ""


class Updates:
    """`again` holds updates out of their order: each is delivered once, whatever was confirmed."""

    def __init__(self) -> None:
        self.waiting: deque[Json] = deque()
        self.again: deque[Json] = deque()
        self.webhook: Webhook | None = None
        self.allowed: frozenset[str] = frozenset()  # empty: all but NOT_BY_DEFAULT
        self.polls = 0  # polls begun: a poll that is no longer the latest was taken over
        self._last_id = FIRST_UPDATE_ID - 1
        self._history: dict[int, Json] = {}

    def __len__(self) -> int:
        return len(self.waiting) + len(self.again)

    def add(self, kind: str, content: Json) -> int | None:
        """Queues a new update and returns its id; None for a kind that the bot does not want."""
        if not self._is_wanted(kind):
            return None
        return self.inject({kind: content})

    def inject(self, update: Json) -> int:
        """Queues an update under the next id, whatever it holds."""
        self._last_id += 1
        numbered = {**update, "update_id": self._last_id}
        self.waiting.append(numbered)
        self._remember(numbered)
        return self._last_id

    def deliver_again(self, update: Json) -> None:
        """Delivers an update once more under the id that it carries, out of its order."""
        self.again.append(update)
        self._remember(update)

    def remembered(self, update_id: int) -> Json | None:
        return self._history.get(update_id)

    def confirm(self, offset: int) -> None:
        """Forgets all before `offset`; a negative one keeps only that many of the newest."""
        if offset < 0:
            while len(self.waiting) > -offset:
                self.waiting.popleft()
        while self.waiting and offset > 0 and self.waiting[0]["update_id"] < offset:
            self.waiting.popleft()

    def take(self, limit: int) -> list[Json]:
        """The oldest updates, repeats first; those that are not repeats stay until confirmed."""
        batch = [self.again.popleft() for _ in range(min(limit, len(self.again)))]
        room = limit - len(batch)
        batch.extend(update for update, _ in zip(self.waiting, range(room), strict=False))
        return batch

    def drop(self, update: Json) -> None:
        """Forgets one update that a webhook has taken."""
        for queue in (self.waiting, self.again):
            for place, queued in enumerate(queue):
                if queued is update:
                    del queue[place]
                    return

    def empty(self) -> None:
        """Forgets all that waits; ids run on, since the bot's offset does."""
        self.waiting.clear()
        self.again.clear()
        self._history.clear()

    def _is_wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def _remember(self, update: Json) -> None:
        self._history.pop(update["update_id"], None)
        self._history[update["update_id"]] = update
        if len(self._history) > HISTORY:
            del self._history[next(iter(self._history))]
