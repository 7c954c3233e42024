"""What was said and done, in order of time, as a text that can be read aloud."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from playground.chats import Content, Group, Person
from playground.text import Json

KEPT = 50_000  # lines, the newest; a long load run must not fill the memory
INDENT = " " * 10  # as wide as a time and the gap after it

_NAMED = {
    "sticker": "a sticker",
    "photo": "a photo",
    "voice": "a voice message",
    "document": "a document",
    "location": "a location",
    "contact": "a contact",
    "video_note": "a video message",
    "animation": "an animation",
    "poll": "a poll",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened in one chat. `said` may have several lines; `keys` are rows of buttons."""

    at: float
    chat_id: int
    who: str
    to: str
    said: str
    keys: str = ""
    is_speech: bool = True


class Transcript:
    """Only grows, up to KEPT lines."""

    def __init__(self) -> None:
        self._lines: deque[Line] = deque(maxlen=KEPT)

    def speech(
        self, at: float, chat: Person | Group, who: str, content: Content, markup: Json | None
    ) -> None:
        self._lines.append(Line(at, chat.id, who, _title(chat), spoken(content), keys(markup)))

    def deed(self, at: float, chat: Person | Group, said: str, markup: Json | None = None) -> None:
        """Something done, as a whole sentence without its stop."""
        self._lines.append(Line(at, chat.id, "", _title(chat), said, keys(markup), is_speech=False))

    def bench(self, at: float, said: str) -> None:
        """Something that concerns no one chat, such as the clock."""
        self._lines.append(Line(at, 0, "", "", said, is_speech=False))

    def empty(self) -> None:
        self._lines.clear()

    def text(self, chat_id: int | None = None) -> str:
        """The whole, or one chat's part with what concerns all; times and dates in UTC."""
        chosen = [line for line in self._lines if chat_id is None or line.chat_id in (chat_id, 0)]
        return "".join(f"{row}\n" for row in read_aloud(chosen, name_chats=chat_id is None))

    def lines(self) -> list[Line]:
        """All that happened, oldest first."""
        return list(self._lines)


def spoken(content: Content) -> str:
    """A message in words: its text, or what it is and its caption."""
    if content.kind in ("text", "service"):
        return content.text
    named = _NAMED.get(content.kind, content.kind)
    if content.file_name:
        named = f"{named}: {content.file_name}"
    return f"({named}) {content.text}".rstrip()


def keys(markup: Json | None) -> str:
    """Buttons as [Yes] [No], a line for each row."""
    if not markup:
        return ""
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    return "\n".join(" ".join(f"[{button['text']}]" for button in row) for row in rows)


def _title(chat: Person | Group) -> str:
    return chat.title if isinstance(chat, Group) else chat.first_name


def read_aloud(lines: Iterable[Line], *, name_chats: bool, zone: tzinfo = UTC) -> Iterator[str]:
    """The lines in order, each day under its date, on the clock of `zone`."""
    day = ""
    for line in lines:
        moment = datetime.fromtimestamp(line.at, zone)
        today = f"{moment:%A} {moment.day} {moment:%B %Y}"
        if today != day:
            day = today
            yield today
        first, *more = _sentence(line, name_chats=name_chats).splitlines() or [""]
        yield f"{moment:%H:%M:%S}  {first}"
        yield from (f"{INDENT}{row}" for row in [*more, *line.keys.splitlines()])


def _sentence(line: Line, *, name_chats: bool) -> str:
    if line.is_speech:
        to = f" to {line.to}" if name_chats and line.to != line.who else ""
        return f"{line.who}{to}: {line.said}"
    return f"{line.said} (chat with {line.to})" if name_chats and line.to else line.said
