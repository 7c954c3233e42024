"""Somebody in Slack: says, presses, picks, commands, fills in forms, and hears what the bot says next."""

from __future__ import annotations

import html
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conversations.reply import Json
from handlers.rendered import Markup
from handlers.slack.markup import BETWEEN_PARTS, TEXT_LIMIT, escape
from tests.end_to_end.words import label, rendered

if TYPE_CHECKING:
    from tests.end_to_end.stage import Stage

PATIENCE_SECONDS = 15.0
"""How long somebody waits for the bot; a whole turn takes a few hundredths of that."""

COMMAND = "/alongside"
SHORTCUT = "raise_concern"


def _as_shown(typed: str) -> str:
    return html.unescape(escape(typed))


SHOWN = Markup(
    escape=_as_shown,
    bold=("", ""),
    text_limit=TEXT_LIMIT,
    split=list,
    link=str,
    command=f"{COMMAND} {{}}".format,
)
"""How a text of ours reads in Slack."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the bot as Slack shows it, its buttons and fields as the control API has them."""

    ts: str
    text: str
    buttons: tuple[Mapping[str, Any], ...]
    inputs: tuple[Mapping[str, Any], ...]
    files: tuple[Mapping[str, Any], ...]
    blocks: tuple[Mapping[str, Any], ...]

    @property
    def labels(self) -> list[str]:
        """The words on its buttons."""
        return [str(button["text"]) for button in self.buttons]


class Colleague:
    """One person in Slack. What the bot sends is heard once each and in order."""

    def __init__(self, stage: Stage, user: str, name: str) -> None:
        self.id = user
        self.name = name
        self.newest: Message | None = None
        self.patience = PATIENCE_SECONDS
        self._stage = stage
        self._version = 0
        self._last = ""
        self._waiting: deque[Message] = deque()

    async def open(self, code: str = "") -> int:
        """Send the code of an invitation, as people in Slack do; return the delivery's number."""
        return await self.say(code or "hello")

    async def say(self, text: str) -> int:
        """Type ``text``; return the delivery's number."""
        return await self._did("say", text=text)

    async def command(self, text: str = "") -> int:
        """Type ``text`` after /alongside; return the delivery's number."""
        return await self._did("command", command=COMMAND, text=text)

    async def press(self, name: str, on: Message | None = None) -> int:
        """Press the button, or pick the option, whose label is ``name``; return the delivery's number."""
        return await self.tap(label(name), on)

    async def tap(self, words: str, on: Message | None = None) -> int:
        """Press the button, or pick the option, that has these words, on the newest message with any."""
        message = on or self.newest
        assert message is not None, f"{self.name} has nothing to press"
        message = await self._now(message)
        if words in message.labels:
            return await self._did("press", ts=message.ts, label=words)
        for field in message.inputs:
            if words in [option["text"] for option in field["options"]]:
                several = isinstance(field["value"], list)
                values = [*(field["value"] if several else []), words]
                return await self._did("pick", ts=message.ts, block_id=field["block_id"], values=values)
        raise AssertionError(f"{self.name} cannot press {words!r} on {message.labels!r}")

    async def press_old(self, value: str, message: Message) -> int:
        """Press a button with ``value`` that ``message`` has no more, or never had."""
        return await self._did("press", ts=message.ts, value=value, stale=True)

    async def raises_concern(self, message: Message) -> int:
        """Choose "Raise a concern" on a message."""
        return await self._did("shortcut", callback_id=SHORTCUT, ts=message.ts)

    async def does(self, deed: str, **fields: object) -> dict[str, Any]:
        """Do anything else that the control API knows a verb for."""
        return await self._stage.control(f"slack/people/{self.id}/{deed}", **fields)

    async def looks_home(self, true: Callable[[str], bool] = bool) -> dict[str, Any]:
        """Open the app's page, and return it once ``true`` holds of its words."""
        await self.does("home")
        return await self.home(true)

    async def home(self, true: Callable[[str], bool] = bool) -> dict[str, Any]:
        """Return the page without opening it, once ``true`` holds of its words."""
        return await self._view("home", true)

    async def press_home(self, words: str) -> int:
        """Press the button of the page that has these words."""
        return await self._did("press", view="home", label=words)

    async def form(self) -> dict[str, Any]:
        """Return the form that the bot opens."""
        return await self._view("modal", bool)

    async def fills(self, *, force: bool = False, **values: object) -> int:
        """Fill in the form that the bot opens, by step key, and send it; ``force``: whatever its length."""
        await self.form()
        return await self._did("submit", values=values, force=force)

    async def heard(self) -> Message:
        """Return the bot's next message; wait for it."""
        while not self._waiting:
            await self._listen()
        message = self._waiting.popleft()
        if message.buttons or message.inputs:
            self.newest = message
        return message

    async def hears(self, *prompts: str, **values: Json) -> Message:
        """Hear these prompts next and no other words, in one message or several; return the last."""
        wanted, heard = self.reads(*prompts, **values), ""
        while heard != wanted:
            message = await self.heard()
            heard = f"{heard}{BETWEEN_PARTS}{message.text}" if heard else message.text
            assert wanted.startswith(heard), f"{self.name} heard {heard!r} and not {wanted!r}"
        return message

    def reads(self, *prompts: str, **values: Json) -> str:
        """Return what Slack shows of these prompts in one message."""
        return rendered(SHOWN, prompts, values)

    async def all_heard(self) -> list[Message]:
        """Return every message of the bot, as Slack shows them now."""
        found = await self._stage.get(f"slack/people/{self.id}/messages")
        return [_message(shape) for shape in found["messages"] if shape["from"] == "bot"]

    async def _now(self, message: Message) -> Message:
        return next(one for one in await self.all_heard() if one.ts == message.ts)

    async def _listen(self) -> None:
        path = f"slack/people/{self.id}/wait"
        found = await self._stage.get(path, version=self._version, timeout=self.patience)
        assert found["messages"], f"{self.name} heard nothing for {self.patience} seconds"
        self._version = found["version"]
        for message in map(_message, found["messages"]):
            if message.ts > self._last:
                self._last = message.ts
                self._waiting.append(message)

    async def _view(self, kind: str, true: Callable[[str], bool]) -> dict[str, Any]:
        path, version = f"slack/people/{self.id}/{kind}", -1
        while True:
            found = (
                await self._stage.get(path)
                if version < 0
                else await self._stage.get(path, version=version, timeout=self.patience)
            )
            view: dict[str, Any] | None = found[kind]
            if view is not None and true(view["text"]):
                return view
            assert found["version"] != version, f"the {kind} of {self.name} stays {view and view['text']!r}"
            version = found["version"]

    async def _did(self, deed: str, **fields: object) -> int:
        return int((await self.does(deed, **fields))["delivery"] or 0)


def _message(shape: dict[str, Any]) -> Message:
    return Message(
        shape["ts"],
        shape["text"],
        tuple(button for row in shape["buttons"] for button in row),
        tuple(shape["inputs"]),
        tuple(shape["files"]),
        tuple(shape["blocks"]),
    )
