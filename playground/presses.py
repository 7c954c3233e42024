"""Presses of buttons that wait for the bot's answer, which Telegram takes once and not for ever."""

from __future__ import annotations

from dataclasses import dataclass

from playground.chats import Message, Person

LIFETIME = 15 * 60.0  # seconds; Telegram publishes no number, bots see the refusal after some minutes
KEPT = 20_000  # presses remembered; a load run must not fill the memory


@dataclass(slots=True)
class Press:
    id: str
    person: Person
    message: Message
    at: float
    answered: bool = False


class Presses:
    """Ids only rise, also after a reset, since the bot remembers those that it has seen."""

    def __init__(self) -> None:
        self._presses: dict[str, Press] = {}
        self._count = 0

    def add(self, person: Person, message: Message, at: float) -> Press:
        self._count += 1
        press = Press(str(4_000_000_000 + self._count), person, message, at)
        self._presses[press.id] = press
        if len(self._presses) > KEPT:
            del self._presses[next(iter(self._presses))]
        return press

    def answerable(self, press_id: str, now: float) -> Press | None:
        press = self._presses.get(press_id)
        if press is None or press.answered or now - press.at > LIFETIME:
            return None
        return press

    def empty(self) -> None:
        self._presses.clear()
