"""Who plays in the year: each types and taps what they see, and the bot has answered before they go on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection
from typing import Any

from tests.end_to_end.words import WORDS
from tests.year.stage import YearStage

Message = dict[str, Any]
"""A message of the bot, as the control API has it."""

KEPT_OPEN = 20
"""Messages that are looked at: the newest, whose buttons somebody may still tap."""

EDGE = "Nothing that {name} sees can be tapped with the words {words!r}; there is: {seen}"


class Actor(ABC):
    """Somebody with a phone or with Slack."""

    def __init__(self, stage: YearStage, name: str) -> None:
        self.stage = stage
        self.name = name
        self._known: set[Any] = set()
        self._ids: list[Any] = []

    async def says(self, text: str) -> str:
        """Type ``text`` and return what the bot says to it."""
        return await self._heard_after(lambda: self._say(text))

    async def taps(self, *names: str) -> str:
        """Tap buttons one after another, by label name or words; return what the last brings."""
        heard = ""
        for name in names:
            words = WORDS.labels["en"].get(name, name)
            heard = await self._heard_after(lambda words=words: self._tap(words))
        return heard

    async def reads(self) -> list[str]:
        """Return the newest messages of the bot, oldest first."""
        return [str(message["text"]) for message in await self._messages()]

    async def news(self, asked: Collection[str]) -> list[str]:
        """Return those of the labels ``asked`` whose buttons came since this was last looked at, in order."""
        new = [message for message in await self._messages() if _number(message) not in self._known]
        self._known |= {_number(message) for message in new}
        words = {WORDS.labels["en"][name]: name for name in asked}
        return [words[text] for message in new for text in _buttons(message) if text in words]

    async def can(self, name: str) -> bool:
        """Tell whether the newest message with buttons has the one of this label."""
        return WORDS.labels["en"][name] in await self.offered()

    async def offered(self) -> list[str]:
        """Return the words of the buttons of the newest message that has any."""
        for message in reversed(await self._messages()):
            if words := list(_buttons(message)):
                return words
        return []

    async def _heard_after(self, act: Any) -> str:
        newest = self._ids[-1] if self._ids else None
        await act()
        await self.stage.rest()
        new = [one for one in await self._messages() if newest is None or _number(one) > newest]
        return "\n\n".join(str(message["text"]) for message in new)

    async def _holding(self, words: str) -> Message:
        """Return the newest message with such a button."""
        messages = await self._messages()
        for message in reversed(messages):
            if words in _buttons(message):
                return message
        seen = [words for message in messages[-6:] for words in _buttons(message)]
        raise AssertionError(EDGE.format(name=self.name, words=words, seen=seen))

    def _before(self, beginning: Any) -> Any:
        """Return the id of the message after which the newest ones are read; older ones no longer change."""
        return self._ids[-KEPT_OPEN] if len(self._ids) >= KEPT_OPEN else beginning

    def _remembered(self, messages: list[Message]) -> list[Message]:
        """Return the bot's messages among these, and note all of them that are new."""
        for message in messages:
            number = _number(message)
            if not self._ids or number > self._ids[-1]:
                self._ids.append(number)
        return [message for message in messages if message["from"] == "bot"]

    @abstractmethod
    async def _say(self, text: str) -> None: ...

    @abstractmethod
    async def _tap(self, words: str) -> None: ...

    @abstractmethod
    async def _messages(self) -> list[Message]: ...


class OnTelegram(Actor):
    """Somebody with a phone."""

    def __init__(self, stage: YearStage, name: str, number: int) -> None:
        super().__init__(stage, name)
        self._number = number

    async def opens(self, code: str) -> str:
        """Press Start on the link of an invitation."""
        return await self._heard_after(lambda: self._do("open", payload=code))

    async def _say(self, text: str) -> None:
        await self._do("say", text=text)

    async def _tap(self, words: str) -> None:
        message = await self._holding(words)
        await self._do("press", message_id=message["message_id"], data=_buttons(message)[words], stale=False)

    async def _messages(self) -> list[Message]:
        found = await self.stage.wire.get(f"people/{self._number}/messages", after=self._before(0))
        return self._remembered(found["messages"])

    async def _do(self, deed: str, **fields: object) -> None:
        await self.stage.wire.control(f"people/{self._number}/{deed}", **fields)


class InSlack(Actor):
    """Somebody in Slack."""

    def __init__(self, stage: YearStage, name: str, user: str) -> None:
        super().__init__(stage, name)
        self._user = user

    async def commands(self, text: str) -> str:
        """Type ``text`` after /alongside."""
        return await self._heard_after(lambda: self._do("command", command="/alongside", text=text))

    async def home(self) -> str:
        """Open the app's Home and return what it says."""
        await self._do("home")
        await self.stage.rest()
        found = await self.stage.wire.get(f"slack/people/{self._user}/home")
        return str(found["home"]["text"]) if found["home"] else ""

    async def fills(self, **values: object) -> str:
        """Open the form that the newest question offers, fill it in and send it."""
        await self.taps("form.open")
        return await self._heard_after(lambda: self._do("submit", values=values))

    async def _say(self, text: str) -> None:
        await self._do("say", text=text)

    async def _tap(self, words: str) -> None:
        message = await self._holding(words)
        for field in message["inputs"]:
            if words in [option["text"] for option in field["options"]]:
                several = isinstance(field["value"], list)
                values = [*(field["value"] if several else []), words]
                await self._do("pick", ts=message["ts"], block_id=field["block_id"], values=values)
                return
        await self._do("press", ts=message["ts"], label=words)

    async def _messages(self) -> list[Message]:
        found = await self.stage.wire.get(f"slack/people/{self._user}/messages", after=self._before(""))
        return self._remembered(found["messages"])

    async def _do(self, deed: str, **fields: object) -> None:
        await self.stage.wire.control(f"slack/people/{self._user}/{deed}", **fields)


def _number(message: Message) -> Any:
    return message.get("message_id") or message["ts"]


def _buttons(message: Message) -> dict[str, str]:
    """Return what can be tapped, by its words, with what it stands for."""
    found = {
        str(button["text"]): str(button.get("data", button.get("value", "")))
        for row in message["buttons"]
        for button in row
    }
    for field in message.get("inputs", ()):
        found |= {str(option["text"]): "" for option in field["options"]}
    return found


async def on_telegram(stage: YearStage, name: str) -> OnTelegram:
    """Give a phone to somebody who has not met the bot yet."""
    return OnTelegram(stage, name, (await stage.wire.control("people", first_name=name))["id"])


async def in_slack(stage: YearStage, name: str) -> InSlack:
    """Add somebody to the workspace who has not met the bot yet."""
    return InSlack(stage, name, (await stage.wire.control("slack/people", name=name))["user"])
