"""What people's screens show besides messages and views: what they have picked, and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from playground.clock import iso
from playground.slack.workspaces import Message
from playground.text import Json

NOTES = 20  # notes kept of one person, the newest
Values = dict[str, Json]  # what has been picked: block to action to Slack's value


@dataclass(frozen=True, slots=True)
class Note:
    """What Slack says to one person only; `at` is playground time."""

    text: str
    at: float

    def shape(self) -> Json:
        return {"text": self.text, "at": iso(self.at)}


@dataclass(slots=True)
class Marks:
    """`wrong` is by message, `refused` by view id (an app's errors by block), `notes` by person's id.

    `formed` is the world's version when a person's modal was last closed or refused, by their id.
    """

    picked: dict[tuple[str, str], Values] = field(default_factory=dict)
    wrong: dict[tuple[str, str], str] = field(default_factory=dict)
    refused: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: dict[str, list[Note]] = field(default_factory=dict)
    formed: dict[str, int] = field(default_factory=dict)

    def values(self, message: Message) -> Values:
        """What somebody has picked in this message; may be changed in place."""
        return self.picked.setdefault(key(message), {})

    def error(self, message: Message) -> str | None:
        return self.wrong.get(key(message))

    def set_error(self, message: Message, text: str | None) -> None:
        if text is None:
            self.wrong.pop(key(message), None)
        else:
            self.wrong[key(message)] = text

    def tell(self, user: str, text: str, at: float) -> None:
        """Shows a note to one person."""
        notes = self.notes.setdefault(user, [])
        notes.append(Note(text, at))
        del notes[:-NOTES]

    def empty(self) -> None:
        for memory in (self.picked, self.wrong, self.refused, self.notes, self.formed):
            memory.clear()


def key(message: Message) -> tuple[str, str]:
    """A message's place among the marks: its conversation's id and its ts."""
    return message.conversation.id, message.ts
