"""Somebody with a phone: opens the link, says, presses, and hears what the bot says next."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conversations.reply import Json
from handlers.telegram.markup import BETWEEN_PARTS
from tests.end_to_end.words import label, said

if TYPE_CHECKING:
    from tests.end_to_end.stage import Stage

PATIENCE_SECONDS = 15.0
"""How long somebody waits for the bot; a whole turn takes a few hundredths of that."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the bot as the phone shows it; ``buttons`` are their data by their words."""

    id: int
    text: str
    html: str
    buttons: Mapping[str, str]


class Person:
    """One phone. What the bot sends is heard once each and in order; its edits are seen on the message."""

    def __init__(self, stage: Stage, number: int, name: str) -> None:
        self.id = number
        self.name = name
        self.newest: Message | None = None
        self.patience = PATIENCE_SECONDS
        self._stage = stage
        self._version = 0
        self._last = 0
        self._waiting: deque[Message] = deque()

    async def open(self, code: str = "") -> int:
        """Press Start, on the invitation with ``code``; return the update's number."""
        return await self._did("open", payload=code)

    async def say(self, text: str) -> int:
        """Type ``text``; return the number of the update, of a long text the last."""
        return await self._did("say", text=text)

    async def press(self, name: str, on: Message | None = None) -> int:
        """Press the button whose label is ``name``, on the newest message with buttons or on another."""
        message = on or self.newest
        assert message is not None, f"{self.name} has no button to press"
        data = message.buttons[label(name)]
        return await self._did("press", message_id=message.id, data=data, stale=on is not None)

    async def send(self, kind: str, caption: str = "") -> int:
        """Send something other than text."""
        return await self._did("send", kind=kind, caption=caption)

    async def does(self, deed: str, **fields: object) -> dict[str, Any]:
        """Do anything else that the control API knows a verb for."""
        return await self._stage.control(f"people/{self.id}/{deed}", **fields)

    async def heard(self) -> Message:
        """Return the bot's next message; wait for it."""
        while not self._waiting:
            for message in await self._news():
                if message.id > self._last:
                    self._last = message.id
                    self._waiting.append(message)
        message = self._waiting.popleft()
        if message.buttons:
            self.newest = message
        return message

    async def hears(self, *prompts: str, **values: Json) -> Message:
        """Hear these prompts next and no other words, in one message or several; return the last."""
        wanted, heard = said(*prompts, **values), ""
        while heard != wanted:
            message = await self.heard()
            heard = f"{heard}{BETWEEN_PARTS}{message.text}" if heard else message.text
            assert wanted.startswith(heard), f"{self.name} heard {heard!r} and not {wanted!r}"
        return message

    async def sees(self, message: Message, true: Callable[[Message], bool]) -> Message:
        """Wait until a message that was heard before has become such that ``true`` holds of it."""
        while not true(now := await self.now(message)):
            for new in await self._news():
                if new.id > self._last:
                    self._last = new.id
                    self._waiting.append(new)
        return now

    async def now(self, message: Message) -> Message:
        """Return ``message`` as the phone shows it now."""
        found = await self._stage.get(f"people/{self.id}/messages", after=message.id - 1)
        return _message(found["messages"][0])

    async def all_heard(self) -> list[Message]:
        """Return every message of the bot, as the phone shows them now."""
        found = await self._stage.get(f"people/{self.id}/messages")
        return [_message(shape) for shape in found["messages"] if shape["from"] == "bot"]

    async def _news(self) -> list[Message]:
        """Return what the bot sent or changed since the last look; wait until there is something."""
        path = f"people/{self.id}/wait"
        found = await self._stage.get(path, version=self._version, timeout=self.patience)
        assert found["messages"], f"{self.name} heard nothing for {self.patience} seconds"
        self._version = found["version"]
        return [_message(shape) for shape in found["messages"]]

    async def _did(self, deed: str, **fields: object) -> int:
        return int((await self.does(deed, **fields))["update_id"])


def _message(shape: dict[str, Any]) -> Message:
    buttons = {button["text"]: button["data"] for row in shape["buttons"] for button in row}
    return Message(shape["message_id"], shape["text"], shape["html"], buttons)
